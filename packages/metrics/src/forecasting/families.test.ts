import { metricContract, numbersFrom } from '../metric.contract.ts'
import type { ForecastRows } from '../rows/forecast-rows.ts'
import { forecastingFamilies } from './families.ts'

const draw = numbersFrom(21)
const between = (from: number, to: number): number => from + (to - from) * draw.next().value
const series = Uint8Array.from({ length: 60 }, (_, row) => Math.floor(row / 20))
const label = Float64Array.from(series, (one) => (one + 1) * between(5, 15))
const prediction = label.map((one) => one * between(0.6, 1.5))
const rows: ForecastRows = {
  kind: 'forecasting',
  series,
  label,
  prediction,
  naive: label.map((one) => one * between(0.5, 1.7)),
  scale: Float64Array.from(series, (one) => 2 * (one + 1)),
  squaredScale: Float64Array.from(series, (one) => 6 * (one + 1) ** 2),
  quantiles: { levels: [0.5, 0.9], values: Float64Array.from([...prediction].flatMap((one) => [one, one * 1.3])) },
  interval: { lower: prediction.map((one) => one * 0.8), upper: prediction.map((one) => one * 1.2) },
  weight: null,
}

metricContract({ families: forecastingFamilies, more: ['pinball_0.9'], rows })
