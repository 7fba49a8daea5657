import { requireError, requireFinite } from './domain.ts'
import { tCdf, tQuantile } from './t-distribution.ts'
import { alpha, type StandardError } from './t-test.ts'

/**
 * How often an equally good model would pass "not worse by the margin": P(lower bound > -margin) where the true difference is 0.
 * By the central t distribution, P(T < margin/SE - t.975), as if the standard error were known. The exact answer is a noncentral t;
 * this one is lower, so cautious: by at most 0.04 at 10 clusters, 0.01 at 31, 0.002 at 201. A negative margin is a gain to be shown.
 * @throws {StatsError} `OUT_OF_RANGE`, `NOT_FINITE`.
 * @example passProbability({ margin: 0, standardError: 0.01, degreesOfFreedom: 30 }) // 0.025
 */
export function passProbability({ margin, standardError, degreesOfFreedom }: StandardError & { readonly margin: number }): number {
  requireFinite(margin, 'the margin')
  requireError(standardError, degreesOfFreedom)
  if (standardError === 0) return margin > 0 ? 1 : 0
  return tCdf(margin / standardError - tQuantile(1 - alpha, degreesOfFreedom), degreesOfFreedom)
}
