import type { Measurement, Metric } from '@seaworthy/metrics'
import { StatsError } from '@seaworthy/stats'
import type { Quantity } from '../rules/rule.ts'
import type { ScoredRows } from '../scored.ts'
import { resampledDifference, resampledValue } from './by-bootstrap.ts'
import { inferByInfluence } from './by-influence.ts'
import { comparedOutcomes, shareOfOutcomes } from './by-outcomes.ts'

/** A quantity, and how it came about. */
export interface Inferred {
  readonly quantity: Quantity
  /** `delong`, `clustered_mean`, `cluster_bootstrap_bca`, … */
  readonly method: string
  /** Variance with clusters over variance as if units were independent; null where the method does not say. */
  readonly designEffect: number | null
  /** Neighbouring clusters hang together, and the error allows for it. */
  readonly autocorrelated: boolean
  /** Units on which one model alone is right, of a share of independent units. */
  readonly discordant?: { readonly candidateOnly: number; readonly baselineOnly: number }
}

export interface ValueRequest {
  readonly metric: Metric
  readonly rows: ScoredRows
  readonly measured: Measurement
  /** What the resamples are drawn by: nobody who is judged can choose it. */
  readonly seed: string
}

/** How sure the candidate's own value is; null where one row is all there is of a class, or too few resamples have a value. */
export function inferValue(request: ValueRequest): Inferred | null {
  const { metric, rows, measured } = request
  if (isAlone(metric, rows)) return null
  if (measured.influence === null) return ifDefined(() => resampledValue(request))
  if (isShare(metric, rows)) return shareOfOutcomes(metric, measured.value, measured.influence)
  return inferByInfluence({ metric, ...rows, estimate: measured.value, influence: measured.influence })
}

export interface DifferenceRequest extends Omit<ValueRequest, 'measured'> {
  readonly candidate: Measurement
  readonly baseline: Measurement
}

/**
 * How sure the paired difference is, oriented so that more is better: by the influence of each unit (paired t and DeLong are what it
 * is on independent rows), by Tango's interval for outcomes of 0 or 1, by the bootstrap for what is not smooth. Null where one row is all
 * there is of a class, or too few resamples have a value.
 */
export function inferDifference(request: DifferenceRequest): Inferred | null {
  const { metric, rows, candidate, baseline } = request
  if (isAlone(metric, rows)) return null
  const [one, other] = [candidate.influence, baseline.influence]
  if (one === null || other === null) return ifDefined(() => resampledDifference(request))
  const sign = metric.better === 'lower' ? -1 : 1
  const estimate = sign * (candidate.value - baseline.value)
  if (isShare(metric, rows))
    return comparedOutcomes({
      sign,
      estimate,
      candidate: { value: candidate.value, influence: one },
      baseline: { value: baseline.value, influence: other },
    })
  const influence = one.map((value, row) => sign * (value - (other[row] as number)))
  return inferByInfluence({ metric, ...rows, estimate, influence })
}

// With few rows of a class many resamples have none of them.
function ifDefined(infer: () => Inferred): Inferred | null {
  try {
    return infer()
  } catch (error) {
    if (error instanceof StatsError && error.code === 'UNDEFINED_RESAMPLES') return null
    throw error
  }
}

function isShare({ inference }: Metric, { candidate, cluster }: ScoredRows): boolean {
  return inference === 'share' && cluster === null && candidate.weight === null
}

// One row of a class has nothing beside it that its variance could be told from.
function isAlone({ inference }: Metric, { candidate }: ScoredRows): boolean {
  if (inference !== 'ranks' || candidate.kind !== 'binary') return false
  const positives = candidate.label.reduce((sum, label) => sum + label, 0)
  return Math.min(positives, candidate.label.length - positives) < 2
}
