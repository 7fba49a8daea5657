import type { Bound, Check } from '../check.ts'
import type { Condition } from '../condition.ts'
import { conditionTightness, isUpperLimit, type Tightness } from './accepted-numbers.ts'
import { canonical } from './canonical.ts'

/** Two versions of a check of one kind, by their fields. */
export interface Versions {
  readonly kind: Check['kind']
  readonly before: Fields
  readonly after: Fields
}
export type Fields = Readonly<Record<string, unknown>>

/**
 * What the change of one field does to what a check accepts, the other fields being as they are. What makes more rows fail is
 * tighter only where failing rows are limited from above. Fields that are not told apart here are `unknown`.
 */
export function fieldTightness(field: string, versions: Versions): Tightness {
  const { kind, before, after } = versions
  if (field === 'condition') return conditionTightness(before[field] as Condition, after[field] as Condition, { counts: kind !== 'sql' })
  const tightness = strictness(field, versions)
  const { condition } = after
  if (tightness === 'unknown' || condition === undefined) return tightness
  return isUpperLimit(condition as Condition) && isUpperLimit(before['condition'] as Condition) ? tightness : 'unknown'
}

function strictness(field: string, { kind, before, after }: Versions): Tightness {
  const [from, to] = [before[field], after[field]]
  switch (field) {
    case 'where':
      return ofFilter(from, to, after['condition'])
    case 'minimum':
      return ofEnd(from, to, 1)
    case 'maximum':
      return ofEnd(from, to, -1)
    case 'values':
    case 'names':
      return ofSet(from, to, setDirection(kind, before['match'], after['match']))
    case 'duckTypes':
      return ofSet(from, to, 'fewer')
    case 'missing':
    case 'forbidden':
      return ofSet(from, to, 'more')
    case 'maxAgeMs':
      return ofNumber(from, to, 'lower')
    case 'threshold':
      return before['method'] === after['method'] ? ofNumber(from, to, before['method'] === 'chi_square_p' ? 'higher' : 'lower') : 'unknown'
    case 'of':
      return typeof from === 'number' && typeof to === 'number' && Number.isInteger(to / from) ? 'tighter' : 'unknown'
    case 'duckType':
    case 'index':
      return from === null ? 'tighter' : to === null ? 'looser' : 'unknown'
    default:
      return ofChoice(field, { kind, before, after })
  }
}

/** Words of which the second asks for more than the first. */
const stricter: Readonly<Record<string, readonly (readonly [unknown, unknown])[]>> = {
  strict: [[false, true]],
  tiesAllowed: [[true, false]],
  allow: [['infinity', 'nothing']],
  sides: [['above', 'both']],
  count: [['repeats', 'all']],
}
const strictMatches: { readonly [K in Check['kind']]?: readonly (readonly [unknown, unknown])[] } = {
  pattern: [['any', 'all']],
  like: [['any', 'all']],
  complete: [['any', 'all']],
  distinct_values: [
    ['subset', 'equal'],
    ['superset', 'equal'],
  ],
  columns: [
    ['subset', 'equal'],
    ['superset', 'equal'],
    ['subset', 'ordered'],
    ['superset', 'ordered'],
    ['equal', 'ordered'],
  ],
}

function ofChoice(field: string, { kind, before, after }: Versions): Tightness {
  const listed =
    field === 'match' && sameBut('match', before, after) ? strictMatches[kind] : Object.hasOwn(stricter, field) ? stricter[field] : undefined
  if (listed?.some(([loose, strict]) => before[field] === loose && after[field] === strict)) return 'tighter'
  return listed?.some(([loose, strict]) => before[field] === strict && after[field] === loose) ? 'looser' : 'unknown'
}

function sameBut(field: string, before: Fields, after: Fields): boolean {
  return ['names', 'values', 'columns', 'patterns'].every((key) => key === field || canonical(before[key]) === canonical(after[key]))
}

/** Of rows that are counted, not shared out: fewer that count make fewer that fail. */
function ofFilter(from: unknown, to: unknown, condition: unknown): Tightness {
  if (condition === undefined || (condition as Condition).unit !== 'rows') return 'unknown'
  return from === null ? 'looser' : to === null ? 'tighter' : 'unknown'
}

function setDirection(kind: Check['kind'], before: unknown, after: unknown): 'fewer' | 'more' | null {
  if (kind === 'not_in_set') return 'more'
  if (kind === 'in_set' || kind === 'tuple_in_set' || kind === 'most_common') return 'fewer'
  if (before !== after) return null
  return after === 'subset' ? 'fewer' : after === 'superset' ? 'more' : null
}

function ofSet(from: unknown, to: unknown, stricterIs: 'fewer' | 'more' | null): Tightness {
  if (stricterIs === null || !Array.isArray(from) || !Array.isArray(to)) return 'unknown'
  const [old, now] = [new Set(from.map(canonical)), new Set(to.map(canonical))]
  const [less, more] = stricterIs === 'fewer' ? [now, old] : [old, now]
  return less.isSubsetOf(more) ? 'tighter' : 'looser'
}

function ofNumber(from: unknown, to: unknown, stricterIs: 'lower' | 'higher'): Tightness {
  if (typeof from !== 'number' || typeof to !== 'number') return 'unknown'
  return (stricterIs === 'lower' ? to <= from : to >= from) ? 'tighter' : 'looser'
}

/** One end of a range: a bound, a length, or null for none. `inward` is 1 where a greater end is stricter. */
function ofEnd(from: unknown, to: unknown, inward: 1 | -1): Tightness {
  if (to === null) return 'looser'
  if (from === null) return 'tighter'
  const [old, now] = [asBound(from), asBound(to)]
  const order = compareEnds(old.value, now.value)
  if (order === null) return 'unknown'
  if (order === 0) return now.exclusive || !old.exclusive ? 'tighter' : 'looser'
  return order * inward < 0 ? 'tighter' : 'looser'
}

function asBound(end: unknown): Bound {
  return typeof end === 'number' ? { value: end, exclusive: false } : (end as Bound)
}

/** Below, at or above 0 as the first is; texts of digits are integers beyond 2^53, other texts times in ISO 8601, which sort. */
function compareEnds(one: Bound['value'], other: Bound['value']): number | null {
  const [left, right] = [asComparable(one), asComparable(other)]
  if (typeof left === 'string' || typeof right === 'string') return typeof left === typeof right ? (left < right ? -1 : left > right ? 1 : 0) : null
  return left < right ? -1 : left > right ? 1 : 0
}

function asComparable(value: Bound['value']): number | bigint | string {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value
}
