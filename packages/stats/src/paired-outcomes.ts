import { bisect } from './bisect.ts'
import { requireFinite } from './domain.ts'
import { StatsError } from './errors.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { alpha, type TTest } from './t-test.ts'

/** How two models fared on the same units, each right or wrong. Units on which they agree count by their number alone. */
export interface PairedOutcomes {
  /** Units on which the candidate alone is right. */
  readonly candidateOnly: number
  /** Units on which the baseline alone is right. */
  readonly baselineOnly: number
  readonly units: number
}

export interface PairedOutcomesTest extends Pick<TTest, 'boundary' | 'alternative'> {
  readonly outcomes: PairedOutcomes
}

/**
 * Tango's score interval (1998) of the difference of two paired proportions, candidate less baseline, 95 % two-sided: the differences that his score
 * test does not refuse. It has a width even where the models never disagree. For independent units.
 * @throws {StatsError} `EMPTY_SAMPLE` without units; `OUT_OF_RANGE` for counts that are not whole, negative, or together beyond the units.
 * @example tangoInterval({ candidateOnly: 40, baselineOnly: 20, units: 160 }) // [0.0309, 0.2181]
 */
export function tangoInterval(outcomes: PairedOutcomes): readonly [number, number] {
  requireOutcomes(outcomes)
  const mirrored = { ...outcomes, candidateOnly: outcomes.baselineOnly, baselineOnly: outcomes.candidateOnly }
  return [lowerEnd(outcomes), 0 - lowerEnd(mirrored)]
}

/**
 * The p-value of Tango's score test of a boundary for the difference, such as minus the margin; with boundary 0 it is McNemar's test
 * without continuity correction. A one-sided p is below 0.025 exactly where the interval leaves the boundary out.
 * @throws {StatsError} as `tangoInterval`; `OUT_OF_RANGE` for a boundary outside [-1, 1], `NOT_FINITE` for one that is NaN.
 * @example tangoTest({ outcomes: { candidateOnly: 9, baselineOnly: 0, units: 20 }, boundary: 0, alternative: 'greater' }) // P(Z > 3) = 0.00135
 */
export function tangoTest({ outcomes, boundary, alternative }: PairedOutcomesTest): number {
  requireOutcomes(outcomes)
  requireFinite(boundary, 'the boundary')
  if (Math.abs(boundary) > 1) throw new StatsError('OUT_OF_RANGE', `the boundary is ${boundary}; a difference of proportions lies in [-1, 1]`)
  const z = scoreOf(outcomes, boundary)
  if (alternative === 'two_sided') return Math.min(1, 2 * normalCdf(-Math.abs(z)))
  return normalCdf(alternative === 'greater' ? -z : z)
}

export function requireOutcomes({ candidateOnly, baselineOnly, units }: PairedOutcomes): void {
  const whole = [candidateOnly, baselineOnly, units].every((count) => Number.isSafeInteger(count) && count >= 0)
  if (!whole || candidateOnly + baselineOnly > units)
    throw new StatsError('OUT_OF_RANGE', `${candidateOnly} and ${baselineOnly} of ${units} are no counts of units on which one model alone is right`)
  if (units === 0) throw new StatsError('EMPTY_SAMPLE', 'there are no units on which to compare two models')
}

function lowerEnd(outcomes: PairedOutcomes): number {
  const { candidateOnly, baselineOnly, units } = outcomes
  if (baselineOnly === units) return -1
  const z = normalQuantile(1 - alpha)
  return bisect({ from: -1, to: (candidateOnly - baselineOnly) / units, falls: true, f: (difference) => scoreOf(outcomes, difference) - z })
}

/**
 * The observed difference less the assumed one, over its standard error at the most likely proportions that have the assumed one:
 * those solve 2n q^2 + linear q + constant = 0, q being the chance that the baseline alone is right.
 */
function scoreOf({ candidateOnly, baselineOnly, units }: PairedOutcomes, difference: number): number {
  const linear = (2 * units - candidateOnly + baselineOnly) * difference - candidateOnly - baselineOnly
  const constant = -baselineOnly * difference * (1 - difference)
  const q = largerRoot({ square: 2 * units, linear, constant })
  const variance = units * (2 * q + difference * (1 - difference))
  const away = candidateOnly - baselineOnly - units * difference
  return variance > 0 ? away / Math.sqrt(variance) : Math.sign(away) * Number.POSITIVE_INFINITY || 0
}

/** Without taking apart two numbers of nearly the same size. */
function largerRoot({ square, linear, constant }: { readonly square: number; readonly linear: number; readonly constant: number }): number {
  // The square of a linear term below 1e-154 would be lost.
  if (constant === 0) return Math.max(0, -linear / square)
  const root = Math.sqrt(Math.max(0, linear * linear - 4 * square * constant))
  if (linear <= 0) return (root - linear) / (2 * square)
  return (-2 * constant) / (linear + root)
}
