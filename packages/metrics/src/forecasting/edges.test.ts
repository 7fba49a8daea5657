import { describe, expect, it } from 'vitest'
import { found } from '../metric.contract.ts'
import type { ForecastRows } from '../rows/forecast-rows.ts'
import { forecastingFamilies } from './families.ts'

type Given = Partial<Record<'series' | 'label' | 'prediction' | 'naive' | 'scale' | 'squaredScale' | 'weight', number[] | null>>

function rowsOf({
  series = [0, 0],
  label = [4, 4],
  prediction = [4, 4],
  naive = [2, 2],
  scale = [1, 1],
  squaredScale = [1, 1],
  weight = null,
}: Given): ForecastRows {
  const rows = label?.length ?? 0
  return {
    kind: 'forecasting',
    series: Uint8Array.from(series ?? []),
    label: Float64Array.from(label ?? []),
    prediction: Float64Array.from(prediction ?? []),
    naive: naive && Float64Array.from(naive),
    scale: scale && Float64Array.from(scale),
    squaredScale: squaredScale && Float64Array.from(squaredScale),
    quantiles: { levels: [0.5], values: new Float64Array(rows).fill(2) },
    interval: { lower: new Float64Array(rows), upper: new Float64Array(rows).fill(9) },
    weight: weight && Float64Array.from(weight),
  }
}

const measure = (id: string, rows: ForecastRows) => found(forecastingFamilies, id).measure(rows)
const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message })

describe('the examples of the documentation', () => {
  it.each<[string, Given, number]>([
    ['mase', { label: [3, 3], prediction: [1, 1], scale: [4, 4] }, 0.5],
    ['owa', {}, 0],
    ['rmsse', { label: [0, 0], prediction: [3, 4] }, 3.5355339059327378],
    ['wql', {}, 0.5],
  ])('are exact: %s', (id, given, value) => {
    expect(measure(id, rowsOf(given)).value).toBe(value)
  })
})

describe('rmsse', () => {
  it('is the mean over series, and not the root over all rows', () => {
    const value = measure('rmsse', rowsOf({ series: [7, 3], label: [0, 0], prediction: [2, 4] })).value
    expect(value).toBe(3)
  })

  it('has no slope where a series is forecast without error', () => {
    expect(measure('rmsse', rowsOf({})).influence).toEqual(new Float64Array(2))
  })

  it('does not see a series whose rows have no weight', () => {
    expect(measure('rmsse', rowsOf({ series: [0, 1], label: [0, 0], prediction: [2, 400], weight: [1, 0] })).value).toBe(2)
    expect(
      found(forecastingFamilies, 'rmsse').reweigh?.(rowsOf({ series: [0, 1], label: [0, 0], prediction: [2, 400] }))(Float64Array.of(0, 0)),
    ).toBeNaN()
  })
})

describe('warnings', () => {
  it.each<[string, string, Given, string]>([
    ['a naive forecast without error', 'owa', { naive: [4, 4] }, 'DEGENERATE'],
    ['labels that are all 0', 'wql', { label: [0, 0] }, 'ZERO_LABEL'],
    ['labels that are all 0', 'wmape', { label: [0, 0] }, 'ZERO_LABEL'],
  ])('say it of %s: %s', (_, id, given, code) => {
    const { value, influence, warnings } = measure(id, rowsOf(given))
    expect(value).toBeNaN()
    expect(influence).toBeNull()
    expect(warnings.map((one) => one.code)).toEqual([code])
  })

  it('count rows whose quantiles cross', () => {
    const rows = { ...rowsOf({}), quantiles: { levels: [0.1, 0.9], values: Float64Array.of(1, 2, 2, 1) } }
    expect(measure('wql', rows).warnings).toEqual([{ code: 'QUANTILES_CROSS', message: 'in 1 of 2 rows a higher quantile is below a lower one' }])
  })
})

describe.each(forecastingFamilies.flatMap(({ ids }) => ids))('%s refuses', (id) => {
  it.each<[string, string, Given, string]>([
    ['no rows', 'EMPTY_ROWS', { series: [], label: [], prediction: [], naive: [], scale: [], squaredScale: [] }, 'there are no rows to measure on'],
    ['a label that is NaN', 'LABEL_INVALID', { label: [1, Number.NaN] }, 'the label of row 1 is NaN, not a finite number'],
    ['an infinite prediction', 'PREDICTION_INVALID', { prediction: [Infinity, 1] }, 'the prediction of row 0 is Infinity, not a finite number'],
    ['fewer predictions', 'LENGTH_MISMATCH', { prediction: [1] }, '2 labels have 1 predictions'],
    ['fewer series', 'LENGTH_MISMATCH', { series: [0] }, '2 labels have 1 series'],
    ['a negative weight', 'WEIGHT_INVALID', { weight: [1, -1] }, 'the weight of row 1 is -1'],
    ['weights that are all 0', 'WEIGHT_INVALID', { weight: [0, 0] }, 'every weight is 0'],
  ])('%s', (_, code, given, message) => {
    expect(() => measure(id, rowsOf(given))).toThrow(refusal(code, message))
    expect(() => found(forecastingFamilies, id).reweigh?.(rowsOf(given))).toThrow(refusal(code, message))
  })
})

describe('rows are refused', () => {
  it.each<[string, string, Given, string, string]>([
    ['mase', 'no scale', { scale: null }, 'SCALE_INVALID', 'the rows have no scale'],
    ['mase', 'a scale of 0', { scale: [1, 0] }, 'SCALE_INVALID', 'the scale of row 1 is 0, not above 0'],
    ['owa', 'a scale that is NaN', { scale: [Number.NaN, 1] }, 'SCALE_INVALID', 'the scale of row 0 is NaN, not above 0'],
    ['rmsse', 'an infinite scale', { squaredScale: [1, Infinity] }, 'SCALE_INVALID', 'the scale of row 1 is Infinity, not above 0'],
    ['rmsse', 'no squared scale', { squaredScale: null }, 'SCALE_INVALID', 'the rows have no scale'],
    ['rmsse', 'fewer scales', { squaredScale: [1] }, 'LENGTH_MISMATCH', '2 labels have 1 scales'],
    ['owa', 'no naive forecast', { naive: null }, 'PREDICTIONS_MISSING', 'the rows have no naive forecast'],
    ['owa', 'fewer naive forecasts', { naive: [1] }, 'LENGTH_MISMATCH', '2 labels have 1 naive forecasts'],
    [
      'owa',
      'an infinite naive forecast',
      { naive: [1, -Infinity] },
      'PREDICTION_INVALID',
      'the naive forecast of row 1 is -Infinity, not a finite number',
    ],
  ])('by %s: %s', (id, _, given, code, message) => {
    expect(() => measure(id, rowsOf(given))).toThrow(refusal(code, message))
  })

  it('by wql without quantiles', () => {
    expect(() => measure('wql', { ...rowsOf({}), quantiles: null })).toThrow(refusal('PREDICTIONS_MISSING', 'the rows have no predicted quantiles'))
  })
})

describe('ids', () => {
  it('take the parameters of regressions, and no other metric of theirs', () => {
    expect(found(forecastingFamilies, 'pinball_0.25').id).toBe('pinball_0.25')
    expect(() => found(forecastingFamilies, 'pinball_0.250')).toThrow(
      expect.objectContaining({ code: 'METRIC_PARAMETER', hint: 'write pinball_0.25' }),
    )
    for (const id of ['', 'spearman', 'poisson_deviance', 'MASE', 'mase_7'])
      expect(forecastingFamilies.filter((family) => family.parse(id) !== null)).toEqual([])
  })

  it('are read by one family each', () => {
    const ids = forecastingFamilies.flatMap((family) => family.ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(forecastingFamilies.filter((family) => family.parse(id) !== null)).toHaveLength(1)
  })
})
