import { describe, expect, it } from 'vitest'
import { parseContract } from '../../parse-contract.ts'
import { definitions } from './definitions.ts'
import { all, checksOf, column, end, parse, problemsOf, suite } from './fixtures/suite.ts'
import { greatExpectationsNames, greatExpectationsRefused } from './names.ts'

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

  it('keeps ids within 200 characters, and apart', () => {
    const long = 'x'.repeat(300)
    const expectation = { type: 'expect_column_values_to_be_unique', kwargs: { column: long } }
    const ids = parse(suite(expectation, expectation))?.checks.map(({ id }) => id) ?? []
    expect(ids.map((id) => id.length <= 200)).toEqual([true, true])
    expect(new Set(ids).size).toBe(2)
  })
})
