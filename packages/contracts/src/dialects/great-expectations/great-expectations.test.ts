import { describe, expect, it } from 'vitest'
import type { Check } from '../../check.ts'
import { ContractError } from '../../errors.ts'
import { parseContract } from '../../parse-contract.ts'
import { definitions } from './definitions.ts'
import { greatExpectationsNames, greatExpectationsRefused } from './names.ts'

type Kwargs = Readonly<Record<string, unknown>>
const suite = (...expectations: readonly unknown[]) => JSON.stringify({ name: 's', expectations, meta: { great_expectations_version: '1.24.1' } })
const parse = (text: string) => parseContract(text, 'suite.json').objects[0]

/** The checks of one expectation, without what the suite adds for text files. */
function checksOf(type: string, kwargs: Kwargs = {}, more: Kwargs = {}): readonly Omit<Check, 'line' | 'severity'>[] {
  const checks = parse(suite({ type, kwargs, ...more }))?.checks ?? []
  return checks.filter(({ id }) => !id.endsWith('.type') || type.includes('type')).map(({ line, severity, ...check }) => check)
}

function problemsOf(text: string) {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof ContractError) return error.problems.map(({ code, line, message, hint }) => ({ code, line, message, hint }))
    throw error
  }
  return []
}
const codes = (type: string, kwargs: Kwargs, more: Kwargs = {}) => problemsOf(suite({ type, kwargs, ...more })).map(({ code }) => code)

const column = 'a'
const none = { operator: 'equal', value: 0, unit: 'rows' }
const all = { condition: none, where: null }
const most = (share: number) => ({ operator: 'greater_or_equal', value: share, unit: 'passing' })
const end = (value: number | string, exclusive = false) => ({ value, exclusive })
const present = (name: string) => ({ kind: 'not', part: { kind: 'null', column: name } })

describe('great_expectations', () => {
  it('reads suites of version 0 and 1 alike', () => {
    const old = {
      expectation_suite_name: 's',
      data_asset_type: 'Dataset',
      expectations: [{ expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column, result_format: 'SUMMARY' }, meta: {} }],
    }
    const young = suite({ type: 'expect_column_values_to_not_be_null', kwargs: { column }, severity: 'critical', id: 'x', notes: 'n' })
    const read = parse(young)
    expect(read).toEqual({
      name: 's',
      columns: [{ name: 'a', type: null, duckType: null, required: false, line: 1, lexical: null, personal: null }],
      checks: [{ kind: 'not_null', id: 'a.not_be_null', severity: 'error', line: 1, column, ...all }],
      text: null,
      notes: [],
    })
    expect(parse(JSON.stringify(old))).toEqual(read)
    expect(parseContract(young, 'suite.json').dialect).toBe('great_expectations')
  })

  it('knows each of its names once, and has a definition for each', () => {
    expect([...definitions.keys()].toSorted()).toEqual(Object.keys(greatExpectationsNames).toSorted())
    expect(Object.keys(greatExpectationsRefused).filter((name) => definitions.has(name))).toEqual([])
  })

  it('takes info for a warning, and tells lines', () => {
    const text = `name: s
expectations:
  - { type: expect_table_column_count_to_equal, kwargs: { value: 3 }, severity: warning }
  - { type: expect_table_column_count_to_equal, kwargs: { value: 3 }, severity: info }
  - { type: expect_table_column_count_to_equal, kwargs: { value: 3 } }
`
    expect(parse(text)?.checks.map(({ id, severity, line }) => [id, severity, line])).toEqual([
      ['column_count', 'warning', 3],
      ['column_count.2', 'warning', 4],
      ['column_count.3', 'error', 5],
    ])
  })

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
        condition: none,
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
        condition: none,
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
      { kind: 'sql_rows', id: 'unexpected_rows_expectation', query: 'SELECT * FROM "s" WHERE a = \'{}\'', condition: none },
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

  it('holds a check to the rows of its condition', () => {
    const where = { kind: 'compare', column: 'b', operator: '>', value: 3 }
    const given = [
      { row_condition: 'b > 3', condition_parser: 'pandas' },
      { row_condition: 'b > 3', condition_parser: 'spark' },
      { row_condition: 'col("b") > 3', condition_parser: 'great_expectations__experimental__' },
      { row_condition: { type: 'comparison', column: { name: 'b' }, operator: '>', parameter: 3 } },
    ]
    for (const condition of given)
      expect(checksOf('expect_column_values_to_not_be_null', { column, ...condition })).toMatchObject([{ id: 'a.not_be_null', where }])
  })

  it('says of text files how columns are written, from what is asked of them', () => {
    const object = parse(
      suite(
        { type: 'expect_column_mean_to_be_between', kwargs: { column: 'n', max_value: 3 }, severity: 'warning' },
        { type: 'expect_column_values_to_be_between', kwargs: { column: 't', min_value: '2020-01-01' } },
        { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'i', type_: 'Int64' } },
        { type: 'expect_column_values_to_be_in_set', kwargs: { column: 'b', value_set: [true] } },
        { type: 'expect_column_values_to_match_regex', kwargs: { column: 's', regex: 'x', row_condition: 'm == 3', condition_parser: 'pandas' } },
      ),
    )
    expect(object?.columns.map(({ name, type, duckType }) => [name, type, duckType])).toEqual([
      ['n', 'number', null],
      ['t', 'timestamp', null],
      ['i', 'integer', 'BIGINT'],
      ['b', 'boolean', null],
      ['s', null, null],
      ['m', 'number', null],
    ])
    const added = object?.checks.filter(({ id }) => id.endsWith('.type')).map(({ id, kind, severity }) => [id, kind, severity])
    expect(added).toEqual([
      ['n.type', 'type', 'warning'],
      ['t.type', 'row', 'error'],
      ['i.type', 'type', 'error'],
      ['b.type', 'type', 'error'],
      ['m.type', 'type', 'error'],
    ])
  })

  it('fills parameters that have a value, and refuses those without', () => {
    const kwargs = { column, min_value: { $PARAMETER: 'low' }, max_value: { $PARAMETER: 'high', '$PARAMETER.high': 9 } }
    const text = JSON.stringify({ name: 's', suite_parameters: { low: 1 }, expectations: [{ type: 'expect_column_max_to_be_between', kwargs }] })
    expect(parse(text)?.checks.at(-1)).toMatchObject({ minimum: end(1), maximum: end(9) })
    expect(problemsOf(text.replace('"low":1', '"lo":1'))).toEqual([
      {
        code: 'UNSUPPORTED_CHECK',
        line: 1,
        message: 'the parameter "low" has no value',
        hint: 'write the value itself, or give it under suite_parameters',
      },
    ])
  })

  it('tells all problems at once, with place and nearest name', () => {
    const text = `name: s
expectation: []
expectations:
  - type: expect_column_values_to_be_betwen
    kwargs: { column: a }
  - type: expect_column_values_to_be_in_set
    kwargs: { column: a, value_sett: [1] }
  - type: expect_column_values_to_be_dateutil_parseable
    kwargs: { column: a }
  - type: expect_column_values_to_be_of_type
    kwargs: { column: a, type_: strin }
`
    expect(problemsOf(text).map(({ code, line, hint }) => [code, line, hint])).toEqual([
      ['UNKNOWN_KEY', 2, 'did you mean "expectations"?'],
      ['UNKNOWN_CHECK', 4, 'did you mean "expect_column_values_to_be_between"?'],
      ['MISSING_KEY', 7, null],
      ['UNKNOWN_KEY', 7, 'did you mean "value_set"?'],
      ['UNSUPPORTED_CHECK', 8, 'what dateutil guesses to be a date has no definition: use expect_column_values_to_match_strftime_format'],
      ['UNKNOWN_TYPE', 11, 'did you mean "string"?'],
    ])
  })

  const between = 'expect_column_values_to_be_between'
  it.each([
    ['no bounds', between, { column }, 'MISSING_KEY'],
    ['bounds upside down', between, { column, min_value: 3, max_value: 2 }, 'INVALID_VALUE'],
    ['bounds of two types', between, { column, min_value: 3, max_value: '2020-01-01' }, 'INVALID_VALUE'],
    ['a bound beyond 2^53', between, { column, min_value: 2 ** 60 }, 'INVALID_VALUE'],
    ['a bound with an offset', between, { column, min_value: '2020-01-01T00:00:00+02:00' }, 'INVALID_VALUE'],
    ['dates that are parsed from texts', between, { column, min_value: '2020-01-01', parse_strings_as_datetimes: true }, 'INVALID_VALUE'],
    ['bounds from a profiler', between, { column, min_value: 1, auto: true }, 'INVALID_VALUE'],
    ['mostly beyond 1', between, { column, min_value: 1, mostly: 90 }, 'INVALID_VALUE'],
    ['mostly as a text', between, { column, min_value: 1, mostly: '0.9' }, 'INVALID_VALUE'],
    ['no column', between, { min_value: 1 }, 'MISSING_KEY'],
    ['a condition without its parser', between, { column, min_value: 1, row_condition: 'b > 1' }, 'MISSING_KEY'],
    ['an unknown parser', between, { column, min_value: 1, row_condition: 'b > 1', condition_parser: 'panda' }, 'INVALID_VALUE'],
    ['a condition that is not read', between, { column, min_value: 1, row_condition: 'b + 1 > 2', condition_parser: 'pandas' }, 'INVALID_VALUE'],
    ['a condition of another kind', between, { column, min_value: 1, row_condition: 3, condition_parser: 'pandas' }, 'INVALID_VALUE'],
    ['no set', 'expect_column_values_to_be_in_set', { column, value_set: null }, 'INVALID_VALUE'],
    ['a nested set', 'expect_column_values_to_be_in_set', { column, value_set: [[1]] }, 'INVALID_VALUE'],
    ['a set with an inexact number', 'expect_column_values_to_be_in_set', { column, value_set: [2 ** 53] }, 'INVALID_VALUE'],
    ['an expression that is none', 'expect_column_values_to_match_regex', { column, regex: '(' }, 'PATTERN_INVALID'],
    ['an atomic group', 'expect_column_values_to_match_regex', { column, regex: '(?>a)' }, 'PATTERN_UNSUPPORTED'],
    ['an empty list of expressions', 'expect_column_values_to_match_regex_list', { column, regex_list: [] }, 'INVALID_VALUE'],
    ['an escape of two characters', 'expect_column_values_to_match_like_pattern', { column, like_pattern: 'a', escape: '!!' }, 'INVALID_VALUE'],
    [
      'a pattern that ends in its escape',
      'expect_column_values_to_match_like_pattern',
      { column, like_pattern: 'a!', escape: '!' },
      'PATTERN_INVALID',
    ],
    ['a format without a part of a date', 'expect_column_values_to_match_strftime_format', { column, strftime_format: 'abc' }, 'INVALID_VALUE'],
    ['a format of the machine', 'expect_column_values_to_match_strftime_format', { column, strftime_format: '%c' }, 'INVALID_VALUE'],
    [
      'a schema of an old draft',
      'expect_column_values_to_match_json_schema',
      { column, json_schema: { $schema: 'http://json-schema.org/draft-04/schema#' } },
      'UNSUPPORTED_CHECK',
    ],
    ['fences with exceptions', 'expect_column_values_to_not_be_outliers', { column, mostly: 0.9 }, 'UNSUPPORTED_CHECK'],
    ['a type in some values', 'expect_column_values_to_be_of_type', { column, type_: 'int', mostly: 0.9 }, 'UNSUPPORTED_CHECK'],
    ['a type without its digits', 'expect_column_values_to_be_of_type', { column, type_: 'DECIMAL' }, 'UNKNOWN_TYPE'],
    [
      'rough quantiles',
      'expect_column_quantile_values_to_be_between',
      { column, quantile_ranges: { quantiles: [0.5], value_ranges: [[1, 2]] }, allow_relative_error: true },
      'INVALID_VALUE',
    ],
    [
      'fewer ranges than quantiles',
      'expect_column_quantile_values_to_be_between',
      { column, quantile_ranges: { quantiles: [0.5, 0.6], value_ranges: [[1, 2]] } },
      'INVALID_VALUE',
    ],
    [
      'weights that do not add up',
      'expect_column_kl_divergence_to_be_less_than',
      { column, partition_object: { bins: [0, 1], weights: [0.5] }, threshold: 1 },
      'INVALID_VALUE',
    ],
    [
      'bins that do not increase',
      'expect_column_kl_divergence_to_be_less_than',
      { column, partition_object: { bins: [0, 0], weights: [1] }, threshold: 1 },
      'INVALID_VALUE',
    ],
    ['no partition', 'expect_column_kl_divergence_to_be_less_than', { column, threshold: 1 }, 'MISSING_KEY'],
    ['no threshold', 'expect_column_kl_divergence_to_be_less_than', { column, partition_object: { values: ['x'], weights: [1] } }, 'MISSING_KEY'],
    [
      'a distribution of some rows',
      'expect_column_kl_divergence_to_be_less_than',
      { column, partition_object: { values: ['x'], weights: [1] }, threshold: 1, row_condition: 'a > 1', condition_parser: 'pandas' },
      'UNSUPPORTED_CHECK',
    ],
    ['a column listed twice', 'expect_compound_columns_to_be_unique', { column_list: ['a', 'a'] }, 'DUPLICATE_NAME'],
    [
      'an unknown way to ignore rows',
      'expect_compound_columns_to_be_unique',
      { column_list: ['a', 'b'], ignore_row_if: 'both_values_are_missing' },
      'INVALID_VALUE',
    ],
    ['pairs of three', 'expect_column_pair_values_to_be_in_set', { column_A: 'a', column_B: 'b', value_pairs_set: [[1, 2, 3]] }, 'INVALID_VALUE'],
    ['a query that is none', 'unexpected_rows_expectation', { unexpected_rows_query: 'delete from {batch}' }, 'SQL_INVALID'],
    ['an unknown placeholder', 'unexpected_rows_expectation', { unexpected_rows_query: 'select * from {table}' }, 'SQL_INVALID'],
    ['an expectation of the contributed ones', 'expect_column_values_to_be_valid_iban', { column }, 'UNKNOWN_CHECK'],
    ['a name from every object', 'constructor', { column }, 'UNKNOWN_CHECK'],
  ] satisfies readonly (readonly [string, string, Kwargs, string])[])('refuses %s', (_, type, kwargs, code) => {
    expect(codes(type, kwargs)).toContain(code)
  })

  it.each([
    ['an empty suite', '{ "name": "s", "expectations": [] }', 'INVALID_VALUE'],
    ['a suite without a name', '{ "expectations": [{ "type": "expect_table_column_count_to_equal", "kwargs": { "value": 1 } }] }', 'MISSING_KEY'],
    ['an expectation that is a text', '{ "name": "s", "expectations": ["expect_table_row_count_to_equal"] }', 'INVALID_VALUE'],
    ['an expectation without a type', '{ "name": "s", "expectations": [{ "kwargs": {} }] }', 'MISSING_KEY'],
    ['both names of the type', '{ "name": "s", "expectations": [{ "type": "a", "expectation_type": "a", "kwargs": {} }] }', 'INVALID_VALUE'],
    ['kwargs that are a list', '{ "name": "s", "expectations": [{ "type": "expect_column_to_exist", "kwargs": [] }] }', 'INVALID_VALUE'],
    [
      'windows',
      '{ "name": "s", "expectations": [{ "type": "expect_column_to_exist", "kwargs": { "column": "a" }, "windows": [{}] }] }',
      'INVALID_VALUE',
    ],
    ['a NaN', 'name: s\nexpectations: [{ type: expect_column_max_to_be_between, kwargs: { column: a, min_value: .nan } }]', 'INVALID_VALUE'],
    [
      'a key from every object',
      '{ "name": "s", "expectations": [{ "type": "expect_column_to_exist", "kwargs": { "column": "a", "__proto__": 1 } }] }',
      'UNKNOWN_KEY',
    ],
    [
      'another such key',
      '{ "name": "s", "expectations": [{ "type": "expect_column_to_exist", "kwargs": { "column": "a", "constructor": 1 } }] }',
      'UNKNOWN_KEY',
    ],
  ])('refuses %s', (_, text, code) => expect(problemsOf(text).map((problem) => problem.code)).toContain(code))

  it('refuses what is nested without end', () => {
    const deep = `${'['.repeat(500)}1${']'.repeat(500)}`
    const text = `{ "name": "s", "expectations": [{ "type": "expect_column_values_to_be_in_set", "kwargs": { "column": "a", "value_set": ${deep} } }] }`
    expect(problemsOf(text).map(({ code }) => code)).toEqual(['INVALID_VALUE'])
  })

  it('keeps ids within 200 characters, and apart', () => {
    const long = 'x'.repeat(300)
    const expectation = { type: 'expect_column_values_to_be_unique', kwargs: { column: long } }
    const ids = parse(suite(expectation, expectation))?.checks.map(({ id }) => id) ?? []
    expect(ids.map((id) => id.length <= 200)).toEqual([true, true])
    expect(new Set(ids).size).toBe(2)
  })
})
