import type { MetricOf } from '../metric.ts'
import { countsOf } from './averaged-ratio.ts'
import { confusionMetric } from './confusion-metric.ts'
import { oneClass } from './one-class.ts'

/**
 * Matthews correlation of labels and decisions for several classes (Gorodkin, 2004). 0 where all labels, or all decisions, are one
 * class, with `ONE_CLASS` or `DEGENERATE`.
 * @example of labels 0, 1, 1 and predictions 0, 0, 1 // 0.5
 */
export const mcc: MetricOf<'multiclass'> = confusionMetric({
  id: 'mcc',
  title: 'Matthews correlation',
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  at: (matrix, classes) => correlation(matrix, classes.length),
  warn(matrix, rows) {
    const { predicted } = countsOf(matrix, rows.classes.length)
    const one = oneClass(rows)
    if (one.length > 0 || predicted.filter((count) => count > 0).length > 1) return one
    return [{ code: 'DEGENERATE', message: 'all rows are given one class, which correlates with nothing: 0 by convention' }]
  },
})

function correlation(matrix: Float64Array, size: number) {
  const { right, predicted, actual, total } = countsOf(matrix, size)
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, one, at) => sum + one * (b[at] as number), 0)
  const rightTotal = right.reduce((sum, one) => sum + one, 0)
  const saidTotal = predicted.reduce((sum, one) => sum + one, 0)
  const covariance = rightTotal * total - dot(actual, predicted)
  const ofSaid = saidTotal ** 2 - dot(predicted, predicted)
  const ofTrue = total ** 2 - dot(actual, actual)
  const slopes = new Float64Array(matrix.length)
  if (ofSaid * ofTrue === 0) return { value: 0, slopes }
  const deviation = Math.sqrt(ofSaid) * Math.sqrt(ofTrue)
  const value = covariance / deviation
  for (let row = 0, cell = 0; row < size; row++)
    for (let column = 0; column < size; column++, cell++) {
      const moved = (row === column ? total : 0) + rightTotal - (predicted[row] as number) - (actual[column] as number)
      slopes[cell] = moved / deviation - value * ((saidTotal - (predicted[column] as number)) / ofSaid + (total - (actual[row] as number)) / ofTrue)
    }
  return { value, slopes }
}
