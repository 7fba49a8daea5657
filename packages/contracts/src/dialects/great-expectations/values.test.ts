import { describe, expect, it } from 'vitest'
import { all, checksOf, column, end, type Kwargs, most } from './fixtures/suite.ts'

describe('expectations of values and texts', () => {
  it.each([
    ['expect_column_values_to_be_null', { column, mostly: 0.5 }, { kind: 'is_null', id: 'a.null', column, condition: most(0.5), where: null }],
    ['expect_column_values_to_be_unique', { column }, { kind: 'unique', id: 'a.unique', columns: ['a'], count: 'all', ...all }],
    [
      'expect_column_values_to_be_between',
      { column, min_value: 1, max_value: 2.5, strict_max: true, mostly: 0.9 },
      { kind: 'range', id: 'a.between', column, type: 'number', minimum: end(1), maximum: end(2.5, true), condition: most(0.9), where: null },
    ],
    [
      'expect_column_values_to_be_between',
      { column, min_value: '2020-01-01', max_value: '2020-12-31T23:59:59' },
      { kind: 'range', id: 'a.between', column, type: 'timestamp', minimum: end('2020-01-01'), maximum: end('2020-12-31 23:59:59'), ...all },
    ],
    [
      'expect_column_values_to_be_between',
      { column, min_value: 'b' },
      { kind: 'range', id: 'a.between', column, type: 'string', minimum: end('b'), maximum: null, ...all },
    ],
    ['expect_column_values_to_be_in_set', { column, value_set: [1, null, 1, 2] }, { kind: 'in_set', id: 'a.in_set', column, values: [1, 2], ...all }],
    [
      'expect_column_values_to_not_be_in_set',
      { column, value_set: ['x'] },
      { kind: 'not_in_set', id: 'a.not_be_in_set', column, values: ['x'], ...all },
    ],
    [
      'expect_column_values_to_be_decreasing',
      { column, strictly: true },
      { kind: 'ordered', id: 'a.decreasing', column, direction: 'decreasing', strict: true, within: [], ...all },
    ],
    [
      'expect_column_value_z_scores_to_be_less_than',
      { column, threshold: -3, double_sided: true },
      { kind: 'z_score', id: 'a.z_scores', column, threshold: 3, sides: 'both', ...all },
    ],
    [
      'expect_column_values_to_not_be_outliers',
      { column, method: 'std', multiplier: 2, mostly: 0.99 },
      { kind: 'z_score', id: 'a.not_be_outliers', column, threshold: 2, sides: 'both', condition: most(0.99), where: null },
    ],
    [
      'expect_column_values_to_not_be_outliers',
      { column },
      {
        kind: 'sql_rows',
        id: 'a.not_be_outliers',
        query:
          'select t.* from "s" as t, (select quantile_cont("a", 0.25) as low, quantile_cont("a", 0.75) as high from "s") as q where t."a" < q.low - 1.5 * (q.high - q.low) or t."a" > q.high + 1.5 * (q.high - q.low)',
        condition: all.condition,
      },
    ],
    [
      'expect_column_value_lengths_to_be_between',
      { column, min_value: 2, strict_min: true },
      { kind: 'length', id: 'a.lengths', unit: 'code_points', column, minimum: 3, maximum: null, ...all },
    ],
    [
      'expect_column_value_lengths_to_equal',
      { column, value: 3 },
      { kind: 'length', id: 'a.lengths', unit: 'code_points', column, minimum: 3, maximum: 3, ...all },
    ],
    [
      'expect_column_values_to_not_match_regex_list',
      { column, regex_list: ['a$', 'b'] },
      {
        kind: 'pattern',
        id: 'a.not_match_regex_list',
        column,
        match: 'none',
        patterns: [
          { source: 'a$', re2: 'a\\n?$', javascript: 'a(?=\\n?$)' },
          { source: 'b', re2: 'b', javascript: 'b' },
        ],
        ...all,
      },
    ],
    [
      'expect_column_values_to_match_like_pattern_list',
      { column, like_pattern_list: ['a%', '_b'] },
      { kind: 'like', id: 'a.match_like_pattern_list', column, match: 'any', patterns: ['a%', '_b'], ...all },
    ],
    [
      'expect_column_values_to_not_match_like_pattern',
      { column, like_pattern: '1!%_', escape: '!' },
      {
        kind: 'pattern',
        id: 'a.not_match_like_pattern',
        column,
        match: 'none',
        patterns: [{ source: '1!%_', re2: '^1%[\\x{0}-\\x{10ffff}]$', javascript: '^1%[^]$' }],
        ...all,
      },
    ],
    [
      'expect_column_values_to_match_strftime_format',
      { column, strftime_format: '%Y-%m' },
      { kind: 'strptime', id: 'a.match_strftime_format', column, format: '%Y-%m', ...all },
    ],
    ['expect_column_values_to_be_json_parseable', { column }, { kind: 'format', id: 'a.json_parseable', column, format: 'json', ...all }],
    [
      'expect_column_values_to_match_json_schema',
      { column, json_schema: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' } },
      {
        kind: 'json_schema',
        id: 'a.match_json_schema',
        column,
        draft: 'draft-07',
        schema: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' },
        ...all,
      },
    ],
  ] satisfies readonly (readonly [string, Kwargs, unknown])[])('reads %s with %j', (type, kwargs, check) => {
    expect(checksOf(type, kwargs)).toEqual([check])
  })
})
