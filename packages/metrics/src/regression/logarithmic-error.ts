import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type RegressionRows, requireRegression } from '../rows/regression-rows.ts'
import { refuseAt } from '../rows/requirements.ts'
import { lossOf } from './row-losses.ts'
import { root } from './squared-error.ts'

/**
 * Mean of (log(1 + label) - log(1 + prediction))^2. A label or prediction of -1 or less is an error.
 * @example of a label 0 and a prediction e - 1 // 1
 */
export const msle: MetricOf<'regression'> = metricOfMeans({
  id: 'msle',
  title: 'mean squared logarithmic error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare: (rows) => meanOf(squaredLogErrors(rows)),
})

/**
 * Root of {@link msle}.
 * @example of a label 0 and a prediction e - 1 // 1
 */
export const rmsle: MetricOf<'regression'> = metricOfMeans({
  id: 'rmsle',
  title: 'root mean squared logarithmic error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  prepare: (rows) => ({ columns: [squaredLogErrors(rows)], at: root }),
})

function squaredLogErrors(rows: RegressionRows): Float64Array {
  requireRegression(rows)
  const { label, prediction } = rows
  refuseAt(
    label.findIndex((value) => value <= -1),
    'LABEL_INVALID',
    (row) => `the label of row ${row} is ${label[row]}, and 1 more has no logarithm`,
  )
  refuseAt(
    prediction.findIndex((value) => value <= -1),
    'PREDICTION_INVALID',
    (row) => `the prediction of row ${row} is ${prediction[row]}, and 1 more has no logarithm`,
  )
  return lossOf(rows, (one, other) => (Math.log1p(one) - Math.log1p(other)) ** 2)
}
