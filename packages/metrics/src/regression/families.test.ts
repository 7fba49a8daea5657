import { metricContract, numbersFrom } from '../metric.contract.ts'
import type { RegressionRows } from '../rows/regression-rows.ts'
import { regressionFamilies } from './families.ts'

const draw = numbersFrom(3)
const count = 60
const normal = (): number => Math.sqrt(-2 * Math.log(draw.next().value)) * Math.cos(2 * Math.PI * draw.next().value)
const label = Float64Array.from({ length: count }, () => Math.exp(0.5 * normal()) * 3)
const prediction = label.map((one) => one * Math.exp(0.3 * normal()))
const rows: RegressionRows = {
  kind: 'regression',
  label,
  prediction,
  quantiles: { levels: [0.5, 0.9], values: Float64Array.from([...prediction].flatMap((one) => [one, one * 1.5])) },
  interval: { lower: prediction.map((one) => one * 0.8), upper: prediction.map((one) => one * 1.2) },
  weight: null,
}

metricContract({
  families: regressionFamilies,
  more: ['tweedie_-1', 'tweedie_3', 'd2_tweedie_1.5', 'interval_score_0.5', 'pinball_0.9', 'd2_pinball_0.5'],
  rows,
  counting: ['adjusted_r2_1'],
})
