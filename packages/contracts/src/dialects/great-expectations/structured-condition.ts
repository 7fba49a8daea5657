import type { Scalar } from '../../check.ts'
import type { Comparison, Filter } from '../../filter.ts'
import { isMap } from '../dialect.ts'
import { pandasQuery } from '../python/pandas-query.ts'
import { ConditionFault } from '../python/tokens.ts'

const operators: Readonly<Record<string, Comparison>> = { '==': '=', '!=': '=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }
const maxDepth = 100

/**
 * A row condition as suites of version 1 write it: `{ type: comparison | nullity | and | or | pass_through, … }`. On files it
 * becomes a pandas query, with what that makes of missing values: `!=` and `NOT_IN` keep them. `passThrough` reads the text of the last.
 * @example structuredCondition({ type: 'nullity', column: { name: 'a' }, is_null: true }) // { kind: 'null', column: 'a' }
 */
export function structuredCondition(
  value: Readonly<Record<string, unknown>>,
  passThrough: (text: string) => Filter | ConditionFault = pandasQuery,
): Filter | ConditionFault {
  try {
    return read(value, passThrough, 0)
  } catch (error) {
    if (error instanceof ConditionFault) return error
    throw error
  }
}

type PassThrough = (text: string) => Filter | ConditionFault

function read(value: unknown, passThrough: PassThrough, depth: number): Filter {
  if (!isMap(value)) throw new ConditionFault('a condition is a map with its type')
  if (depth > maxDepth) throw new ConditionFault(`it is nested more than ${maxDepth} deep`)
  switch (value['type']) {
    case 'and':
    case 'or': {
      only(value, ['conditions'])
      const parts = value['conditions']
      if (!Array.isArray(parts) || parts.length === 0) throw new ConditionFault(`"${value['type']}" needs a list of conditions`)
      return { kind: value['type'] === 'and' ? 'all' : 'any', parts: parts.map((part) => read(part, passThrough, depth + 1)) }
    }
    case 'nullity':
      return nullity(value)
    case 'comparison':
      return comparison(value)
    case 'pass_through':
      return passedThrough(value, passThrough)
    default:
      throw new ConditionFault(`the type ${JSON.stringify(value['type'])} is unknown: comparison, nullity, and, or, pass_through`)
  }
}

function only(value: Readonly<Record<string, unknown>>, keys: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => key !== 'type' && !keys.includes(key))
  if (unknown !== undefined) throw new ConditionFault(`the key ${JSON.stringify(unknown)} of a condition is unknown: ${keys.join(', ')}`)
}

function columnName({ column }: Readonly<Record<string, unknown>>): string {
  if (isMap(column) && typeof column['name'] === 'string' && Object.keys(column).length === 1) return column['name']
  throw new ConditionFault('"column" is written { "name": … }')
}

function nullity(value: Readonly<Record<string, unknown>>): Filter {
  only(value, ['column', 'is_null'])
  const part: Filter = { kind: 'null', column: columnName(value) }
  if (typeof value['is_null'] !== 'boolean') throw new ConditionFault('"is_null" is true or false')
  return value['is_null'] ? part : { kind: 'not', part }
}

function comparison(value: Readonly<Record<string, unknown>>): Filter {
  only(value, ['column', 'operator', 'parameter'])
  const column = columnName(value)
  const { operator: sign, parameter } = value
  if (sign === 'IN' || sign === 'NOT_IN') {
    if (!Array.isArray(parameter)) throw new ConditionFault(`${sign} needs a list`)
    const found: Filter = { kind: 'in', column, values: parameter.map(scalar) }
    return sign === 'IN' ? found : { kind: 'not', part: found }
  }
  const operator = typeof sign === 'string' && Object.hasOwn(operators, sign) ? operators[sign] : undefined
  if (!operator) throw new ConditionFault(`the operator ${JSON.stringify(sign)} is unknown: ==, !=, <, <=, >, >=, IN, NOT_IN`)
  const found: Filter = { kind: 'compare', column, operator, value: scalar(parameter) }
  return sign === '!=' ? { kind: 'not', part: found } : found
}

function scalar(value: unknown): Scalar {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value
  throw new ConditionFault(`${JSON.stringify(value)} cannot be compared with`)
}

function passedThrough(value: Readonly<Record<string, unknown>>, passThrough: PassThrough): Filter {
  only(value, ['pass_through_filter'])
  const text = value['pass_through_filter']
  const found = typeof text === 'string' ? passThrough(text) : new ConditionFault('"pass_through_filter" is a text')
  if (found instanceof ConditionFault) throw found
  return found
}
