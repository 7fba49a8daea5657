import { requireProbability } from './domain.ts'

/**
 * Adjusted p-values by Benjamini and Hochberg's step-up method (1995): below alpha, the expected share of false ones among those
 * shown is at most alpha, for independent or positively dependent tests. In the order given; no values give none.
 * @throws {StatsError} `OUT_OF_RANGE` for a value outside [0, 1].
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  for (const [at, p] of pValues.entries()) requireProbability(p, `p-value ${at}`)
  const descending = [...pValues.entries()].sort(([, p], [, q]) => q - p)
  const adjusted = new Array<number>(pValues.length)
  let smallest = 1
  for (const [position, [at, p]] of descending.entries()) {
    smallest = Math.min(smallest, (p * pValues.length) / (pValues.length - position))
    adjusted[at] = smallest
  }
  return adjusted
}
