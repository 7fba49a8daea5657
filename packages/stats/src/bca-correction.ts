import { compensatedSum } from './compensated-sum.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { countAtMost } from './sample-quantile.ts'

/** The two numbers by which Efron's BCa interval (1987) moves the ends of a percentile interval. */
export interface BcaCorrection {
  /** The normal quantile of the share of resamples below the estimate, ties counting half: z0. */
  readonly medianBias: number
  /** How fast the standard error changes with the estimate, from the skewness of the jackknife: a. */
  readonly acceleration: number
}

/**
 * The correction of a bootstrap distribution. The acceleration is sum d^3 / (6 (sum d^2)^1.5), d being the mean of the jackknife
 * values less each; 0 where they are all equal. Null where no correction exists: all resamples lie on one side of the estimate, or a
 * jackknife value is not finite.
 * @example bcaCorrection({ ascending: Float64Array.of(1, 2, 3), estimate: 2, jackknife: Float64Array.of(1, 2, 3) })
 *   // { medianBias: 0, acceleration: 0 }
 */
export function bcaCorrection({
  ascending,
  estimate,
  jackknife,
}: {
  readonly ascending: Float64Array
  readonly estimate: number
  readonly jackknife: Float64Array
}): BcaCorrection | null {
  const atMost = countAtMost(ascending, estimate)
  const ties = atMost - countBelow(ascending, atMost, estimate)
  const medianBias = normalQuantile((atMost - ties / 2) / ascending.length)
  if (!Number.isFinite(medianBias) || jackknife.some((value) => !Number.isFinite(value))) return null
  return { medianBias, acceleration: accelerationOf(jackknife) }
}

/**
 * The probability of the percentile interval that takes the place of `p` in the BCa interval. 0 and 1 stay what they are.
 * @example correctedProbability(0.025, { medianBias: 0, acceleration: 0 }) // 0.025
 */
export function correctedProbability(p: number, { medianBias, acceleration }: BcaCorrection): number {
  if (p === 0 || p === 1) return p
  const moved = medianBias + normalQuantile(p)
  const slowed = 1 - acceleration * moved
  if (slowed <= 0) return acceleration > 0 ? 1 : 0
  return normalCdf(medianBias + moved / slowed)
}

/**
 * Undoes `correctedProbability`: the level of the BCa interval whose end is the given quantile. 0 and 1 stay what they are.
 * @example uncorrectedProbability(0.025, { medianBias: 0, acceleration: 0 }) // 0.025
 */
export function uncorrectedProbability(p: number, { medianBias, acceleration }: BcaCorrection): number {
  if (p === 0 || p === 1) return p
  const away = normalQuantile(p) - medianBias
  const sped = 1 + acceleration * away
  if (sped <= 0) return acceleration > 0 ? 0 : 1
  return normalCdf(away / sped - medianBias)
}

function countBelow(ascending: Float64Array, atMost: number, x: number): number {
  let below = atMost
  while (below > 0 && ascending[below - 1] === x) below--
  return below
}

function accelerationOf(jackknife: Float64Array): number {
  const mean = compensatedSum(jackknife) / jackknife.length
  const away = jackknife.map((value) => mean - value)
  const scale = away.reduce((largest, d) => Math.max(largest, Math.abs(d)), 0)
  if (scale <= 1e-14 * Math.abs(mean)) return 0
  const unit = away.map((d) => d / scale)
  const squares = compensatedSum(unit.map((d) => d * d))
  const cubes = compensatedSum(unit.map((d) => d * d * d))
  return cubes / (6 * squares * Math.sqrt(squares))
}
