import { oneClass } from './classes.ts'
import type { Metric } from './metric.ts'
import { requireRows } from './rows.ts'
import { weightedMean } from './weighted-mean.ts'

/** Above it a score predicts class 1. A score of exactly 0.5 predicts class 0, as the first of two equal probabilities wins in argmax. */
export const accuracyThreshold = 0.5

/**
 * Share of rows whose predicted class, at a threshold of 0.5, is the label.
 * @example accuracy.measure({ label: Float64Array.of(1, 0), score: Float64Array.of(0.5, 0.5), weight: null }).value // 0.5
 */
export const accuracy: Metric = {
  id: 'accuracy',
  title: 'accuracy',
  better: 'higher',
  range: [0, 1],
  method: { rows: 'paired_mean', clusters: 'clustered_mean' },
  measure(rows) {
    requireRows(rows)
    const right = rows.score.map((score, row) => (rows.label[row] === (score > accuracyThreshold ? 1 : 0) ? 1 : 0))
    return { ...weightedMean(right, rows.weight), warnings: oneClass(rows.label, rows.weight) }
  },
}
