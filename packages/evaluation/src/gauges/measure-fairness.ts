import type { EvidenceLevel } from '@seaworthy/record'
import { EvaluationError } from '../errors.ts'
import type { Measured } from '../measure.ts'
import type { Scored } from '../scored.ts'
import type { FairnessMetric } from './fairness.ts'

export interface FairnessRequest {
  readonly metric: FairnessMetric
  readonly scored: Scored
  readonly level: EvidenceLevel
  readonly identical: boolean
  readonly seed: string
}

/** How differently the groups of a column fare under both models, with intervals by the cluster bootstrap. */
export function measureFairness({ metric }: FairnessRequest): Measured {
  throw new EvaluationError('METRIC_UNDEFINED', `${metric.id} is not measured yet`)
}
