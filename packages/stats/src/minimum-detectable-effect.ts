import { requireError } from './domain.ts'
import { tQuantile } from './t-distribution.ts'
import { alpha, type StandardError } from './t-test.ts'

/** The share of cases in which a difference as large as the minimum detectable effect is decided. */
export const power = 0.8

/**
 * The smallest difference that this test decides in 80 % of cases: (t.975 + t.80) times the standard error. It is also the margin
 * at which an equally good model passes in 80 % of cases (see `passProbability`).
 * @throws {StatsError} `OUT_OF_RANGE`, `NOT_FINITE`.
 * @example minimumDetectableEffect({ standardError: 1, degreesOfFreedom: 30 }) // 2.8960
 */
export function minimumDetectableEffect({ standardError, degreesOfFreedom }: StandardError): number {
  requireError(standardError, degreesOfFreedom)
  return (tQuantile(1 - alpha, degreesOfFreedom) + tQuantile(power, degreesOfFreedom)) * standardError
}
