import type { Bound, Ignore, Match } from '../check.ts'
import { type Condition, describeCondition } from '../condition.ts'

/** @example describeBounds({ value: -120, exclusive: false }, { value: 1200, exclusive: false }) // 'between -120 and 1200' */
export function describeBounds(minimum: Bound | null, maximum: Bound | null): string {
  if (minimum && maximum && !minimum.exclusive && !maximum.exclusive) return `between ${minimum.value} and ${maximum.value}`
  const low = minimum && `${minimum.exclusive ? 'more than' : 'at least'} ${minimum.value}`
  const high = maximum && `${maximum.exclusive ? 'less than' : 'at most'} ${maximum.value}`
  return [low, high].filter((end) => end !== null).join(' and ')
}

/** What is allowed of failing rows; nothing where none may fail. @example exceptions(none) // '' */
export function exceptions(condition: Condition): string {
  if (condition.operator === 'equal' && condition.value === 0 && condition.unit === 'rows') return ''
  return condition.unit === 'passing' ? `; ${describeCondition(condition)}` : `; others: ${describeCondition(condition)}`
}

const maxListed = 20
/** @example listed(['a', 1]) // '"a", 1' */
export function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, maxListed).map((value) => JSON.stringify(value))
  return shown.join(', ') + (values.length > maxListed ? `, … (${values.length} in all)` : '')
}

const words: Readonly<Record<Match, readonly [string, string]>> = { any: ['', ' or '], all: ['', ' and '], none: ['not ', ' nor '] }

/** @example matching(['/a/', '/b/'], 'none') // 'not /a/ nor /b/' */
export function matching(patterns: readonly string[], match: Match): string {
  const [before, between] = words[match]
  return before + patterns.join(between)
}

/** @example rowsIgnored('any_null') // ', where none is null' */
export function rowsIgnored(ignore: Ignore): string {
  return ignore === 'any_null' ? ', where none is null' : ignore === 'all_null' ? ', where one is not null' : ''
}
