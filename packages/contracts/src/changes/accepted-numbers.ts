import { type Condition, holds } from '../condition.ts'

/** What a change does to what is accepted: no more than before, something more, or what cannot be told. */
export type Tightness = 'tighter' | 'looser' | 'unknown'

/**
 * Whether every number that `after` accepts was accepted by `before`. Both are compared at all their ends, and between and beyond
 * them, which is exact as each is a union of at most two intervals; counts are whole and not below 0. Of counts of failing rows, the
 * condition that none may fail is compared across units; other conditions of several units are `unknown`.
 */
export function conditionTightness(before: Condition, after: Condition, { counts }: { readonly counts: boolean }): Tightness {
  if (before.unit !== after.unit) {
    if (!counts || (!isNone(before) && !isNone(after))) return 'unknown'
    return isNone(after) && holds(before, before.unit === 'passing' ? 1 : 0) ? 'tighter' : 'looser'
  }
  const ends = [...endsOf(before), ...endsOf(after)]
  const probes = counts && before.unit === 'rows' ? wholeProbes(ends) : realProbes(ends).filter((number) => !counts || number >= 0)
  return probes.some((number) => holds(after, number) && !holds(before, number)) ? 'looser' : 'tighter'
}

function realProbes(ends: readonly number[]): readonly number[] {
  const sorted = ends.toSorted((one, other) => one - other)
  return [(sorted[0] ?? 0) - 1, ...sorted.flatMap((end, at) => [end, (end + (sorted[at + 1] ?? end + 2)) / 2])]
}

function wholeProbes(ends: readonly number[]): readonly number[] {
  const beside = ends.flatMap((end) => [Math.floor(end) - 1, Math.floor(end), Math.ceil(end), Math.ceil(end) + 1])
  return [0, ...beside].filter((number) => number >= 0)
}

/** Whether no row may fail, however it is said. */
export function isNone(condition: Condition): boolean {
  const { operator, unit } = condition
  const value = 'value' in condition ? condition.value : Number.NaN
  if (unit === 'passing') return operator === 'greater_or_equal' && value >= 1
  if (operator === 'less') return unit === 'rows' && value > 0 && value <= 1
  return (operator === 'equal' || operator === 'less_or_equal') && value === 0
}

/** Whether fewer failing rows are never worse. */
export function isUpperLimit(condition: Condition): boolean {
  if (condition.unit === 'passing') return condition.operator === 'greater' || condition.operator === 'greater_or_equal'
  if (condition.operator === 'between') return condition.low <= 0
  return condition.operator === 'less' || condition.operator === 'less_or_equal' || isNone(condition)
}

function endsOf(condition: Condition): readonly number[] {
  return 'low' in condition ? [condition.low, condition.high] : [condition.value]
}
