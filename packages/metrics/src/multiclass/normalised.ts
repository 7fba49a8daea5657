import { MetricsError } from '../errors.ts'
import type { MetricWarning } from '../metric.ts'
import type { ScoredMulticlass } from '../rows/multiclass-rows.ts'

/** How far scikit-learn lets sums of probabilities be from 1: in roc_auc_score, and in log_loss by type of number. */
const areaTolerance = 1e-8 + 1e-5
const lossTolerance = { double: 1e-8 + 2 ** -26, single: 1e-8 + 2 ** -11.5 }

/**
 * Refuses rows whose probabilities do not sum to 1.
 * @throws {MetricsError} `SCORE_INVALID`.
 */
export function requireNormalised(rows: ScoredMulticlass): void {
  const { first } = offSums(rows, areaTolerance)
  if (first === null) return
  throw new MetricsError('SCORE_INVALID', `the probabilities of row ${first.row} sum to ${first.sum}, not to 1`, {
    hint: 'give probabilities, as of softmax; rows are counted from 0',
  })
}

/** The warning on rows whose probabilities do not sum to 1: they are taken as they are. */
export function notNormalised(rows: ScoredMulticlass): readonly MetricWarning[] {
  const { count, first } = offSums(rows, rows.probability instanceof Float32Array ? lossTolerance.single : lossTolerance.double)
  if (first === null) return []
  const message = `the probabilities of ${count} of ${rows.label.length} rows do not sum to 1, first those of row ${first.row} to ${first.sum}`
  return [{ code: 'NOT_NORMALISED', message }]
}

function offSums({ probability, label, classes }: ScoredMulticlass, tolerance: number) {
  let count = 0
  let first: { readonly row: number; readonly sum: number } | null = null
  for (let row = 0, cell = 0; row < label.length; row++) {
    let sum = 0
    for (let at = 0; at < classes.length; at++, cell++) sum += probability[cell] as number
    if (Math.abs(sum - 1) <= tolerance) continue
    count++
    first ??= { row, sum }
  }
  return { count, first }
}
