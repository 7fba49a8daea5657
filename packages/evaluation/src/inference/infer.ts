import type { Measurement, Metric } from '@seaworthy/metrics'
import type { Quantity } from '../rules/rule.ts'
import type { ScoredRows } from '../scored.ts'
import { inferByInfluence } from './by-influence.ts'

/** A quantity, and how it came about. */
export interface Inferred {
  readonly quantity: Quantity
  /** `delong`, `clustered_mean`, `cluster_bootstrap`, … */
  readonly method: string
  /** Variance with clusters over variance as if units were independent; null where the method does not say. */
  readonly designEffect: number | null
}

export interface ValueRequest {
  readonly metric: Metric
  readonly rows: ScoredRows
  readonly measured: Measurement
}

/** How sure the candidate's own value is. */
export function inferValue({ metric, rows, measured }: ValueRequest): Inferred | null {
  if (measured.influence === null) return null
  return inferByInfluence({ metric, cluster: rows.cluster, estimate: measured.value, influence: measured.influence })
}

export interface DifferenceRequest {
  readonly metric: Metric
  readonly rows: ScoredRows
  readonly candidate: Measurement
  readonly baseline: Measurement
}

/** How sure the paired difference is, oriented so that more is better. */
export function inferDifference({ metric, rows, candidate, baseline }: DifferenceRequest): Inferred | null {
  const other = baseline.influence
  if (candidate.influence === null || other === null) return null
  const sign = metric.better === 'lower' ? -1 : 1
  const influence = candidate.influence.map((one, row) => sign * (one - (other[row] as number)))
  return inferByInfluence({ metric, cluster: rows.cluster, estimate: sign * (candidate.value - baseline.value), influence })
}
