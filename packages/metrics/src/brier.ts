import { oneClass } from './classes.ts'
import type { Metric } from './metric.ts'
import { requireRows } from './rows.ts'
import { weightedMean } from './weighted-mean.ts'

/**
 * Brier score of a binary classifier: the mean of (score - label)^2, 0 to 1 (Brier, 1950; one of the two classes, as in scikit-learn).
 * @example brier.measure({ label: Float64Array.of(1, 0), score: Float64Array.of(0.5, 0), weight: null }).value // 0.125
 */
export const brier: Metric = {
  id: 'brier',
  title: 'Brier score',
  better: 'lower',
  range: [0, 1],
  method: { rows: 'paired_mean', clusters: 'clustered_mean' },
  measure(rows) {
    requireRows(rows)
    const loss = rows.score.map((score, row) => (score - (rows.label[row] as number)) ** 2)
    return { ...weightedMean(loss, rows.weight), warnings: oneClass(rows.label, rows.weight) }
  },
}
