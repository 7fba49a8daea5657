import { describe, expect, it } from 'vitest'
import { all, checksOf, column, type Kwargs, present } from './fixtures/suite.ts'

describe('expectations of tables and types', () => {
  it.each([
    [
      'expect_table_row_count_to_be_between',
      { min_value: 1, max_value: 9 },
      { kind: 'row_count', id: 'row_count', condition: { operator: 'between', low: 1, high: 9, unit: 'rows' } },
    ],
    [
      'expect_table_row_count_to_be_between',
      { min_value: 1, strict_min: true },
      { kind: 'row_count', id: 'row_count', condition: { operator: 'greater_or_equal', value: 2, unit: 'rows' } },
    ],
    [
      'expect_table_row_count_to_equal',
      { value: 3 },
      { kind: 'row_count', id: 'row_count', condition: { operator: 'equal', value: 3, unit: 'rows' } },
    ],
    [
      'expect_table_row_count_to_equal',
      { value: 3, row_condition: 'a.isnull()', condition_parser: 'pandas' },
      { kind: 'row', id: 'row_count', must: present('a'), condition: { operator: 'equal', value: 3, unit: 'rows' }, where: null },
    ],
    [
      'expect_table_row_count_to_equal_other_table',
      { other_table_name: 'u' },
      { kind: 'same_row_count', id: 'row_count_to_equal_other_table', table: 'u' },
    ],
    [
      'expect_table_column_count_to_be_between',
      { max_value: 9 },
      { kind: 'column_count', id: 'column_count', condition: { operator: 'less_or_equal', value: 9, unit: 'rows' } },
    ],
    [
      'expect_table_columns_to_match_ordered_list',
      { column_list: ['b', 'a'] },
      { kind: 'columns', id: 'columns_to_match_ordered_list', names: ['b', 'a'], match: 'ordered' },
    ],
    [
      'expect_table_columns_to_match_set',
      { column_set: ['b', 'a'] },
      { kind: 'columns', id: 'columns_to_match_set', names: ['b', 'a'], match: 'equal' },
    ],
    [
      'expect_table_columns_to_match_set',
      { column_set: ['b'], exact_match: false },
      { kind: 'columns', id: 'columns_to_match_set', names: ['b'], match: 'superset' },
    ],
    ['expect_column_to_exist', { column, column_index: 0 }, { kind: 'column_present', id: 'a.exist', column, index: 0 }],
    [
      'unexpected_rows_expectation',
      { unexpected_rows_query: "SELECT * FROM {batch} WHERE a = '{{}}';\n" },
      { kind: 'sql_rows', id: 'unexpected_rows_expectation', query: 'SELECT * FROM "s" WHERE a = \'{}\'', condition: all.condition },
    ],
    ['expect_column_values_to_be_of_type', { column, type_: 'int64' }, { kind: 'type_in', id: 'a.of_type', column, duckTypes: ['BIGINT'] }],
    [
      'expect_column_values_to_be_in_type_list',
      { column, type_list: ['INTEGER', 'StringType', 'TEXT'] },
      { kind: 'type_in', id: 'a.in_type_list', column, duckTypes: ['INTEGER', 'VARCHAR'] },
    ],
  ] satisfies readonly (readonly [string, Kwargs, unknown])[])('reads %s with %j', (type, kwargs, check) => {
    expect(checksOf(type, kwargs)).toContainEqual(check)
  })
})
