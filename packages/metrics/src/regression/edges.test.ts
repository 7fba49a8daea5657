import { describe, expect, it } from 'vitest'
import { close, found } from '../metric.contract.ts'
import type { RegressionRows } from '../rows/regression-rows.ts'
import { regressionFamilies } from './families.ts'

function rowsOf(label: number[], prediction: number[], more: Partial<RegressionRows> = {}): RegressionRows {
  return {
    kind: 'regression',
    label: Float64Array.from(label),
    prediction: Float64Array.from(prediction),
    quantiles: null,
    interval: null,
    weight: null,
    ...more,
  }
}

const interval = (lower: number[], upper: number[]) => ({ interval: { lower: Float64Array.from(lower), upper: Float64Array.from(upper) } })
const quantiles = (levels: number[], values: number[]) => ({ quantiles: { levels, values: Float64Array.from(values) } })
const measure = (id: string, rows: RegressionRows) => found(regressionFamilies, id).measure(rows)
const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message })

describe('the examples of the documentation', () => {
  it.each<[string, RegressionRows, number]>([
    ['mae', rowsOf([1, 2], [2, 4]), 1.5],
    ['mean_error', rowsOf([1, 2], [2, 4]), 1.5],
    ['log_cosh', rowsOf([0], [0]), 0],
    ['mape', rowsOf([4], [5]), 0.25],
    ['smape', rowsOf([1], [3]), 1],
    ['wmape', rowsOf([0, 4], [1, 5]), 0.5],
    ['mse', rowsOf([1, 2], [2, 4]), 2.5],
    ['rmse', rowsOf([1, 2], [4, 6]), 3.5355339059327378],
    ['nrmse', rowsOf([1, 3], [2, 4]), 0.5],
    ['nrmse_range', rowsOf([1, 3], [2, 4]), 0.5],
    ['msle', rowsOf([0], [Math.E - 1]), 1],
    ['rmsle', rowsOf([0], [Math.E - 1]), 1],
    ['medae', rowsOf([0, 0], [1, 4]), 2.5],
    ['max_error', rowsOf([0, 0], [1, -4]), 4],
    ['r2', rowsOf([1, 2, 3], [1, 2, 4]), 0.5],
    ['adjusted_r2_1', rowsOf([1, 2, 3], [1, 2, 4]), 0],
    ['explained_variance', rowsOf([1, 2, 3], [2, 3, 4]), 1],
    ['rse', rowsOf([1, 2, 3], [1, 2, 4]), 0.5],
    ['tweedie_3', rowsOf([1], [2]), 0.25],
    ['poisson_deviance', rowsOf([0], [1]), 2],
    ['gamma_deviance', rowsOf([1], [1]), 0],
    ['d2_tweedie_1', rowsOf([1, 2], [1, 2]), 1],
    ['pinball_0.9', rowsOf([3], [1]), 1.8],
    ['d2_absolute_error', rowsOf([1, 2, 3], [1, 2, 4]), 0.5],
    ['pearson', rowsOf([1, 2, 3], [2, 4, 6]), 1],
    ['spearman', rowsOf([1, 2, 3], [1, 10, 5]), 0.5],
    ['kendall', rowsOf([1, 2, 3], [1, 10, 5]), 1 / 3],
    ['ccc', rowsOf([1, 2, 3], [1, 2, 3]), 1],
    ['cosine_similarity', rowsOf([1, 0], [1, 1]), Math.SQRT1_2],
    ['crps', rowsOf([3], [0], quantiles([0.5], [1])), 2],
    ['interval_coverage', rowsOf([1], [0], interval([1], [2])), 1],
    ['interval_width', rowsOf([1], [0], interval([1], [2])), 1],
    ['interval_score_0.5', rowsOf([3], [0], interval([1], [2])), 5],
  ])('are exact: %s', (id, rows, value) => {
    expect(measure(id, rows).value).toBeCloseTo(value, 15)
  })
})

describe('warnings', () => {
  it.each<[string, string, RegressionRows, number, string]>([
    ['a constant label', 'r2', rowsOf([3, 3], [3, 4]), 0, 'CONSTANT_LABEL'],
    ['a constant label, all right', 'r2', rowsOf([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]), 1, 'CONSTANT_LABEL'],
    ['a constant label among rows that have weight', 'r2', rowsOf([3, 9, 3], [3, 9, 4], { weight: Float64Array.of(1, 0, 1) }), 0, 'CONSTANT_LABEL'],
    ['a single row', 'r2', rowsOf([3], [3]), Number.NaN, 'TOO_FEW_ROWS'],
    ['a single row', 'd2_absolute_error', rowsOf([3], [3]), Number.NaN, 'TOO_FEW_ROWS'],
    ['a single row', 'explained_variance', rowsOf([3], [2]), 1, 'CONSTANT_LABEL'],
    ['counts that are all 0', 'd2_tweedie_1', rowsOf([0, 0], [1, 1]), 0, 'CONSTANT_LABEL'],
    ['as many rows as features', 'adjusted_r2_3', rowsOf([1, 2, 3], [1, 2, 3]), Number.NaN, 'TOO_FEW_ROWS'],
    ['labels of 0', 'mape', rowsOf([0, 1], [1, 1]), 0.5 / Number.EPSILON, 'ZERO_LABEL'],
    ['labels that are all 0', 'wmape', rowsOf([0, 0], [1, 1]), Number.NaN, 'ZERO_LABEL'],
    ['a mean label of 0', 'nrmse', rowsOf([-1, 1], [1, 1]), Number.NaN, 'DEGENERATE'],
    ['a range of 0', 'nrmse_range', rowsOf([1, 1], [1, 2]), Number.NaN, 'DEGENERATE'],
    ['constant labels', 'rse', rowsOf([1, 1], [1, 2]), Number.NaN, 'DEGENERATE'],
    ['constant labels', 'pearson', rowsOf([1, 1], [1, 2]), Number.NaN, 'CONSTANT_LABEL'],
    ['constant predictions', 'spearman', rowsOf([1, 2], [7, 7]), Number.NaN, 'DEGENERATE'],
    ['constant predictions', 'kendall', rowsOf([1, 2], [7, 7]), Number.NaN, 'DEGENERATE'],
    ['one value on both sides', 'ccc', rowsOf([1, 1], [1, 1]), Number.NaN, 'DEGENERATE'],
    ['predictions that are all 0', 'cosine_similarity', rowsOf([1, 1], [0, 0]), Number.NaN, 'DEGENERATE'],
    ['squares beyond the largest number', 'mse', rowsOf([1e200], [0]), Infinity, 'DEGENERATE'],
    ['quantiles that cross', 'crps', rowsOf([1, 1], [0, 0], quantiles([0.1, 0.9], [0, 2, 2, 0])), 1, 'QUANTILES_CROSS'],
  ])('say it of %s: %s', (_, id, rows, value, code) => {
    const measured = measure(id, rows)
    expect(measured.value).toSatisfy((actual: number) => close(actual, value, 1e-12) || actual === value)
    expect(measured.warnings.map((one) => one.code)).toEqual([code])
    if (!Number.isFinite(value)) expect(measured.influence).toBeNull()
  })

  it('count the labels of 0 and name a metric without such rows', () => {
    expect(measure('mape', rowsOf([0, 1, 0], [1, 1, 1], { weight: Float64Array.of(0, 1, 1) })).warnings).toEqual([
      { code: 'ZERO_LABEL', message: '1 of 3 labels are 0 and make this metric enormous; wmape has no such rows' },
    ])
  })

  it('are not needed where sMAPE divides 0 by 0', () => {
    expect(measure('smape', rowsOf([0, 1], [0, 3]))).toEqual({ value: 0.5, influence: Float64Array.of(-0.5, 0.5), warnings: [] })
  })

  it('are not given by resamples, which are NaN where the value is undefined', () => {
    const under = (id: string, weight: number[]) =>
      found(regressionFamilies, id).reweigh?.(rowsOf([1, 2, 4], [1, 3, 3]))(Float64Array.from(weight)) ?? Infinity
    expect(['pearson', 'spearman', 'kendall', 'rse', 'nrmse_range'].map((id) => under(id, [0, 3, 0]))).toEqual(new Array(5).fill(Number.NaN))
    expect(['r2', 'd2_absolute_error', 'explained_variance', 'd2_tweedie_1'].map((id) => under(id, [0, 3, 0]))).toEqual([0, 0, 1, 0])
  })
})

describe.each(regressionFamilies.flatMap(({ ids }) => ids))('%s refuses', (id) => {
  const good = { ...quantiles([0.5, 0.9], [1, 1, 1, 1]), ...interval([0, 0], [1, 1]) }
  it.each([
    ['no rows', 'EMPTY_ROWS', rowsOf([], [], good), 'there are no rows to measure on'],
    ['a label that is NaN', 'LABEL_INVALID', rowsOf([1, Number.NaN], [1, 1], good), 'the label of row 1 is NaN, not a finite number'],
    ['an infinite label', 'LABEL_INVALID', rowsOf([Infinity, 1], [1, 1], good), 'the label of row 0 is Infinity, not a finite number'],
    ['a prediction that is NaN', 'PREDICTION_INVALID', rowsOf([1, 1], [Number.NaN, 1], good), 'the prediction of row 0 is NaN, not a finite number'],
    [
      'an infinite prediction',
      'PREDICTION_INVALID',
      rowsOf([1, 1], [1, -Infinity], good),
      'the prediction of row 1 is -Infinity, not a finite number',
    ],
    ['fewer predictions', 'LENGTH_MISMATCH', rowsOf([1, 1], [1], good), '2 labels have 1 predictions'],
    ['fewer weights', 'LENGTH_MISMATCH', rowsOf([1, 1], [1, 1], { ...good, weight: Float64Array.of(1) }), '2 labels have 1 weights'],
    ['a negative weight', 'WEIGHT_INVALID', rowsOf([1, 1], [1, 1], { ...good, weight: Float64Array.of(1, -1) }), 'the weight of row 1 is -1'],
    [
      'a weight that is NaN',
      'WEIGHT_INVALID',
      rowsOf([1, 1], [1, 1], { ...good, weight: Float64Array.of(Number.NaN, 1) }),
      'the weight of row 0 is NaN',
    ],
    ['weights that are all 0', 'WEIGHT_INVALID', rowsOf([1, 1], [1, 1], { ...good, weight: Float64Array.of(0, 0) }), 'every weight is 0'],
  ])('%s', (_, code, rows, message) => {
    expect(() => measure(id, rows)).toThrow(refusal(code, message))
    expect(() => found(regressionFamilies, id).reweigh?.(rows)).toThrow(refusal(code, message))
  })
})

describe('rows are refused', () => {
  it.each<[string, string, RegressionRows, string, string]>([
    ['msle', 'a label of -1', rowsOf([-1], [1]), 'LABEL_INVALID', 'the label of row 0 is -1, and 1 more has no logarithm'],
    ['rmsle', 'a prediction of -2', rowsOf([1], [-2]), 'PREDICTION_INVALID', 'the prediction of row 0 is -2, and 1 more has no logarithm'],
    ['poisson_deviance', 'a label below 0', rowsOf([1, -1], [1, 1]), 'LABEL_INVALID', 'the label of row 1 is -1, not at least 0, as power 1 asks'],
    ['poisson_deviance', 'a prediction of 0', rowsOf([0], [0]), 'PREDICTION_INVALID', 'the prediction of row 0 is 0, not above 0, as power 1 asks'],
    ['gamma_deviance', 'a label of 0', rowsOf([0], [1]), 'LABEL_INVALID', 'the label of row 0 is 0, not above 0, as power 2 asks'],
    ['tweedie_-1', 'a prediction of 0', rowsOf([-3], [0]), 'PREDICTION_INVALID', 'the prediction of row 0 is 0, not above 0, as power -1 asks'],
    ['d2_tweedie_2', 'a label of 0', rowsOf([1, 0], [1, 1]), 'LABEL_INVALID', 'the label of row 1 is 0, not above 0, as power 2 asks'],
    ['crps', 'no quantiles', rowsOf([1], [1]), 'PREDICTIONS_MISSING', 'the rows have no predicted quantiles'],
    [
      'crps',
      'levels that descend',
      rowsOf([1], [1], quantiles([0.9, 0.1], [1, 1])),
      'PREDICTION_INVALID',
      'the levels of the quantiles are 0.9, 0.1',
    ],
    ['crps', 'a level of 1', rowsOf([1], [1], quantiles([1], [1])), 'PREDICTION_INVALID', 'the levels of the quantiles are 1'],
    ['crps', 'no levels', rowsOf([1], [1], quantiles([], [])), 'PREDICTION_INVALID', 'the levels of the quantiles are none'],
    ['crps', 'too few values', rowsOf([1], [1], quantiles([0.1, 0.9], [1])), 'LENGTH_MISMATCH', '1 rows of 2 quantiles have 1 values'],
    [
      'crps',
      'a quantile that is NaN',
      rowsOf([1, 1], [1, 1], quantiles([0.1, 0.9], [1, 1, 1, Number.NaN])),
      'PREDICTION_INVALID',
      'the quantile 0.9 of row 1 is NaN, not a finite number',
    ],
    ['pinball_0.2', 'other quantiles', rowsOf([1], [1], quantiles([0.1, 0.9], [1, 1])), 'PREDICTIONS_MISSING', 'the rows have no quantile 0.2'],
    ['interval_coverage', 'no interval', rowsOf([1], [1]), 'PREDICTIONS_MISSING', 'the rows have no predicted interval'],
    [
      'interval_width',
      'bounds the wrong way round',
      rowsOf([1], [1], interval([2], [1])),
      'PREDICTION_INVALID',
      'the interval of row 0 is from 2 to 1',
    ],
    [
      'interval_width',
      'an infinite bound',
      rowsOf([1], [1], interval([2], [Infinity])),
      'PREDICTION_INVALID',
      'the interval of row 0 is from 2 to Infinity',
    ],
    [
      'interval_width',
      'a bound that is NaN',
      rowsOf([1], [1], interval([Number.NaN], [1])),
      'PREDICTION_INVALID',
      'the interval of row 0 is from NaN to 1',
    ],
    ['interval_score_0.9', 'fewer bounds', rowsOf([1, 1], [1, 1], interval([1], [1, 1])), 'LENGTH_MISMATCH', '2 labels have 1 lower bounds'],
  ])('by %s: %s', (id, _, rows, code, message) => {
    expect(() => measure(id, rows)).toThrow(refusal(code, message))
  })
})

describe('ids', () => {
  it.each([
    ['pinball_x', '"x" in "pinball_x" is not a number between 0 and 1, both excluded', 'give a number between 0 and 1, both excluded'],
    ['pinball_', '"" in "pinball_" is not a number between 0 and 1, both excluded', 'give a number between 0 and 1, both excluded'],
    ['pinball_1', '"1" in "pinball_1" is not a number between 0 and 1, both excluded', 'give a number between 0 and 1, both excluded'],
    [
      'pinball_Infinity',
      '"Infinity" in "pinball_Infinity" is not a number between 0 and 1, both excluded',
      'give a number between 0 and 1, both excluded',
    ],
    ['pinball_0x1', '"0x1" in "pinball_0x1" is not a number between 0 and 1, both excluded', 'give a number between 0 and 1, both excluded'],
    ['pinball_0.90', '"0.90" in "pinball_0.90" is written otherwise', 'write pinball_0.9'],
    ['d2_pinball_.5', '".5" in "d2_pinball_.5" is written otherwise', 'write d2_pinball_0.5'],
    ['interval_score_9e-1', '"9e-1" in "interval_score_9e-1" is written otherwise', 'write interval_score_0.9'],
    ['adjusted_r2_0', '"0" in "adjusted_r2_0" is not a whole number from 1', 'give a whole number from 1'],
    ['adjusted_r2_1.5', '"1.5" in "adjusted_r2_1.5" is not a whole number from 1', 'give a whole number from 1'],
    ['adjusted_r2_03', '"03" in "adjusted_r2_03" is written otherwise', 'write adjusted_r2_3'],
    ['tweedie_0.5', '"0.5" in "tweedie_0.5" is not a number below 0 or from 1 on', 'give a number below 0 or from 1 on'],
    ['tweedie_1', '"tweedie_1" has a name of its own', 'write poisson_deviance'],
    ['tweedie_2', '"tweedie_2" has a name of its own', 'write gamma_deviance'],
  ])('%s is refused with a hint', (id, message, hint) => {
    expect(() => found(regressionFamilies, id)).toThrow(expect.objectContaining({ code: 'METRIC_PARAMETER', message, hint }))
  })

  it('of other metrics are of no family', () => {
    for (const id of ['', 'MAE', 'r2_', 'toString', 'pinball', 'mae_1'])
      expect(regressionFamilies.filter((family) => family.parse(id) !== null)).toEqual([])
  })

  it('are read by one family each', () => {
    const ids = regressionFamilies.flatMap((family) => family.ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(regressionFamilies.filter((family) => family.parse(id) !== null)).toHaveLength(1)
  })
})
