import type { MetricOf } from '../metric.ts'
import { type BinaryRows, requireBinary, requireProbabilities } from '../rows/binary-rows.ts'
import { weightedMean } from '../weighted-mean.ts'
import { oneClass } from './classes.ts'

/** Above it a score predicts class 1. A score of exactly 0.5 predicts class 0, as the first of two equal probabilities wins in argmax. */
export const accuracyThreshold = 0.5

/**
 * Share of rows whose predicted class is the label: the decision of the rows, else that of the score at 0.5.
 * @example accuracy.measure({ kind: 'binary', label: Uint8Array.of(1, 0), score: Float64Array.of(0.5, 0.5), prediction: null, weight: null }).value // 0.5
 */
export const accuracy: MetricOf<'binary'> = {
  id: 'accuracy',
  title: 'accuracy',
  better: 'higher',
  range: [0, 1],
  inference: 'share',
  measure(rows) {
    const right = Float64Array.from(decisions(rows), (prediction, row) => (prediction === rows.label[row] ? 1 : 0))
    return { ...weightedMean(right, rows.weight), warnings: oneClass(rows.label, rows.weight) }
  },
}

function decisions(rows: BinaryRows): ArrayLike<number> {
  if (rows.prediction) {
    requireBinary(rows)
    return rows.prediction
  }
  requireProbabilities(rows)
  return rows.score.map((score) => (score > accuracyThreshold ? 1 : 0))
}
