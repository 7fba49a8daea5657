import { meanOf } from '../function-of-means.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type RegressionRows, requireRegression } from '../rows/regression-rows.ts'
import { absoluteErrors, lossOf } from './row-losses.ts'

/**
 * Mean of |error| / max(|label|, 2.2e-16), as scikit-learn has it: a label of 0 makes it enormous, which `ZERO_LABEL` warns of.
 * @example of a label 4 and a prediction 5 // 0.25
 */
export const mape: MetricOf<'regression'> = metricOfMeans({
  id: 'mape',
  title: 'mean absolute percentage error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare(rows) {
    requireRegression(rows)
    return meanOf(lossOf(rows, (label, prediction) => Math.abs(prediction - label) / Math.max(Math.abs(label), Number.EPSILON)))
  },
  warn: zeroLabels,
})

/**
 * Mean of 2 |error| / (|label| + |prediction|), 0 to 2 (Makridakis, 1993, as in the M4 competition, not as a percentage); a row where
 * both are 0 is right and counts 0.
 * @example of a label 1 and a prediction 3 // 1
 */
export const smape: MetricOf<'regression'> = metricOfMeans({
  id: 'smape',
  title: 'symmetric mean absolute percentage error',
  better: 'lower',
  range: [0, 2],
  inference: 'mean',
  prepare(rows) {
    requireRegression(rows)
    return meanOf(lossOf(rows, symmetricError))
  },
})

/** What a row adds to sMAPE. */
export function symmetricError(label: number, prediction: number): number {
  const size = Math.abs(label) / 2 + Math.abs(prediction) / 2
  return size === 0 ? 0 : Math.abs(prediction - label) / size
}

/**
 * Sum of |error| over the sum of |label|. Labels that are all 0: NaN with `ZERO_LABEL`.
 * @example of labels 0, 4 and predictions 1, 5 // 0.5
 */
export const wmape: MetricOf<'regression'> = metricOfMeans({
  id: 'wmape',
  title: 'weighted mean absolute percentage error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  prepare(rows) {
    requireRegression(rows)
    return { columns: [absoluteErrors(rows), rows.label.map(Math.abs)], at: ratio }
  },
  warn: (_, value) => (Number.isNaN(value) ? allZero : []),
})

export const allZero: readonly MetricWarning[] = [{ code: 'ZERO_LABEL', message: 'every label is 0, so that nothing can be divided by their sum' }]

/** One mean over another one that is not negative; NaN over 0. */
export function ratio([top = Number.NaN, bottom = Number.NaN]: readonly number[]): { value: number; slopes: readonly number[] } {
  if (bottom === 0) return { value: Number.NaN, slopes: [0, 0] }
  return { value: top / bottom, slopes: [1 / bottom, -top / bottom ** 2] }
}

function zeroLabels({ label, weight }: RegressionRows): readonly MetricWarning[] {
  let zeros = 0
  for (let row = 0; row < label.length; row++) if (Math.abs(label[row] as number) < Number.EPSILON && (weight?.[row] ?? 1) > 0) zeros++
  if (zeros === 0) return []
  return [{ code: 'ZERO_LABEL', message: `${zeros} of ${label.length} labels are 0 and make this metric enormous; wmape has no such rows` }]
}
