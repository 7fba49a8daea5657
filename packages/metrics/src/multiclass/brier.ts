import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type MulticlassRows, requireClassProbabilities } from '../rows/multiclass-rows.ts'
import { notNormalised } from './normalised.ts'
import { oneClass } from './one-class.ts'

/**
 * Brier score of several classes: the mean over rows of the sum over classes of (probability - 1 for the class of the row, else 0)^2,
 * 0 to 2 (Brier, 1950; not halved, as in scikit-learn). Rows that do not sum to 1 are taken as they are: `NOT_NORMALISED`.
 * @example of a label 0 and the probabilities 0.5, 0.5, 0 // 0.5
 */
export const brier: MetricOf<'multiclass'> = metricOfMeans({
  id: 'brier',
  title: 'Brier score',
  better: 'lower',
  range: [0, 2],
  inference: 'mean',
  prepare: (rows) => meanOf(squaredDistances(rows)),
  warn(rows) {
    requireClassProbabilities(rows)
    return [...oneClass(rows), ...notNormalised(rows)]
  },
})

function squaredDistances(rows: MulticlassRows): Float64Array {
  requireClassProbabilities(rows)
  const { label, probability, classes } = rows
  const distances = new Float64Array(label.length)
  for (let row = 0, cell = 0; row < distances.length; row++) {
    let sum = 0
    for (let at = 0; at < classes.length; at++, cell++) sum += ((probability[cell] as number) - (label[row] === at ? 1 : 0)) ** 2
    distances[row] = sum
  }
  return distances
}
