import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { column, type Kwargs, parse, problemsOf, suite } from './fixtures/suite.ts'
import { greatExpectationsNames } from './names.ts'

describe('a suite that cannot be checked', () => {
  const codes = (type: string, kwargs: Kwargs) => problemsOf(suite({ type, kwargs })).map(({ code }) => code)
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

  it('ends in checks or in coded problems, whatever the arguments are', () => {
    const keys = fc.constantFrom(
      'column',
      'column_A',
      'column_list',
      'min_value',
      'max_value',
      'mostly',
      'value_set',
      'regex',
      'row_condition',
      'condition_parser',
      '__proto__',
    )
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('pandas', 'spark', 'a > 1', '(?<', 'col("a") > 1', -1, 0.5, 1e300, []))
    const kwargs = fc.dictionary(keys, value)
    const property = fc.property(fc.constantFrom(...Object.keys(greatExpectationsNames)), kwargs, (type, given) => {
      const text = suite({ type, kwargs: given })
      expect(problemsOf(text).length > 0 || (parse(text)?.checks.length ?? 0) > 0).toBe(true)
    })
    fc.assert(property, { seed: 4, numRuns: 1000 })
  })
})
