import t from '@stdlib/stats-base-dists-t'
import { requireDegreesOfFreedom, requireProbability } from './domain.ts'
import { StatsError } from './errors.ts'

/**
 * Lower tail of Student's t, P(T <= x), by the regularised incomplete beta function (stdlib). For an upper tail ask for `tCdf(-x)`,
 * which keeps its digits.
 * @throws {StatsError} `OUT_OF_RANGE` for degrees of freedom that are not positive, or x = NaN.
 * @example tCdf(1, 1) // 0.75
 */
export function tCdf(x: number, degreesOfFreedom: number): number {
  requireDegreesOfFreedom(degreesOfFreedom)
  if (Number.isNaN(x)) throw new StatsError('OUT_OF_RANGE', 'tCdf of NaN')
  return t.cdf(x, degreesOfFreedom)
}

/**
 * Quantile of Student's t: the x with P(T <= x) = p. Exactly 0 at p = 0.5, infinite at 0 and 1.
 * @throws {StatsError} `OUT_OF_RANGE` for p outside [0, 1] or degrees of freedom that are not positive.
 * @example tQuantile(0.975, 30) // 2.042272456301238
 */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  requireDegreesOfFreedom(degreesOfFreedom)
  requireProbability(p, 'p')
  return p === 0.5 ? 0 : t.quantile(p, degreesOfFreedom)
}
