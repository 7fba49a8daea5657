import type { ThresholdPlan } from '@seaworthy/config'
import { frozenThreshold, MetricsError, type Rows } from '@seaworthy/metrics'
import { PipelineError } from '../errors.ts'

/** The threshold of one model, and how it came about. */
export interface Threshold {
  readonly value: number
  /** What it reaches on the rows that it was chosen on; null for one that was set. */
  readonly chosen: { readonly metric: string; readonly reached: number } | null
}

/**
 * The threshold of a model: the number that the policy sets, or the best by a metric on other rows, which is then frozen.
 * @param rows what the model says of those other rows; asked for only where they are needed
 * @throws {PipelineError} `THRESHOLD_UNKNOWN` where the model gives no scores
 */
export async function thresholdOf(plan: ThresholdPlan, rows: () => Promise<Rows>): Promise<Threshold> {
  if (plan.kind === 'fixed') return { value: plan.value, chosen: null }
  const scored = await rows()
  if (scored.kind !== 'binary' || scored.score === null) throw unknownThreshold(plan.dataset, 'the model gives no scores of two classes')
  const { threshold, value } = bestOf(plan.metric, scored)
  return { value: threshold, chosen: { metric: plan.metric, reached: value } }
}

// The best is the largest, or of a cost the smallest; the name of the metric says which.
function bestOf(metric: string, rows: Extract<Rows, { readonly kind: 'binary' }>) {
  try {
    return frozenThreshold(`${metric}@max`, rows)
  } catch (error) {
    if (!(error instanceof MetricsError) || error.code !== 'METRIC_PARAMETER') throw error
    return frozenThreshold(`${metric}@min`, rows)
  }
}

/** Rows with what the model decides: 1 above its threshold. Decisions that it made itself stay. */
export function decidedAt(rows: Rows, { value }: Threshold): Rows {
  if ((rows.kind !== 'binary' && rows.kind !== 'multilabel') || rows.score === null) return rows
  const { score } = rows
  const prediction = new Uint8Array(score.length)
  for (let at = 0; at < score.length; at++) prediction[at] = (score[at] as number) > value ? 1 : 0
  return { ...rows, prediction }
}

export function unknownThreshold(dataset: string, why: string): PipelineError {
  return new PipelineError('THRESHOLD_UNKNOWN', `no threshold can be chosen on "${dataset}": ${why}`, {
    hint: 'set it as a number: evaluate.threshold: 0.5',
  })
}
