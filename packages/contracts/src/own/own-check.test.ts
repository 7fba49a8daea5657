import { describe, expect, it } from 'vitest'
import type { Check } from '../check.ts'
import { contractReader } from '../reading/contract-reader.ts'
import { yamlSource } from '../reading/yaml-source.ts'
import { ownCheck } from './own-check.ts'

const columns = new Map([
  ['delay', 'DELAY'],
  ['origin', 'origin'],
  ['date', 'date'],
])

function read(yaml: string, column: string | null = 'DELAY') {
  const source = yamlSource(yaml)
  if (!('source' in source)) throw new Error(yaml)
  const reader = contractReader(source.source)
  const tables = new Map([['airports', new Map([['code', 'CODE']])]])
  const check = ownCheck(source.source.value, { path: [], reader, object: 'flights', column, columns, tables, line: 7 })
  return { check, problems: reader.problems.map(({ code, column: at, hint }) => ({ code, at, hint })) }
}
const checkOf = (yaml: string, column?: string | null): Check | null => read(yaml, column).check
const codesOf = (yaml: string) => read(yaml).problems.map(({ code }) => code)
const head = (id: string) => ({ id, severity: 'error', line: 7 })
const all = { condition: { operator: 'equal', value: 0, unit: 'rows' }, where: null }

describe('a check in our own words', () => {
  it('is about the column under which it stands, else about the one that it names', () => {
    expect(checkOf('{ check: not_null }')).toEqual({ kind: 'not_null', ...head('DELAY.not_null'), column: 'DELAY', ...all })
    expect(checkOf('{ check: not_null, column: origin }')).toEqual({ kind: 'not_null', ...head('origin.not_null'), column: 'origin', ...all })
  })

  it('takes names of the contract and of the data', () =>
    expect(checkOf('{ check: unique, columns: [delay, DELAY, date] }', null)).toMatchObject({ columns: ['DELAY', 'DELAY', 'date'] }))

  it.each(['maxAge', 'max_age'])('takes fields in both spellings: %s', (field) =>
    expect(checkOf(`{ check: freshness, column: date, ${field}: 36h }`)).toEqual({
      kind: 'freshness',
      ...head('date.freshness'),
      column: 'date',
      maxAgeMs: 129_600_000,
    }),
  )

  it.each([
    ['mostly: 0.9', { operator: 'greater_or_equal', value: 0.9, unit: 'passing' }],
    ['mostly: 1', { operator: 'equal', value: 0, unit: 'rows' }],
    ['must_be_less_than: 5, unit: percent', { operator: 'less', value: 5, unit: 'percent' }],
    ['mustBeBetween: [1, 2]', { operator: 'between', low: 1, high: 2, unit: 'rows' }],
  ])('says how many rows may fail: %s', (given, condition) =>
    expect(checkOf(`{ check: in_set, values: [1], ${given} }`)).toMatchObject({ condition }),
  )

  it('says which rows count', () =>
    expect(checkOf(`{ check: in_set, values: [1], where: "origin = 'ABE' and delay < date" }`)).toMatchObject({
      where: {
        kind: 'all',
        parts: [
          { kind: 'compare', column: 'origin', operator: '=', value: 'ABE' },
          { kind: 'compare_columns', left: 'DELAY', operator: '<', right: 'date' },
        ],
      },
    }))

  it.each<[string, object]>([
    ['{ check: column_present, index: 2 }', { kind: 'column_present', column: 'DELAY', index: 2 }],
    ['{ check: columns, names: [delay, date], match: ordered }', { kind: 'columns', names: ['DELAY', 'date'], match: 'ordered' }],
    [
      '{ check: null_count, missing: [-1, x], mustBe: 3 }',
      { kind: 'null_count', missing: [-1, 'x'], condition: { operator: 'equal', value: 3, unit: 'rows' } },
    ],
    ['{ check: duplicates }', { kind: 'duplicates', columns: null, count: 'repeats' }],
    [
      '{ check: range, minimum: 1, exclusive_maximum: 2.5 }',
      { type: 'number', minimum: { value: 1, exclusive: false }, maximum: { value: 2.5, exclusive: true } },
    ],
    [
      "{ check: range, column: date, type: date, minimum: '2001-02-03' }",
      { type: 'date', minimum: { value: '2001-02-03', exclusive: false }, maximum: null },
    ],
    ["{ check: pattern, patterns: ['a(?=b)', 'c'], match: any }", { patterns: [{ re2: null }, { re2: 'c' }], match: 'any' }],
    ['{ check: length, unit: bytes, maximum: 3 }', { unit: 'bytes', minimum: null, maximum: 3 }],
    ['{ check: aggregate, measure: quantile, p: 0.5, minimum: 1 }', { measure: { name: 'quantile', p: 0.5, interpolation: 'linear' } }],
    ['{ check: aggregate, measure: mean, maximum: 1 }', { measure: { name: 'mean' }, minimum: null, maximum: { value: 1, exclusive: false } }],
    ['{ check: drift, method: ks, threshold: 0.1 }', { method: 'ks', threshold: 0.1, reference: { kind: 'profile' } }],
    [
      '{ check: drift, method: psi, threshold: 0.1, reference: { edges: [0, 1, 2], weights: [0.4, 0.5], tails: [0, 0.1] } }',
      { reference: { kind: 'bins', edges: [0, 1, 2], weights: [0.4, 0.5], tails: [0, 0.1] } },
    ],
    [
      '{ check: drift, method: psi, threshold: 0.1, reference: { values: [a, b], weights: [0.4, 0.6] } }',
      { reference: { kind: 'values', values: ['a', 'b'], weights: [0.4, 0.6] } },
    ],
    [
      '{ check: foreign_key, columns: [origin], table: airports, references: [code] }',
      { columns: ['origin'], table: 'airports', references: ['CODE'], ignore: 'any_null' },
    ],
    ["{ check: sql, query: 'select max({column}) from {object};', mustBe: 1 }", { column: null, query: 'select max("DELAY") from "flights"' }],
    ['{ check: personal_data }', { forbidden: ['email', 'payment_card', 'iban', 'ip_address', 'phone', 'us_ssn'] }],
    ['{ check: tuple_in_set, columns: [origin, date], values: [[a, null]], ignore: never }', { values: [['a', null]], ignore: 'never' }],
    ['{ check: json_schema, schema: { type: array } }', { schema: { type: 'array' }, draft: '2020-12' }],
  ])('reads %s', (yaml, check) => expect(checkOf(yaml)).toMatchObject(check))

  it.each([
    ['a list', '[]', 'INVALID_VALUE'],
    ['no name', '{ column: delay }', 'MISSING_KEY'],
    ['an unknown name', '{ check: not_nul }', 'UNKNOWN_CHECK'],
    ['a name that is no text', '{ check: 3 }', 'UNKNOWN_CHECK'],
    ['a name of every prototype', '{ check: constructor }', 'UNKNOWN_CHECK'],
    ['an unknown field', '{ check: not_null, colum: delay }', 'UNKNOWN_KEY'],
    ['a field of every prototype', '{ check: not_null, __proto__: { column: x } }', 'UNKNOWN_KEY'],
    ['one field in two spellings', '{ check: freshness, column: date, max_age: 1d, maxAge: 1d }', 'UNKNOWN_KEY'],
    ['a column where several go', '{ check: foreign_key, column: origin, table: airports, references: [code] }', 'UNKNOWN_KEY'],
    ['a missing field', '{ check: multiple_of }', 'MISSING_KEY'],
    ['a number in quotes', "{ check: multiple_of, of: '3' }", 'INVALID_VALUE'],
    ['no number', '{ check: multiple_of, of: .nan }', 'INVALID_VALUE'],
    ['an unknown column', '{ check: not_null, column: delai }', 'UNKNOWN_COLUMN'],
    ['an unknown column in a filter', '{ check: not_null, where: "delai > 3" }', 'UNKNOWN_COLUMN'],
    ['a filter that is none', '{ check: not_null, where: "delay >" }', 'INVALID_VALUE'],
    ['an unknown table', '{ check: same_rows, table: airport }', 'UNKNOWN_OBJECT'],
    ['an unknown column of a table', '{ check: foreign_key, table: airports, references: [cod] }', 'UNKNOWN_COLUMN'],
    ['keys of several lengths', '{ check: foreign_key, columns: [origin, date], table: airports, references: [code] }', 'INVALID_VALUE'],
    ['a share beyond 1', '{ check: not_null, mostly: 95 }', 'INVALID_VALUE'],
    ['a share and an operator', '{ check: not_null, mostly: 0.5, mustBe: 0 }', 'INVALID_VALUE'],
    ['two operators', '{ check: row_count, mustBe: 0, mustNotBe: 1 }', 'INVALID_VALUE'],
    ['no operator', '{ check: row_count }', 'MISSING_KEY'],
    ['a unit alone', '{ check: not_null, unit: percent }', 'INVALID_VALUE'],
    ['operators upside down', '{ check: row_count, mustBeBetween: [2, 1] }', 'INVALID_VALUE'],
    ['no end', '{ check: range }', 'MISSING_KEY'],
    ['ends upside down', '{ check: range, minimum: 3, maximum: 1 }', 'INVALID_VALUE'],
    ['two ends of one side', '{ check: range, minimum: 3, exclusiveMinimum: 1 }', 'INVALID_VALUE'],
    ['an end of another type', '{ check: range, type: date, minimum: 3x }', 'INVALID_VALUE'],
    ['lengths upside down', '{ check: length, minimum: 3, maximum: 1 }', 'INVALID_VALUE'],
    ['a pattern that is none', "{ check: pattern, patterns: ['('] }", 'PATTERN_INVALID'],
    ['a schema that is none', '{ check: json_schema, schema: { minimun: 3 } }', 'UNKNOWN_KEY'],
    ['a quantile of nothing', '{ check: aggregate, measure: quantile, minimum: 1 }', 'MISSING_KEY'],
    ['a quantile of another measure', '{ check: aggregate, measure: mean, p: 0.5, minimum: 1 }', 'INVALID_VALUE'],
    ['an age that is none', '{ check: freshness, max_age: soon }', 'INVALID_VALUE'],
    ['edges that do not increase', '{ check: drift, method: psi, threshold: 1, reference: { edges: [0, 0], weights: [1] } }', 'INVALID_VALUE'],
    ['weights without edges', '{ check: drift, method: psi, threshold: 1, reference: { edges: [0, 1], weights: [1, 2] } }', 'INVALID_VALUE'],
    ['values without weights', '{ check: drift, method: psi, threshold: 1, reference: { values: [a, b], weights: [1] } }', 'INVALID_VALUE'],
    ['tuples of another size', '{ check: tuple_in_set, columns: [date, origin], values: [[1]] }', 'INVALID_VALUE'],
    ['a statement that is no SELECT', '{ check: sql, query: drop table t, mustBe: 0 }', 'SQL_INVALID'],
    ['an unknown kind of personal data', '{ check: personal_data, forbidden: [e-mail] }', 'INVALID_VALUE'],
  ])('is refused with %s', (_, yaml, code) => expect(codesOf(yaml)).toEqual([code]))

  it('needs a column where it stands under none', () =>
    expect(read('{ check: not_null }', null).problems).toEqual([{ code: 'MISSING_KEY', at: 1, hint: 'name it, or put the rule under it' }]))

  it('names the nearest, at the place of what is written', () => {
    expect(read('{ check: not_nul }').problems).toEqual([{ code: 'UNKNOWN_CHECK', at: 10, hint: 'did you mean "not_null"?' }])
    expect(read('{ check: freshness, max_aeg: 1d }').problems).toMatchObject([{ code: 'MISSING_KEY' }, { code: 'UNKNOWN_KEY', at: 21 }])
    expect(read('{ check: freshness, column: date, max_age: 1 lightyear }').problems).toMatchObject([{ code: 'INVALID_VALUE', at: 44 }])
  })
})
