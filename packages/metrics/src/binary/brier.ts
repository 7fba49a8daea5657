import type { MetricOf } from '../metric.ts'
import { requireProbabilities } from '../rows/binary-rows.ts'
import { weightedMean } from '../weighted-mean.ts'
import { oneClass } from './classes.ts'

/**
 * Brier score of a binary classifier: the mean of (score - label)^2, 0 to 1 (Brier, 1950; one of the two classes, as in scikit-learn).
 * @example brier.measure({ kind: 'binary', label: Uint8Array.of(1, 0), score: Float64Array.of(0.5, 0), prediction: null, weight: null }).value // 0.125
 */
export const brier: MetricOf<'binary'> = {
  id: 'brier',
  title: 'Brier score',
  better: 'lower',
  range: [0, 1],
  inference: 'mean',
  measure(rows) {
    requireProbabilities(rows)
    const { score } = rows
    const loss = Float64Array.from(rows.label, (label, row) => ((score[row] as number) - label) ** 2)
    return { ...weightedMean(loss, rows.weight), warnings: oneClass(rows.label, rows.weight) }
  },
}
