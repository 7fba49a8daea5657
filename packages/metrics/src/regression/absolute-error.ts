import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { requireRegression } from '../rows/regression-rows.ts'
import { absoluteErrors, lossOf, signedErrors } from './row-losses.ts'

/**
 * Mean absolute error.
 * @example mae.measure({ kind: 'regression', label: Float64Array.of(1, 2), prediction: Float64Array.of(2, 4), quantiles: null, interval: null, weight: null }).value // 1.5
 */
export const mae: MetricOf<'regression'> = metricOfMeans({
  id: 'mae',
  title: 'mean absolute error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare(rows) {
    requireRegression(rows)
    return meanOf(absoluteErrors(rows))
  },
})

/**
 * Bias: the mean of prediction less label, above 0 where too much is predicted.
 * @example of labels 1, 2 and predictions 2, 4 // 1.5
 */
export const meanError: MetricOf<'regression'> = metricOfMeans({
  id: 'mean_error',
  title: 'mean error (bias)',
  better: 'neither',
  range: [-Infinity, Infinity],
  inference: 'mean',
  prepare(rows) {
    requireRegression(rows)
    return meanOf(signedErrors(rows))
  },
})

/**
 * Mean of log(cosh(error)): half the squared error near 0, the absolute error less log 2 far from it.
 * @example of a label 0 and a prediction 0 // 0
 */
export const logCosh: MetricOf<'regression'> = metricOfMeans({
  id: 'log_cosh',
  title: 'mean log cosh of the error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare(rows) {
    requireRegression(rows)
    return meanOf(lossOf(rows, logCoshOf))
  },
})

// log(cosh(e)) = |e| + log(1 + exp(-2|e|)) - log 2, which cancels near 0: there, log1p(2 sinh(e / 2)^2).
function logCoshOf(label: number, prediction: number): number {
  const error = Math.abs(prediction - label)
  return error < 1 ? Math.log1p(2 * Math.sinh(error / 2) ** 2) : error + Math.log1p(Math.exp(-2 * error)) - Math.LN2
}
