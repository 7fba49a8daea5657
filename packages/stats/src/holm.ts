import { requireProbability } from './domain.ts'

/**
 * Adjusted p-values by Holm's step-down method (1979): below alpha, the family-wise error is at most alpha, whatever the dependence.
 * In the order given; no values give none.
 * @throws {StatsError} `OUT_OF_RANGE` for a value outside [0, 1].
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  for (const [at, p] of pValues.entries()) requireProbability(p, `p-value ${at}`)
  const ascending = [...pValues.entries()].sort(([, p], [, q]) => p - q)
  const adjusted = new Array<number>(pValues.length)
  let largest = 0
  for (const [rank, [at, p]] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)))
    adjusted[at] = largest
  }
  return adjusted
}
