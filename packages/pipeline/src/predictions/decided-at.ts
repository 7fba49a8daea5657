import type { Rows } from '@seaworthy/metrics'
import { PipelineError } from '../errors.ts'

/**
 * The rows with decisions made of their scores: 1 above a threshold.
 * @throws {PipelineError} `SCORE_INVALID` where there are no scores of two classes or of labels.
 */
export function decidedAt(rows: Rows, threshold: number, file: string): Rows {
  if ((rows.kind === 'binary' || rows.kind === 'multilabel') && rows.score)
    return { ...rows, prediction: Uint8Array.from(rows.score, (score) => (score > threshold ? 1 : 0)) }
  const hint = 'leave the threshold out: it turns scores of two classes, or of labels, into decisions'
  throw new PipelineError('SCORE_INVALID', `${file} has no scores that a threshold could decide on`, { hint })
}
