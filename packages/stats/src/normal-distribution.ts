import normal from '@stdlib/stats-base-dists-normal'
import { requireProbability } from './domain.ts'
import { StatsError } from './errors.ts'

/**
 * Lower tail of the standard normal distribution, P(Z <= x). For an upper tail ask for `normalCdf(-x)`, which keeps its digits.
 * @throws {StatsError} `OUT_OF_RANGE` for NaN.
 * @example normalCdf(0) // 0.5
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new StatsError('OUT_OF_RANGE', 'normalCdf of NaN')
  return normal.cdf(x, 0, 1)
}

// Below this, stdlib's quantile forms 2p - 1 and loses the tail (p = 1e-20 becomes -Infinity).
const tailStart = 1e-4

/**
 * Quantile of the standard normal distribution: the x with P(Z <= x) = p. Infinite at 0 and 1.
 * @throws {StatsError} `OUT_OF_RANGE` for p outside [0, 1].
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  requireProbability(p, 'p')
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (p < tailStart) return lowerTailQuantile(p)
  if (1 - p < tailStart) return -lowerTailQuantile(1 - p)
  return normal.quantile(p, 0, 1)
}

// Newton's method on log P, from the first terms of the asymptotic expansion; four steps reach the last digits.
function lowerTailQuantile(p: number): number {
  const logP = Math.log(p)
  let x = -Math.sqrt(-2 * logP - Math.log(-4 * Math.PI * logP))
  for (let step = 0; step < 6; step++) {
    const cdf = normal.cdf(x, 0, 1)
    x -= ((Math.log(cdf) - logP) * cdf) / normal.pdf(x, 0, 1)
  }
  return x
}
