import { MetricsError } from '../errors.ts'
import type { Numbers } from './numbers.ts'
import { refuseAt, requireLength, requireWeight } from './requirements.ts'
import { picked, pickedOrNull, pickedRows } from './select.ts'

/** Quantiles that a model predicts, beside or instead of a point. */
export interface PredictedQuantiles {
  /** Ascending, in (0, 1). */
  readonly levels: readonly number[]
  /** rows × levels, row by row. */
  readonly values: Numbers
}

/** An interval that a model predicts for each row. */
export interface PredictedInterval {
  readonly lower: Numbers
  readonly upper: Numbers
}

/** What a metric of a regression reads: one entry per row in each. */
export interface RegressionRows {
  readonly kind: 'regression'
  readonly label: Float64Array
  readonly prediction: Numbers
  readonly quantiles: PredictedQuantiles | null
  readonly interval: PredictedInterval | null
  readonly weight: Float64Array | null
}

type Predicted = Pick<RegressionRows, 'label' | 'prediction' | 'quantiles' | 'interval' | 'weight'>

/**
 * Refuses rows that no metric may be computed from; nothing is dropped silently. Rows are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `PREDICTION_INVALID`, `WEIGHT_INVALID`.
 */
export function requireRegression({ label, prediction, weight }: Predicted): void {
  if (label.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no rows to measure on')
  refuseAt(firstNotFinite(label), 'LABEL_INVALID', (row) => `the label of row ${row} is ${label[row]}, not a finite number`)
  requireLength(prediction.length, 'predictions', label.length)
  refuseAt(firstNotFinite(prediction), 'PREDICTION_INVALID', (row) => `the prediction of row ${row} is ${prediction[row]}, not a finite number`)
  if (weight) requireWeight(weight, label.length)
}

/**
 * The predicted quantiles, refused where there are none, where levels do not ascend within (0, 1) or where a value is not finite.
 * @throws {MetricsError} `PREDICTIONS_MISSING`, `PREDICTION_INVALID`, `LENGTH_MISMATCH`.
 */
export function requireQuantiles({ label, quantiles }: Predicted): PredictedQuantiles {
  if (quantiles === null)
    throw new MetricsError('PREDICTIONS_MISSING', 'the rows have no predicted quantiles', { hint: 'give each row the same levels' })
  const { levels, values } = quantiles
  if (levels.length === 0 || levels.some((level, at) => !(level > (levels[at - 1] ?? 0) && level < 1)))
    throw new MetricsError('PREDICTION_INVALID', `the levels of the quantiles are ${levels.join(', ') || 'none'}`, {
      hint: 'they ascend within (0, 1)',
    })
  if (values.length !== label.length * levels.length)
    throw new MetricsError('LENGTH_MISMATCH', `${label.length} rows of ${levels.length} quantiles have ${values.length} values`)
  const cell = firstNotFinite(values)
  const place = cell < 0 ? -1 : Math.floor(cell / levels.length)
  refuseAt(place, 'PREDICTION_INVALID', (row) => `the quantile ${levels[cell % levels.length]} of row ${row} is ${values[cell]}, not a finite number`)
  return quantiles
}

/**
 * The predicted interval, refused where there is none, where a bound is not finite or the lower one is above the upper one.
 * @throws {MetricsError} `PREDICTIONS_MISSING`, `PREDICTION_INVALID`, `LENGTH_MISMATCH`.
 */
export function requireInterval({ label, interval }: Predicted): PredictedInterval {
  if (interval === null)
    throw new MetricsError('PREDICTIONS_MISSING', 'the rows have no predicted interval', { hint: 'give each row a lower and an upper bound' })
  const { lower, upper } = interval
  requireLength(lower.length, 'lower bounds', label.length)
  requireLength(upper.length, 'upper bounds', label.length)
  for (let row = 0; row < label.length; row++) {
    const from = lower[row] as number
    const to = upper[row] as number
    if (!(from <= to && from > -Infinity && to < Infinity))
      refuseAt(row, 'PREDICTION_INVALID', () => `the interval of row ${row} is from ${from} to ${to}`)
  }
  return interval
}

/** The first place of NaN or an infinity; -1 where there is none. */
export function firstNotFinite(values: Numbers): number {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at])) return at
  return -1
}

/** The rows at some places, in that order. */
export function selectRegression({ kind, label, prediction, quantiles, interval, weight }: RegressionRows, units: Uint32Array): RegressionRows {
  return {
    kind,
    label: picked(label, units),
    prediction: picked(prediction, units),
    quantiles: selectQuantiles(quantiles, units),
    interval: selectInterval(interval, units),
    weight: pickedOrNull(weight, units),
  }
}

export function selectQuantiles(quantiles: PredictedQuantiles | null, units: Uint32Array): PredictedQuantiles | null {
  return quantiles && { levels: quantiles.levels, values: pickedRows(quantiles.values, units, quantiles.levels.length) }
}

export function selectInterval(interval: PredictedInterval | null, units: Uint32Array): PredictedInterval | null {
  return interval && { lower: picked(interval.lower, units), upper: picked(interval.upper, units) }
}
