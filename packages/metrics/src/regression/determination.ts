import type { FunctionOfMeans } from '../function-of-means.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type RegressionRows, requireRegression } from '../rows/regression-rows.ts'
import { centred, variance } from './centred.ts'
import { explainedShare, shareWarnings, squaredDeviance } from './explained-share.ts'
import { signedErrors, squaredErrors } from './row-losses.ts'

/**
 * Coefficient of determination: 1 - (mean squared error) / (variance of the labels). Constant labels: 1.0 where every prediction is
 * right, else 0.0, with `CONSTANT_LABEL`; one row: NaN with `TOO_FEW_ROWS`.
 * @example of labels 1, 2, 3 and predictions 1, 2, 4 // 0.5
 */
export const r2: MetricOf<'regression'> = metricOfMeans({
  id: 'r2',
  title: 'R squared',
  better: 'higher',
  range: [-Infinity, 1],
  inference: 'influence',
  prepare: determination,
  warn: shareWarnings,
})

function determination(rows: RegressionRows): FunctionOfMeans {
  requireRegression(rows)
  return explainedShare(squaredErrors(rows), rows, squaredDeviance)
}

/**
 * R squared less what so many features explain by chance: 1 - (1 - R2)(n - 1) / (n - features - 1), n the number of rows, which
 * weights do not change. Not more rows than features + 1: NaN with `TOO_FEW_ROWS`.
 * @example adjustedR2(1, 'adjusted_r2_1') of labels 1, 2, 3 and predictions 1, 2, 4 // 0
 */
export function adjustedR2(features: number, id: string): MetricOf<'regression'> {
  const factor = (rows: RegressionRows): number => (rows.label.length - 1) / (rows.label.length - features - 1)
  return metricOfMeans({
    id,
    title: `R squared, adjusted for ${features} features`,
    better: 'higher',
    range: [-Infinity, 1],
    inference: 'influence',
    prepare(rows) {
      const enough = rows.label.length > features + 1
      return rescaled(determination(rows), (value) => (enough ? 1 - (1 - value) * factor(rows) : Number.NaN), factor(rows))
    },
    warn: (rows) => (rows.label.length > features + 1 ? shareWarnings(rows) : tooFew(rows.label.length, features)),
  })
}

function tooFew(rows: number, features: number): readonly MetricWarning[] {
  return [{ code: 'TOO_FEW_ROWS', message: `${rows} rows are not more than ${features} features and 1` }]
}

/**
 * 1 - (variance of the errors) / (variance of the labels): R2 of a model whose bias is taken away. Edges as of {@link r2}; one row has
 * no variance, so 1.0 with `CONSTANT_LABEL`.
 * @example of labels 1, 2, 3 and predictions 2, 3, 4 // 1
 */
export const explainedVariance: MetricOf<'regression'> = metricOfMeans({
  id: 'explained_variance',
  title: 'explained variance',
  better: 'higher',
  range: [-Infinity, 1],
  inference: 'influence',
  prepare(rows) {
    requireRegression(rows)
    const errors = centred(signedErrors(rows), rows.weight)
    const labels = centred(rows.label, rows.weight)
    return { columns: [errors, errors.map((one) => one * one), labels, labels.map((one) => one * one)], at: varianceShare }
  },
  warn: ({ label, weight }) => shareWarnings({ label, weight }).map((one) => ({ ...one, code: 'CONSTANT_LABEL' })),
})

function varianceShare([error = 0, errorSquare = 0, label = 0, labelSquare = 0]: readonly number[]) {
  const unexplained = variance(error, errorSquare)
  const all = variance(label, labelSquare)
  if (all === 0) return { value: unexplained === 0 ? 1 : 0, slopes: [0, 0, 0, 0] }
  const share = unexplained / all
  return { value: 1 - share, slopes: [(2 * error) / all, -1 / all, (-2 * label * share) / all, share / all] }
}

/**
 * Relative squared error: squared errors over those of always predicting the mean label, 1 - {@link r2}. Constant labels: NaN with
 * `DEGENERATE`.
 * @example of labels 1, 2, 3 and predictions 1, 2, 4 // 0.5
 */
export const rse: MetricOf<'regression'> = metricOfMeans({
  id: 'rse',
  title: 'relative squared error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  prepare: (rows) => relativeError(rows),
})

function relativeError(rows: RegressionRows): FunctionOfMeans {
  const { columns, at } = determination(rows)
  return {
    columns,
    at(means) {
      const { value, slopes } = at(means)
      return slopes.every((slope) => slope === 0) ? { value: Number.NaN, slopes } : { value: 1 - value, slopes: slopes.map((slope) => -slope) }
    },
  }
}

function rescaled({ columns, at }: FunctionOfMeans, to: (value: number) => number, factor: number): FunctionOfMeans {
  return {
    columns,
    at(means) {
      const { value, slopes } = at(means)
      return { value: to(value), slopes: slopes.map((slope) => slope * factor) }
    },
  }
}
