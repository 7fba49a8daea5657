import { requireFinite } from './domain.ts'
import { minimumDetectableEffect } from './minimum-detectable-effect.ts'
import type { StandardError } from './t-test.ts'

/**
 * Clusters that would bring the minimum detectable effect down to the margin, were the standard error to shrink with their root:
 * G * (MDE / margin)^2, rounded up, with the t quantiles of today's clusters (so a little too many). Null where no number would do:
 * a margin of 0 or less.
 * @throws {StatsError} `OUT_OF_RANGE`, `NOT_FINITE`.
 * @example unitsToDecide({ margin: 1, standardError: 1, degreesOfFreedom: 30 }) // 260
 */
export function unitsToDecide({ margin, ...error }: StandardError & { readonly margin: number }): number | null {
  requireFinite(margin, 'the margin')
  const effect = minimumDetectableEffect(error)
  if (margin <= 0) return null
  const clusters = error.degreesOfFreedom + 1
  return Math.ceil(clusters * (effect / margin) ** 2)
}
