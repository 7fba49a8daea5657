import { describe, expect, it } from 'vitest'
import { all, checksOf, type Kwargs, most, present } from './fixtures/suite.ts'

describe('expectations of several columns', () => {
  const pair = { column_A: 'a', column_B: 'b' }
  const list = { column_list: ['a', 'b'] }
  it.each([
    [
      'expect_column_pair_values_to_be_equal',
      pair,
      { kind: 'compare', id: 'a,b.equal', left: 'a', operator: '=', right: 'b', ignore: 'all_null', ...all },
    ],
    [
      'expect_column_pair_values_a_to_be_greater_than_b',
      { ...pair, or_equal: true, ignore_row_if: 'either_value_is_missing' },
      { kind: 'compare', id: 'a,b.a_to_be_greater_than_b', left: 'a', operator: '>=', right: 'b', ignore: 'any_null', ...all },
    ],
    [
      'expect_column_pair_values_to_be_in_set',
      { ...pair, value_pairs_set: [['x', null]], ignore_row_if: 'neither', mostly: 0.5 },
      { kind: 'tuple_in_set', id: 'a,b.in_set', columns: ['a', 'b'], values: [['x', null]], ignore: 'never', condition: most(0.5), where: null },
    ],
    [
      'expect_compound_columns_to_be_unique',
      list,
      {
        kind: 'duplicates',
        id: 'a,b.unique',
        columns: ['a', 'b'],
        count: 'all',
        condition: all.condition,
        where: { kind: 'any', parts: [present('a'), present('b')] },
      },
    ],
    [
      'expect_compound_columns_to_be_unique',
      { ...list, ignore_row_if: 'any_value_is_missing' },
      { kind: 'unique', id: 'a,b.unique', columns: ['a', 'b'], count: 'all', ...all },
    ],
    [
      'expect_compound_columns_to_be_unique',
      { ...list, ignore_row_if: 'never' },
      { kind: 'duplicates', id: 'a,b.unique', columns: ['a', 'b'], count: 'all', ...all },
    ],
    [
      'expect_select_column_values_to_be_unique_within_record',
      list,
      { kind: 'unique_in_row', id: 'a,b.unique_within_record', columns: ['a', 'b'], ignore: 'all_null', ...all },
    ],
    ['expect_multicolumn_values_to_be_unique', list, { kind: 'unique_in_row', id: 'a,b.unique', columns: ['a', 'b'], ignore: 'all_null', ...all }],
    [
      'expect_multicolumn_sum_to_equal',
      { ...list, sum_total: 3, ignore_row_if: 'never' },
      { kind: 'row_sum', id: 'a,b.sum', columns: ['a', 'b'], total: 3, ignore: 'never', ...all },
    ],
    [
      'expect_multicolumn_values_to_be_equal',
      { ...list, ignore_row_if: 'never' },
      {
        kind: 'row',
        id: 'a,b.equal',
        must: {
          kind: 'all',
          parts: [
            {
              kind: 'any',
              parts: [
                { kind: 'compare_columns', left: 'a', operator: '=', right: 'b' },
                {
                  kind: 'all',
                  parts: [
                    { kind: 'null', column: 'a' },
                    { kind: 'null', column: 'b' },
                  ],
                },
              ],
            },
          ],
        },
        ...all,
      },
    ],
  ] satisfies readonly (readonly [string, Kwargs, unknown])[])('reads %s with %j', (type, kwargs, check) => {
    expect(checksOf(type, kwargs)).toEqual([check])
  })
})
