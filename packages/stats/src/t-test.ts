import { requireError, requireFinite } from './domain.ts'
import { tCdf, tQuantile } from './t-distribution.ts'

export interface StandardError {
  readonly standardError: number
  readonly degreesOfFreedom: number
}

/** The one-sided level of every verdict; intervals are two-sided at twice that, so that a verdict can be read off one. */
export const alpha = 0.025

/**
 * The two-sided 95 % interval of an estimate, by Student's t.
 * @throws {StatsError} `OUT_OF_RANGE`, `NOT_FINITE`.
 * @example tInterval({ estimate: 1, standardError: 0, degreesOfFreedom: 9 }) // [1, 1]
 */
export function tInterval({ estimate, standardError, degreesOfFreedom }: StandardError & { readonly estimate: number }): readonly [number, number] {
  requireFinite(estimate, 'the estimate')
  requireError(standardError, degreesOfFreedom)
  const half = tQuantile(1 - alpha, degreesOfFreedom) * standardError
  return [estimate - half, estimate + half]
}

export interface TTest extends StandardError {
  readonly estimate: number
  /** The value that the null hypothesis names. */
  readonly boundary: number
  /** What is to be shown: the estimate's target is above the boundary, below it, or not at it. */
  readonly alternative: 'greater' | 'less' | 'two_sided'
}

/**
 * The p-value of a t-test. Where the standard error is 0 it is 0 if the estimate lies on the side to be shown, else 1.
 * @throws {StatsError} `OUT_OF_RANGE`, `NOT_FINITE`.
 * @example tTest({ estimate: 1, boundary: 0, standardError: 1, degreesOfFreedom: 1, alternative: 'greater' }) // 0.25
 */
export function tTest({ estimate, boundary, standardError, degreesOfFreedom, alternative }: TTest): number {
  requireFinite(estimate, 'the estimate')
  requireFinite(boundary, 'the boundary')
  requireError(standardError, degreesOfFreedom)
  const away = estimate - boundary
  if (standardError === 0) return isShown(away, alternative) ? 0 : 1
  const t = away / standardError
  if (alternative === 'two_sided') return Math.min(1, 2 * tCdf(-Math.abs(t), degreesOfFreedom))
  return tCdf(alternative === 'greater' ? -t : t, degreesOfFreedom)
}

function isShown(away: number, alternative: TTest['alternative']): boolean {
  if (alternative === 'two_sided') return away !== 0
  return alternative === 'greater' ? away > 0 : away < 0
}
