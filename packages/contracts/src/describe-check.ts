import type { Bound, Check } from './check.ts'
import { type Condition, describeCondition, none } from './condition.ts'

/** In words, what must hold. @example describeCheck(delayRange) // 'between -120 and 1200' */
export function describeCheck(check: Check): string {
  switch (check.kind) {
    case 'column_present':
      return 'present'
    case 'type':
      return check.duckType === null ? `of type ${check.type}` : `of type ${check.type} (${check.duckType})`
    case 'not_null':
      return 'not null'
    case 'unique':
      return check.columns.length === 1 ? 'unique' : `unique together: ${check.columns.join(', ')}`
    case 'duplicates':
      return `duplicates of ${check.columns === null ? 'whole rows' : check.columns.join(', ')}: ${describeCondition(check.condition)}`
    case 'range':
      return describeRange(check.minimum, check.maximum)
    case 'pattern':
      return `matches /${check.patterns.map(({ source }) => source).join('/ or /')}/${exceptions(check.condition)}`
    case 'length':
      return describeLength(check.minimum, check.maximum)
    case 'in_set':
      return `one of ${listed(check.values)}${exceptions(check.condition)}`
    case 'row_count':
      return `rows: ${describeCondition(check.condition)}`
    case 'sql':
      return `${check.id} yields ${describeCondition(check.condition)}`
    default:
      return check.kind
    case 'null_count':
      return `${check.missing.length === 0 ? 'nulls' : `nulls or ${listed(check.missing)}`}: ${describeCondition(check.condition)}`
  }
}

function describeRange(minimum: Bound | null, maximum: Bound | null): string {
  if (minimum && maximum && !minimum.exclusive && !maximum.exclusive) return `between ${minimum.value} and ${maximum.value}`
  const low = minimum && `${minimum.exclusive ? 'more than' : 'at least'} ${minimum.value}`
  const high = maximum && `${maximum.exclusive ? 'less than' : 'at most'} ${maximum.value}`
  return [low, high].filter((end) => end !== null).join(' and ')
}

function describeLength(minimum: number | null, maximum: number | null): string {
  if (minimum !== null && maximum !== null) return minimum === maximum ? `${minimum} characters` : `${minimum} to ${maximum} characters`
  return minimum !== null ? `at least ${minimum} characters` : `at most ${maximum} characters`
}

function exceptions(condition: Condition): string {
  return condition === none || (condition.operator === 'equal' && condition.value === 0) ? '' : `; others: ${describeCondition(condition)}`
}

const maxListed = 20
function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, maxListed).map((value) => JSON.stringify(value))
  return shown.join(', ') + (values.length > maxListed ? `, … (${values.length} in all)` : '')
}
