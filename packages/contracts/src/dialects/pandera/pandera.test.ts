import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Check } from '../../check.ts'
import { ContractError } from '../../errors.ts'
import { parseContract } from '../../parse-contract.ts'
import { checkNames } from './check-entry.ts'
import { panderaNames } from './names.ts'

const parse = (text: string) => parseContract(text, 'schema.yaml').objects[0]
const schema = (column: string, more = '') => `schema_type: dataframe\nversion: 0.35.0\n${more}columns:\n  a: { ${column} }\n`
const none = { operator: 'equal', value: 0, unit: 'rows' }
const all = { condition: none, where: null }
const column = 'a'

/** The checks of one column, without its presence and what is said of nulls. */
function checksOf(written: string, more = ''): readonly Omit<Check, 'line' | 'severity'>[] {
  const checks = parse(schema(written, more))?.checks ?? []
  return checks.filter(({ id }) => !/^a\.(present|nullable|nan|type)$/.test(id)).map(({ line, severity, ...check }) => check)
}

function problemsOf(text: string) {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof ContractError) return error.problems.map(({ code, line, hint }) => ({ code, line, hint }))
    throw error
  }
  return []
}

describe('pandera', () => {
  it('asks of a column that it is there, of its type, and without missing values', () => {
    const text = `schema_type: dataframe
api: pandas
name: flights
columns:
  delay:
    title: Delay
    description: in minutes
    dtype: float64
    metadata: { unit: min }
  code:
    dtype: string[pyarrow]
    nullable: true
    required: false
    unique: true
    report_duplicates: exclude_first
`
    expect(parse(text)).toEqual({
      name: 'flights',
      text: null,
      notes: [],
      columns: [
        { name: 'delay', type: 'number', duckType: 'DOUBLE', required: true, line: 6, lexical: null, personal: null },
        { name: 'code', type: 'string', duckType: 'VARCHAR', required: false, optional: true, line: 11, lexical: null, personal: null },
      ],
      checks: [
        { kind: 'column_present', id: 'delay.present', severity: 'error', line: 6, column: 'delay', index: null },
        { kind: 'type', id: 'delay.type', severity: 'error', line: 8, column: 'delay', type: 'number', duckType: 'DOUBLE' },
        { kind: 'not_null', id: 'delay.nullable', severity: 'error', line: 6, column: 'delay', ...all },
        { kind: 'finite', id: 'delay.nan', severity: 'error', line: 6, column: 'delay', allow: 'infinity', ...all },
        { kind: 'type', id: 'code.type', severity: 'error', line: 11, column: 'code', type: 'string', duckType: 'VARCHAR' },
        { kind: 'duplicates', id: 'code.unique', severity: 'error', line: 14, columns: ['code'], count: 'repeats', ...all },
      ],
    })
    expect(parseContract(text, 'schema.yaml').dialect).toBe('pandera')
  })

  it('has a name in the table for each check', () => {
    expect(checkNames.filter((name) => !Object.hasOwn(panderaNames, name))).toEqual([])
  })

  it.each([
    ['equal_to: x', { kind: 'in_set', id: 'a.equal_to', values: ['x'] }],
    ['eq: { value: 3 }', { kind: 'in_set', id: 'a.equal_to', values: [3] }],
    ['not_equal_to: 3', { kind: 'not_in_set', id: 'a.not_equal_to', values: [3] }],
    ['greater_than: 3', { kind: 'range', id: 'a.greater_than', type: 'number', minimum: { value: 3, exclusive: true }, maximum: null }],
    ['ge: 3', { kind: 'range', id: 'a.greater_than_or_equal_to', type: 'number', minimum: { value: 3, exclusive: false }, maximum: null }],
    ['less_than: { max_value: 3 }', { kind: 'range', id: 'a.less_than', type: 'number', minimum: null, maximum: { value: 3, exclusive: true } }],
    ['le: b', { kind: 'range', id: 'a.less_than_or_equal_to', type: 'string', minimum: null, maximum: { value: 'b', exclusive: false } }],
    [
      'in_range: { min_value: 1, max_value: 2, include_max: false }',
      { kind: 'range', id: 'a.in_range', type: 'number', minimum: { value: 1, exclusive: false }, maximum: { value: 2, exclusive: true } },
    ],
    [
      "between: { min_value: '2020-01-01 00:00:00', max_value: '2020-12-31' }",
      {
        kind: 'range',
        id: 'a.in_range',
        type: 'timestamp',
        minimum: { value: '2020-01-01 00:00:00', exclusive: false },
        maximum: { value: '2020-12-31', exclusive: false },
      },
    ],
    ['isin: [x, null, x, 1]', { kind: 'in_set', id: 'a.isin', values: ['x', 1] }],
    ['isin: xyx', { kind: 'in_set', id: 'a.isin', values: ['x', 'y'] }],
    ['notin: [1]', { kind: 'not_in_set', id: 'a.notin', values: [1] }],
    [
      'str_matches: a|b',
      { kind: 'pattern', id: 'a.str_matches', match: 'all', patterns: [{ source: 'a|b', re2: '^(?:a|b)', javascript: '^(?:a|b)' }] },
    ],
    ['str_contains: a|b', { kind: 'pattern', id: 'a.str_contains', match: 'all', patterns: [{ source: 'a|b', re2: 'a|b', javascript: 'a|b' }] }],
    [
      'str_startswith: a.',
      { kind: 'pattern', id: 'a.str_startswith', match: 'all', patterns: [{ source: 'a.', re2: '^a\\.', javascript: '^a\\.' }] },
    ],
    [
      'str_endswith: { string: a. }',
      { kind: 'pattern', id: 'a.str_endswith', match: 'all', patterns: [{ source: 'a.', re2: 'a\\.$', javascript: 'a\\.$' }] },
    ],
    ['str_length: 3', { kind: 'length', id: 'a.str_length', unit: 'code_points', minimum: 3, maximum: 3 }],
    ['str_length: { min_value: 3 }', { kind: 'length', id: 'a.str_length', unit: 'code_points', minimum: 3, maximum: null }],
  ])('reads %s', (written, check) => expect(checksOf(written)).toEqual([{ column, ...check, ...all }]))

  it('wants exactly the values of unique_values_eq', () => {
    expect(checksOf('unique_values_eq: [x, y]')).toEqual([
      { kind: 'distinct_values', id: 'a.unique_values_eq', column, values: ['x', 'y'], match: 'equal', where: null },
    ])
  })

  it('reads checks as a list, as a map and beside the other keys alike', () => {
    const flat = checksOf('greater_than: { min_value: 3, raise_warning: true }')
    expect(checksOf('checks: { greater_than: { min_value: 3, options: { raise_warning: true } } }')).toEqual(flat)
    const list = schema('checks: [{ min_value: 3, options: { check_name: greater_than, raise_warning: true, n_failure_cases: 5 } }]')
    expect(checksOf('checks: [{ value: 3, options: { check_name: greater_than, raise_warning: true } }]')).toEqual(flat)
    expect(parse(list)?.checks.at(-1)).toMatchObject({ id: 'a.greater_than', severity: 'warning' })
  })

  it('takes a NaN of a column of floats for a missing value', () => {
    const where = { kind: 'not', part: { kind: 'compare', column, operator: '=', value: Number.NaN } }
    expect(checksOf('dtype: float64, nullable: true, ge: 0')).toMatchObject([{ id: 'a.greater_than_or_equal_to', where }])
    expect(checksOf('dtype: int64, nullable: true, ge: 0')).toMatchObject([{ where: null }])
  })

  it('fails missing values where ignore_na is false, but where they differ from what is forbidden', () => {
    const ids = (written: string) => checksOf(written).map(({ id, kind }) => [id, kind])
    expect(ids('nullable: true, str_startswith: { string: x, ignore_na: false }')).toEqual([
      ['a.str_startswith', 'pattern'],
      ['a.str_startswith.missing', 'not_null'],
    ])
    expect(ids('nullable: true, ne: { value: x, ignore_na: false }')).toEqual([['a.not_equal_to', 'not_in_set']])
  })

  it('has values convert where they are coerced, whatever type the file has', () => {
    const [, check] = parse(schema('dtype: int64, coerce: true, nullable: true'))?.checks ?? []
    const same = { kind: 'compare_columns', left: 'a', operator: '=', right: 'a' }
    expect(check).toEqual({
      kind: 'row',
      id: 'a.type',
      severity: 'error',
      line: 4,
      must: { kind: 'any', parts: [{ kind: 'null', column }, same] },
      ...all,
    })
    expect(parse(schema('dtype: int64', 'coerce: true\n'))?.columns[0]).toMatchObject({ type: 'integer', duckType: null })
    expect(parse(schema('dtype: str, coerce: true'))?.checks.map(({ id }) => id)).toEqual(['a.present', 'a.nullable'])
  })

  it('lets the type of the whole schema go before those of its columns', () => {
    expect(parse(schema('dtype: str', 'dtype: int64\n'))?.columns[0]).toMatchObject({ type: 'integer', duckType: 'BIGINT' })
  })

  it.each([
    ['int', 'integer', 'BIGINT'],
    ['UInt8', 'integer', 'UTINYINT'],
    ['int32[pyarrow]', 'integer', 'INTEGER'],
    ['float32', 'number', 'FLOAT'],
    ['Decimal(10, 2)', 'number', 'DECIMAL(10,2)'],
    ['decimal', 'number', 'DECIMAL(28,0)'],
    ['object', 'string', 'VARCHAR'],
    ['category', 'string', null],
    ['boolean', 'boolean', 'BOOLEAN'],
    ['datetime64[ns]', 'timestamp', null],
    ['datetime64[ns, Europe/Berlin]', 'timestamp', 'TIMESTAMP WITH TIME ZONE'],
    ['date', 'date', 'DATE'],
  ])('knows the type %s', (dtype, type, duckType) => expect(parse(schema(`dtype: '${dtype}'`))?.columns[0]).toMatchObject({ type, duckType }))

  it('knows types that no text file holds', () => {
    expect(parse(schema("dtype: 'timedelta64[ns]'"))?.checks[1]).toMatchObject({ kind: 'type_in', duckTypes: ['INTERVAL'] })
  })

  it('fills missing values by a default before they are checked', () => {
    expect(parse(schema('default: 3'))?.checks.map(({ id }) => id)).toEqual(['a.present'])
  })

  it('checks the shape of the frame', () => {
    const shape = (more: string) => parse(`${schema('', more)}  b: {}\n`)?.checks.filter(({ id }) => !/^[ab]\./.test(id))
    const head = { severity: 'error', line: 3 }
    expect(shape('strict: true\n')).toEqual([{ kind: 'columns', id: 'strict', ...head, names: ['a', 'b'], match: 'subset' }])
    expect(shape('strict: true\nordered: true\n')).toMatchObject([{ kind: 'columns', id: 'ordered', names: ['a', 'b'], match: 'ordered' }])
    expect(shape('unique: [a, b]\n')).toEqual([{ kind: 'duplicates', id: 'a,b.unique', ...head, columns: ['a', 'b'], count: 'all', ...all }])
    expect(shape('unique: [[a], [a, b]]\nreport_duplicates: exclude_last\n')).toMatchObject([{ columns: ['a', 'b'], count: 'repeats' }])
    expect(parse(schema('', 'unique: a\n'))?.checks.at(-1)).toMatchObject({ columns: ['a'] })
  })

  it('holds every column to the checks of the frame', () => {
    const text = `${schema('', 'strict: true\nchecks: { ge: 0 }\n')}  b: {}\n`
    expect(
      parse(text)
        ?.checks.filter(({ kind }) => kind === 'range')
        .map(({ id }) => id),
    ).toEqual(['a.greater_than_or_equal_to', 'b.greater_than_or_equal_to'])
  })

  it('takes columns as a list too, and the index that numbers rows for what it is', () => {
    const text =
      'schema_type: dataframe\ncolumns: [{ name: a, dtype: int64 }]\nindex: [{ dtype: int64, nullable: false, checks: null, name: null }]\n'
    expect(parse(text)?.columns.map(({ name }) => name)).toEqual(['a'])
  })

  it('tells all problems at once, with place and nearest name', () => {
    const text = `schema_type: dataframe
ordred: true
columns:
  a:
    dtype: int46
    nulable: true
    greater_then: 3
  b:
    checks:
      is_in: [1]
`
    expect(problemsOf(text)).toEqual([
      { code: 'UNKNOWN_KEY', line: 2, hint: 'did you mean "ordered"?' },
      { code: 'UNKNOWN_TYPE', line: 5, hint: 'did you mean "int16"?' },
      { code: 'UNKNOWN_KEY', line: 6, hint: 'did you mean "nullable"?' },
      { code: 'UNKNOWN_KEY', line: 7, hint: 'did you mean "greater_than"?' },
      { code: 'UNKNOWN_CHECK', line: 10, hint: 'did you mean "isin"?' },
    ])
  })

  it.each([
    ['another type of schema', 'schema_type: series\ncolumns: { a: {} }', 'INVALID_VALUE'],
    ['another library', schema('', 'api: polars\n'), 'INVALID_VALUE'],
    ['no columns', 'schema_type: dataframe', 'MISSING_KEY'],
    ['empty columns', 'schema_type: dataframe\ncolumns: {}', 'MISSING_KEY'],
    ['a column of several levels', 'schema_type: dataframe\ncolumns: [{ name: [a, b] }]', 'INVALID_VALUE'],
    ['a column that is nothing', 'schema_type: dataframe\ncolumns: { a: }', 'INVALID_VALUE'],
    ['a column twice', 'schema_type: dataframe\ncolumns: [{ name: a }, { name: A }]', 'DUPLICATE_NAME'],
    ['columns by pattern', schema('regex: true'), 'UNSUPPORTED_CHECK'],
    ['dropped rows', schema('', 'drop_invalid_rows: true\n'), 'UNSUPPORTED_CHECK'],
    ['dropped rows of a column', schema('drop_invalid_rows: true'), 'UNSUPPORTED_CHECK'],
    ['added columns', schema('', 'add_missing_columns: true\n'), 'UNSUPPORTED_CHECK'],
    ['filtered columns', schema('', 'strict: filter\n'), 'UNSUPPORTED_CHECK'],
    ['an order among more columns', schema('', 'ordered: true\n'), 'UNSUPPORTED_CHECK'],
    ['an index', schema('', 'index: [{ dtype: str, name: id }]\n'), 'UNSUPPORTED_CHECK'],
    ['an index of several levels', schema('', 'index: [{}, {}]\n'), 'UNSUPPORTED_CHECK'],
    ['columns that are not described, and converted', schema('', 'dtype: int64\ncoerce: true\n'), 'UNSUPPORTED_CHECK'],
    ['checks of frames with columns that are not described', schema('', 'checks: { ge: 0 }\n'), 'UNSUPPORTED_CHECK'],
    ['checks of texts for the frame', schema('', 'strict: true\nchecks: { str_length: 3 }\n'), 'INVALID_VALUE'],
    ['unknown columns that are unique', schema('', 'unique: [b]\n'), 'UNKNOWN_COLUMN'],
    ['a test of a hypothesis', schema('two_sample_ttest: { sample1: a }'), 'UNSUPPORTED_CHECK'],
    ['groups', schema('checks: { gt: { min_value: 1, groupby: b } }'), 'INVALID_VALUE'],
    ['a check of the list without its name', schema('checks: [{ min_value: 1 }]'), 'MISSING_KEY'],
    ['checks that are a text', schema('checks: gt'), 'INVALID_VALUE'],
    ['an unknown argument', schema('gt: { min_value: 1, minvalue: 2 }'), 'UNKNOWN_KEY'],
    ['an unknown option', schema('gt: { min_value: 1, options: { ignore_nan: true } }'), 'UNKNOWN_KEY'],
    ['an argument of another check', schema('gt: { max_value: 1 }'), 'MISSING_KEY'],
    ['a check without its argument', schema('gt: null'), 'MISSING_KEY'],
    ['a range with one end', schema('in_range: 3'), 'MISSING_KEY'],
    ['a range upside down', schema('in_range: { min_value: 3, max_value: 2 }'), 'INVALID_VALUE'],
    ['a range of two types', schema('in_range: { min_value: 3, max_value: b }'), 'INVALID_VALUE'],
    ['a text beside numbers', schema("dtype: int64, gt: '3'"), 'INVALID_VALUE'],
    ['a number beside texts', schema('dtype: str, gt: 3'), 'INVALID_VALUE'],
    ['a NaN', schema('gt: .nan'), 'INVALID_VALUE'],
    ['an inexact number', schema('isin: [9007199254740993]'), 'INVALID_VALUE'],
    ['an inexact bound', schema('gt: 9007199254740993'), 'INVALID_VALUE'],
    ['a length without numbers', schema('str_length: {}'), 'MISSING_KEY'],
    ['a length upside down', schema('str_length: { min_value: 3, max_value: 2 }'), 'INVALID_VALUE'],
    ['an expression that is none', schema("str_matches: '('"), 'PATTERN_INVALID'],
    ['a possessive repeat', schema('str_matches: a++'), 'PATTERN_UNSUPPORTED'],
    ['a key from every object', schema('constructor: 3'), 'UNKNOWN_KEY'],
    ['another such key', schema('__proto__: 3'), 'UNKNOWN_KEY'],
    ['a check from every object', schema('checks: { toString: 3 }'), 'UNKNOWN_CHECK'],
  ])('refuses %s', (_, text, code) => expect(problemsOf(text).map((problem) => problem.code)).toContain(code))

  it('ends in checks or in coded problems, whatever stands in a column', () => {
    const keys = fc.constantFrom(...Object.keys(panderaNames), 'checks', 'default', 'regex', '__proto__', 'constructor')
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('int64', 'float64', true, false, 3, -0.5, 'a(', [1, null], { min_value: 1, options: {} }))
    const property = fc.property(fc.dictionary(keys, value), (column) => {
      const text = JSON.stringify({ schema_type: 'dataframe', columns: { a: column, b: {} } })
      expect(problemsOf(text).length > 0 || (parse(text)?.checks.length ?? 0) > 0).toBe(true)
    })
    fc.assert(property, { seed: 4, numRuns: 1000 })
  })
})
