import { sortedOrder } from '../binary/sorted-order.ts'
import type { MetricOf } from '../metric.ts'
import { requireRegression } from '../rows/regression-rows.ts'
import { absoluteErrors } from './row-losses.ts'
import { weightedQuantile } from './weighted-quantile.ts'

/**
 * Median absolute error; with weights, the weighted median as scikit-learn 1.9 has it (older ones took the lower of two).
 * @example of labels 0, 0 and predictions 1, 4 // 2.5
 */
export const medae: MetricOf<'regression'> = {
  id: 'medae',
  title: 'median absolute error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'resampled',
  measure(rows) {
    requireRegression(rows)
    const values = absoluteErrors(rows)
    const value = weightedQuantile({ values, order: sortedOrder(values), weight: rows.weight, level: 0.5 })
    return { value, influence: null, warnings: [] }
  },
  reweigh(rows) {
    requireRegression(rows)
    const values = absoluteErrors(rows)
    const order = sortedOrder(values)
    return (weight) => weightedQuantile({ values, order, weight, level: 0.5 })
  },
}

/**
 * Largest absolute error of a row that has weight. Its interval from resamples is rough: an extreme of the rows is no mean of them.
 * @example of labels 0, 0 and predictions 1, -4 // 4
 */
export const maxError: MetricOf<'regression'> = {
  id: 'max_error',
  title: 'largest absolute error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'resampled',
  measure(rows) {
    requireRegression(rows)
    return { value: largest(absoluteErrors(rows), rows.weight), influence: null, warnings: [] }
  },
  reweigh(rows) {
    requireRegression(rows)
    const errors = absoluteErrors(rows)
    return (weight) => largest(errors, weight)
  },
}

function largest(errors: Float64Array, weight: Float64Array | null): number {
  let most = Number.NaN
  for (let row = 0; row < errors.length; row++) {
    const error = errors[row] as number
    if ((weight === null || (weight[row] as number) > 0) && !(error <= most)) most = error
  }
  return most
}
