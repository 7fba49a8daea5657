import type { Measurement, Metric } from '@seaworthy/metrics'
import { alpha, mcnemar, normalCdf, normalQuantile, type PairedOutcomes, scoreInterval, type TTest, tangoInterval, tangoTest } from '@seaworthy/stats'
import type { Quantity } from '../rules/rule.ts'
import type { Inferred } from './infer.ts'

/** A share of independent units with Wilson's interval; its p-values are those of the score test, which the interval turns round. */
export function shareOfOutcomes({ better }: Pick<Metric, 'better'>, share: number, influence: Float64Array): Inferred {
  const trials = influence.length
  const successes = outcomesOf(share, influence).reduce((sum, one) => sum + one, 0)
  const interval = scoreInterval({ successes, trials })
  const pValue: Quantity['pValue'] = (boundary, alternative) => {
    const spread = Math.sqrt(Math.max(0, boundary * (1 - boundary)) / trials)
    const away = share - boundary
    return onSide(spread === 0 ? Math.sign(away) * Number.POSITIVE_INFINITY || 0 : away / spread, alternative)
  }
  return {
    quantity: { estimate: share, interval, error: errorOf(interval, trials), pValue },
    method: better === 'neither' ? 'score' : 'wilson',
    ...independent,
  }
}

export interface ComparedOutcomes {
  /** -1 where less is better. */
  readonly sign: 1 | -1
  readonly estimate: number
  readonly candidate: Outcomes
  readonly baseline: Outcomes
}

type Outcomes = Pick<Measurement, 'value'> & { readonly influence: Float64Array }

/** Two models on independent units, each right or wrong: Tango's score interval, and McNemar's mid-p against no difference. */
export function comparedOutcomes({ sign, estimate, candidate, baseline }: ComparedOutcomes): Inferred {
  const outcomes = pairedOutcomes(sign, candidate, baseline)
  const interval = tangoInterval(outcomes)
  const pValue: Quantity['pValue'] = (boundary, alternative) => {
    if (boundary === 0 && alternative === 'two_sided') return mcnemar({ outcomes, alternative, p: 'mid' })
    if (Math.abs(boundary) > 1) return onSide(-Math.sign(boundary) * Number.POSITIVE_INFINITY, alternative)
    return tangoTest({ outcomes, boundary, alternative })
  }
  const { candidateOnly, baselineOnly } = outcomes
  const quantity = { estimate, interval, error: errorOf(interval, outcomes.units), pValue }
  return { quantity, method: 'tango', ...independent, discordant: { candidateOnly, baselineOnly } }
}

const independent = { designEffect: null, autocorrelated: false } as const

function pairedOutcomes(sign: 1 | -1, candidate: Outcomes, baseline: Outcomes): PairedOutcomes {
  const one = outcomesOf(candidate.value, candidate.influence)
  const other = outcomesOf(baseline.value, baseline.influence)
  const more = one.filter((outcome, unit) => outcome > (other[unit] as number)).length
  const fewer = one.filter((outcome, unit) => outcome < (other[unit] as number)).length
  const units = one.length
  return sign === 1 ? { candidateOnly: more, baselineOnly: fewer, units } : { candidateOnly: fewer, baselineOnly: more, units }
}

// The influence of a unit on an unweighted mean is its own outcome less that mean.
function outcomesOf(mean: number, influence: Float64Array): Uint8Array {
  return Uint8Array.from(influence, (value) => Math.round(value + mean))
}

// The error that an interval of this width would have been made of: what margins are planned with.
function errorOf([lower, upper]: readonly [number, number], units: number): Quantity['error'] {
  return { standardError: (upper - lower) / 2 / normalQuantile(1 - alpha), degreesOfFreedom: units - 1 }
}

function onSide(z: number, alternative: TTest['alternative']): number {
  if (alternative === 'two_sided') return Math.min(1, 2 * normalCdf(-Math.abs(z)))
  return normalCdf(alternative === 'greater' ? -z : z)
}
