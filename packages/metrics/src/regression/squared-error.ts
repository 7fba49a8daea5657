import { meanOf, measureMeans, reweighMeans } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans, unbounded } from '../metric-of-means.ts'
import { requireRegression } from '../rows/regression-rows.ts'
import { squaredErrors } from './row-losses.ts'

/**
 * Mean squared error.
 * @example of labels 1, 2 and predictions 2, 4 // 2.5
 */
export const mse: MetricOf<'regression'> = metricOfMeans({
  id: 'mse',
  title: 'mean squared error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare(rows) {
    requireRegression(rows)
    return meanOf(squaredErrors(rows))
  },
})

/**
 * Root of the mean squared error.
 * @example of labels 1, 2 and predictions 4, 6 // 3.5355339059327378
 */
export const rmse: MetricOf<'regression'> = metricOfMeans({
  id: 'rmse',
  title: 'root mean squared error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  prepare(rows) {
    requireRegression(rows)
    return { columns: [squaredErrors(rows)], at: root }
  },
})

/** The root of a mean; at 0, where it has no slope, 0 is taken. */
export function root([mean = Number.NaN]: readonly number[]): { value: number; slopes: readonly number[] } {
  const value = Math.sqrt(mean)
  return { value, slopes: [value === 0 ? 0 : 1 / (2 * value)] }
}

/**
 * RMSE over the absolute mean of the labels. A mean of 0: NaN with `DEGENERATE`.
 * @example of labels 1, 3 and predictions 2, 4 // 0.5
 */
export const nrmse: MetricOf<'regression'> = metricOfMeans({
  id: 'nrmse',
  title: 'RMSE over the mean label',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  prepare(rows) {
    requireRegression(rows)
    return { columns: [squaredErrors(rows), rows.label], at: overMean }
  },
})

function overMean([square = Number.NaN, mean = Number.NaN]: readonly number[]): { value: number; slopes: readonly number[] } {
  if (mean === 0) return { value: Number.NaN, slopes: [0, 0] }
  const value = Math.sqrt(square) / Math.abs(mean)
  return { value, slopes: [value === 0 ? 0 : value / (2 * square), -value / mean] }
}

/**
 * RMSE over the range of the labels, largest less smallest; not smooth, so resampled. A range of 0: NaN with `DEGENERATE`.
 * @example of labels 1, 3 and predictions 2, 4 // 0.5
 */
export const nrmseRange: MetricOf<'regression'> = {
  id: 'nrmse_range',
  title: 'RMSE over the range of the labels',
  better: 'lower',
  range: [0, Infinity],
  inference: 'resampled',
  measure(rows) {
    requireRegression(rows)
    const { value: error } = measureMeans({ columns: [squaredErrors(rows)], at: root }, rows.weight)
    const value = over(error, rangeOf(rows.label, rows.weight))
    return { value, influence: null, warnings: unbounded(value) }
  },
  reweigh(rows) {
    requireRegression(rows)
    const error = reweighMeans({ columns: [squaredErrors(rows)], at: root })
    return (weight) => over(error(weight), rangeOf(rows.label, weight))
  },
}

function over(error: number, range: number): number {
  return range === 0 ? Number.NaN : error / range
}

function rangeOf(label: Float64Array, weight: Float64Array | null): number {
  let least = Infinity
  let most = -Infinity
  for (let row = 0; row < label.length; row++) {
    if (weight && weight[row] === 0) continue
    const value = label[row] as number
    if (value < least) least = value
    if (value > most) most = value
  }
  return most - least
}
