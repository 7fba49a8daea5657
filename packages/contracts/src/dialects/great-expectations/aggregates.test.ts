import { describe, expect, it } from 'vitest'
import { checksOf, column, end, type Kwargs } from './fixtures/suite.ts'

describe('expectations of aggregates and distributions', () => {
  it.each([
    ['expect_column_min_to_be_between', 'min', 'a.min'],
    ['expect_column_max_to_be_between', 'max', 'a.max'],
    ['expect_column_mean_to_be_between', 'mean', 'a.mean'],
    ['expect_column_median_to_be_between', 'median', 'a.median'],
    ['expect_column_sum_to_be_between', 'sum', 'a.sum'],
    ['expect_column_stdev_to_be_between', 'stdev', 'a.stdev'],
    ['expect_column_unique_value_count_to_be_between', 'distinct_count', 'a.unique_value_count'],
    ['expect_column_proportion_of_unique_values_to_be_between', 'distinct_share', 'a.proportion_of_unique_values'],
    ['expect_column_proportion_of_non_null_values_to_be_between', 'value_share', 'a.proportion_of_non_null_values'],
  ])('reads %s', (type, name, id) => {
    expect(checksOf(type, { column, min_value: 0.5, strict_min: true })).toEqual([
      { kind: 'aggregate', id, column, measure: { name }, where: null, minimum: end(0.5, true), maximum: null },
    ])
  })

  it('takes the nearest value for a quantile, unless it is told another interpolation', () => {
    const quantile_ranges = {
      quantiles: [0.5, 0.9],
      value_ranges: [
        [1, null],
        [null, 3],
      ],
    }
    const quantile = (p: number, interpolation: string) => ({ name: 'quantile', p, interpolation })
    const read = (kwargs: Kwargs) => checksOf('expect_column_quantile_values_to_be_between', { column, quantile_ranges, ...kwargs })
    const base = { kind: 'aggregate', column, where: null }
    expect(read({})).toEqual([
      { ...base, id: 'a.quantile_values.0.5', measure: quantile(0.5, 'nearest'), minimum: end(1), maximum: null },
      { ...base, id: 'a.quantile_values.0.9', measure: quantile(0.9, 'nearest'), minimum: null, maximum: end(3) },
    ])
    expect(read({ allow_relative_error: 'linear' })[0]).toMatchObject({ measure: quantile(0.5, 'linear') })
  })

  it.each([
    [
      'expect_column_distinct_values_to_be_in_set',
      { value_set: ['x'] },
      { kind: 'distinct_values', id: 'a.distinct_values', values: ['x'], match: 'subset' },
    ],
    ['expect_column_distinct_values_to_contain_set', { value_set: ['x'] }, { id: 'a.distinct_values_to_contain_set', match: 'superset' }],
    ['expect_column_distinct_values_to_equal_set', { value_set: ['x'] }, { id: 'a.distinct_values_to_equal_set', match: 'equal' }],
    [
      'expect_column_most_common_value_to_be_in_set',
      { value_set: ['x'], ties_okay: true },
      { kind: 'most_common', id: 'a.most_common_value', values: ['x'], tiesAllowed: true },
    ],
  ])('reads %s', (type, kwargs, check) => expect(checksOf(type, { column, ...kwargs })).toMatchObject([{ column, where: null, ...check }]))

  it.each([
    [{ bins: [0, 1, 2], weights: [0.3, 0.5], tail_weights: [0, 0.2] }, {}, { kind: 'bins', edges: [0, 1, 2], weights: [0.3, 0.5], tails: [0, 0.2] }],
    [
      { bins: [0, 1, 2], weights: [0, 1] },
      { tail_weight_holdout: 0.1, internal_weight_holdout: 0.2 },
      { kind: 'bins', edges: [0, 1, 2], weights: [0.2, 0.7], tails: [0.05, 0.05] },
    ],
    [{ bins: ['-Infinity', 0, 1, 'Infinity'], weights: [0.25, 0.5, 0.25] }, {}, { kind: 'bins', edges: [0, 1], weights: [0.5], tails: [0.25, 0.25] }],
    [{ values: ['x', 'y'], weights: [0.5, 0.5] }, {}, { kind: 'values', values: ['x', 'y'], weights: [0.5, 0.5] }],
  ])('reads the partition %j with %j', (partition_object, holdouts, reference) => {
    const [check] = checksOf('expect_column_kl_divergence_to_be_less_than', { column, partition_object, threshold: 0.1, ...holdouts })
    expect(check).toEqual({ kind: 'drift', id: 'a.kl_divergence', column, method: 'kl_divergence', threshold: 0.1, reference })
  })

  it('reads the tests of two distributions', () => {
    const partition_object = { values: ['x', 'y'], weights: [0.5, 0.5] }
    expect(checksOf('expect_column_chisquare_test_p_value_to_be_greater_than', { column, partition_object })).toMatchObject([
      { kind: 'drift', id: 'a.chisquare_test_p_value', method: 'chi_square_p', threshold: 0.05 },
    ])
    expect(checksOf('expect_column_pair_cramers_phi_value_to_be_less_than', { column_A: 'a', column_B: 'b' })).toEqual([
      { kind: 'correlation', id: 'a,b.cramers_phi_value', columns: ['a', 'b'], method: 'cramers_v', where: null, minimum: null, maximum: end(0.1) },
    ])
  })
})
