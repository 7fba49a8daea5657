import { MetricsError } from '../errors.ts'
import type { Codes, Numbers } from './numbers.ts'
import {
  firstNotFinite,
  type PredictedInterval,
  type PredictedQuantiles,
  requireRegression,
  selectInterval,
  selectQuantiles,
} from './regression-rows.ts'
import { refuseAt, requireLength } from './requirements.ts'
import { picked, pickedOrNull } from './select.ts'

/** What a metric of forecasts reads: one row per series and time. */
export interface ForecastRows {
  readonly kind: 'forecasting'
  /** The series of each row. */
  readonly series: Codes
  readonly label: Float64Array
  readonly prediction: Numbers
  /** Mean absolute error of the (seasonal) naive forecast within the training history of the row's series; > 0. Needed by MASE. */
  readonly scale: Float64Array | null
  /** The same of squared errors. Needed by RMSSE. */
  readonly squaredScale: Float64Array | null
  /** The naive forecast of each row (Naive 2 in the M competitions). Needed by OWA. */
  readonly naive: Numbers | null
  readonly quantiles: PredictedQuantiles | null
  readonly interval: PredictedInterval | null
  readonly weight: Float64Array | null
}

/**
 * Refuses rows that no metric may be computed from; nothing is dropped silently. Rows are counted from 0.
 * @throws {MetricsError} as `requireRegression`, and `LENGTH_MISMATCH` for the series.
 */
export function requireForecast(rows: ForecastRows): void {
  requireRegression(rows)
  requireLength(rows.series.length, 'series', rows.label.length)
}

/**
 * The scale of each row's errors, refused where there is none or where one is not above 0 (a series that never changes has none).
 * @throws {MetricsError} `SCALE_INVALID`, `LENGTH_MISMATCH`.
 */
export function requireScale(scale: Float64Array | null, rows: ForecastRows): Float64Array {
  const hint = 'it is the error of the (seasonal) naive forecast within the training history of the series'
  if (scale === null) throw new MetricsError('SCALE_INVALID', 'the rows have no scale', { hint })
  requireLength(scale.length, 'scales', rows.label.length)
  const row = scale.findIndex((value) => !(value > 0 && value < Infinity))
  if (row >= 0) throw new MetricsError('SCALE_INVALID', `the scale of row ${row} is ${scale[row]}, not above 0`, { hint })
  return scale
}

/**
 * The naive forecast of each row.
 * @throws {MetricsError} `PREDICTIONS_MISSING`, `PREDICTION_INVALID`, `LENGTH_MISMATCH`.
 */
export function requireNaive({ naive, label }: ForecastRows): Numbers {
  if (naive === null)
    throw new MetricsError('PREDICTIONS_MISSING', 'the rows have no naive forecast', { hint: 'this metric compares with it: give each row one' })
  requireLength(naive.length, 'naive forecasts', label.length)
  refuseAt(firstNotFinite(naive), 'PREDICTION_INVALID', (row) => `the naive forecast of row ${row} is ${naive[row]}, not a finite number`)
  return naive
}

/** The rows at some places, in that order. */
export function selectForecast(rows: ForecastRows, units: Uint32Array): ForecastRows {
  return {
    kind: rows.kind,
    series: picked(rows.series, units),
    label: picked(rows.label, units),
    prediction: picked(rows.prediction, units),
    scale: pickedOrNull(rows.scale, units),
    squaredScale: pickedOrNull(rows.squaredScale, units),
    naive: pickedOrNull(rows.naive, units),
    quantiles: selectQuantiles(rows.quantiles, units),
    interval: selectInterval(rows.interval, units),
    weight: pickedOrNull(rows.weight, units),
  }
}
