import { meanOf, measureMeans } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans, unbounded } from '../metric-of-means.ts'
import { symmetricError } from '../regression/percentage-error.ts'
import { absoluteErrors, type Compared, lossOf, squaredErrors } from '../regression/row-losses.ts'
import { type ForecastRows, requireForecast, requireNaive, requireScale } from '../rows/forecast-rows.ts'

/**
 * Mean absolute scaled error: the mean of |error| / scale, the scale being the mean absolute error of the (seasonal) naive forecast
 * within the training history of the row's series (Hyndman and Koehler, 2006). Series weigh by their rows.
 * @example of a label 3, a prediction 1 and the scale 4 // 0.5
 */
export const mase: MetricOf<'forecasting'> = metricOfMeans({
  id: 'mase',
  title: 'mean absolute scaled error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare: (rows) => meanOf(scaledErrors(rows, rows)),
})

function scaledErrors(rows: ForecastRows, compared: Compared): Float64Array {
  requireForecast(rows)
  const scale = requireScale(rows.scale, rows)
  return absoluteErrors(compared).map((error, row) => error / (scale[row] as number))
}

/**
 * Overall weighted average of the M4 competition: the mean of sMAPE and MASE, each over that of the naive forecast. A naive forecast
 * without error: NaN with `DEGENERATE`.
 * @example of a label 4, a prediction 4, the naive forecast 2 and the scale 1 // 0
 */
export const owa: MetricOf<'forecasting'> = metricOfMeans({
  id: 'owa',
  title: 'overall weighted average',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  prepare(rows) {
    const naive = { label: rows.label, prediction: requireNaive(rows) }
    const columns = [lossOf(rows, symmetricError), lossOf(naive, symmetricError), scaledErrors(rows, rows), scaledErrors(rows, naive)]
    return { columns, at: meanOfRatios }
  },
})

function meanOfRatios([one = 0, oneNaive = 0, other = 0, otherNaive = 0]: readonly number[]) {
  if (oneNaive === 0 || otherNaive === 0) return { value: Number.NaN, slopes: [0, 0, 0, 0] }
  const value = (one / oneNaive + other / otherNaive) / 2
  return { value, slopes: [1 / oneNaive / 2, -one / oneNaive ** 2 / 2, 1 / otherNaive / 2, -other / otherNaive ** 2 / 2] }
}

/**
 * Root mean squared scaled error: the mean over series of the root of the mean of error^2 / squared scale, as in the M5 competition.
 * Series weigh by their rows that count, which is equally where each is forecast as far; a weight of a row weighs its series too.
 * @example of one series with labels 0, 0, predictions 3, 4 and the squared scales 1, 1 // 3.5355339059327378
 */
export const rmsse: MetricOf<'forecasting'> = {
  id: 'rmsse',
  title: 'root mean squared scaled error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  measure(rows) {
    const { losses, series, count } = prepare(rows)
    const each = seriesOf({ losses, series, count }, rows.weight)
    // The root of a series moves by half of what its mean does, over the root; where it is 0 it has no slope.
    const moved = losses.map((loss, row) => {
      const root = each.root[series[row] as number] as number
      return root === 0 ? 0 : (loss / root + root) / 2
    })
    const { influence } = measureMeans(meanOf(moved), rows.weight)
    return { value: each.value, influence, warnings: unbounded(each.value) }
  },
  reweigh(rows) {
    const prepared = prepare(rows)
    return (weight) => seriesOf(prepared, weight).value
  },
}

interface SeriesLosses {
  readonly losses: Float64Array
  /** The series of each row, counted from 0. */
  readonly series: Uint32Array
  readonly count: number
}

function prepare(rows: ForecastRows): SeriesLosses {
  requireForecast(rows)
  const scale = requireScale(rows.squaredScale, rows)
  const places = new Map<number, number>()
  const series = new Uint32Array(rows.label.length)
  for (let row = 0; row < series.length; row++) {
    const code = rows.series[row] as number
    const place = places.get(code) ?? places.size
    places.set(code, place)
    series[row] = place
  }
  return { losses: squaredErrors(rows).map((error, row) => error / (scale[row] as number)), series, count: places.size }
}

function seriesOf({ losses, series, count }: SeriesLosses, weight: Float64Array | null) {
  const weights = new Float64Array(count)
  const sums = new Float64Array(count)
  for (let row = 0; row < losses.length; row++) {
    const at = series[row] as number
    const one = weight ? (weight[row] as number) : 1
    weights[at] = (weights[at] as number) + one
    sums[at] = (sums[at] as number) + one * (losses[row] as number)
  }
  const root = sums.map((sum, at) => (sum === 0 ? 0 : Math.sqrt(sum / (weights[at] as number))))
  const total = weights.reduce((sum, one) => sum + one, 0)
  return { value: root.reduce((sum, one, at) => sum + one * (weights[at] as number), 0) / total, root }
}
