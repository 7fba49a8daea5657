import { describe, expect, it } from 'vitest'
import { type Contract, plainLexical } from '../contract.ts'
import { parseContract } from '../parse-contract.ts'
import type { ContractChange } from './contract-change.ts'
import { contractChanges } from './contract-changes.ts'

function contract(properties: readonly string[], quality: readonly string[] = [], more = ''): Contract {
  const items = (lines: readonly string[]) => lines.map((line) => `      - ${line}\n`).join('')
  const rules = quality.length === 0 ? '' : `    quality:\n${items(quality)}`
  const head = 'apiVersion: v3.1.0\nkind: DataContract\nid: t\nversion: 1.0.0\nstatus: active\n'
  return parseContract(`${head}schema:\n  - name: t\n    properties:\n${items(['{ name: id }', ...properties])}${rules}${more}`, 't.odcs.yaml')
}
const property = (rest: string) => contract([`{ name: a${rest} }`])
const own = (fields: string, more = '') =>
  contract(['{ name: a }', '{ name: b }'], [`{ type: custom, engine: seaworthy, ${more}implementation: { ${fields} } }`])

const brief = ({ column, field, before, after, compatible }: ContractChange) => [column, field, before, after, compatible]
const between = (before: Contract, after: Contract) => contractChanges(before, after).map(brief)

describe('contractChanges', () => {
  it('finds none between equal contracts, whatever their lines, ids and order', () => {
    const rules = ['{ id: x, metric: rowCount, mustBe: 3 }', '{ id: y, type: sql, query: select 1, mustBe: 1 }']
    const before = contract(['{ name: a, required: true }', '{ name: b }'], rules)
    const after = contract(
      ['{ name: b }', '{ name: a, required: true }'],
      [rules[1]?.replace('id: y', 'id: z') ?? '', rules[0] ?? ''],
      '    description: d\n',
    )
    expect(contractChanges(before, after)).toEqual([])
  })

  it('of a first contract are what it adds', () =>
    expect(contractChanges(null, property(''))).toEqual([
      {
        object: 't',
        column: null,
        field: 'object',
        before: null,
        after: '2 columns, 2 checks',
        compatible: true,
        why: 'nothing that was promised goes away',
      },
    ]))

  it('name an object that goes away', () => {
    const before = contract(['{ name: a }'], [], '  - { name: u, properties: [{ name: x }] }\n')
    expect(contractChanges(before, contract(['{ name: a }']))).toEqual([
      {
        object: 'u',
        column: null,
        field: 'object',
        before: '1 columns, 1 checks',
        after: null,
        compatible: false,
        why: 'who reads it finds it no more',
      },
    ])
  })

  it('of a column that comes or goes are told once, not by its checks too', () => {
    const [without, optional, required] = [contract([]), property(', logicalType: string'), property(', physicalType: bigint, required: true')]
    expect([between(without, optional), between(without, required), between(required, without)]).toEqual([
      [['a', 'column', null, 'string', true]],
      [['a', 'column', null, 'BIGINT, required', false]],
      [['a', 'column', 'BIGINT, required', null, false]],
    ])
  })

  it.each<[string, string, string, readonly unknown[]]>([
    ['a type', ', logicalType: integer', ', logicalType: number', ['a', 'type', 'integer', 'number', false]],
    ['a type that narrows', ', logicalType: number', ', logicalType: integer', ['a', 'type', 'number', 'integer', false]],
    ['a type that is said now', '', ', logicalType: integer', ['a', 'type', null, 'integer', true]],
    ['a type that is no longer said', ', logicalType: integer', '', ['a', 'type', 'integer', null, false]],
    ['a stored type', ', physicalType: int', ', physicalType: bigint', ['a', 'duckType', 'INTEGER', 'BIGINT', false]],
    [
      'a stored type that is said now',
      ', logicalType: integer',
      ', logicalType: integer, physicalType: int',
      ['a', 'duckType', null, 'INTEGER', true],
    ],
    ['nulls that are refused', '', ', required: true', ['a', 'required', 'false', 'true', true]],
    ['nulls that are accepted', ', required: true', '', ['a', 'required', 'true', 'false', false]],
    ['personal data that are declared', '', ', classification: pii', ['a', 'personal', null, 'any', false]],
    ['personal data that are not declared', ', classification: pii', '', ['a', 'personal', 'any', null, true]],
  ])('tell %s', (_, before, after, change) => expect(between(property(before), property(after))).toEqual([change]))

  it('tell how texts are written', () => {
    const format = (pattern: string) => property(`, logicalType: date, logicalTypeOptions: { format: ${pattern} }`)
    const [change] = contractChanges(format('yyyy-MM-dd'), format('yyyyMMdd'))
    expect(change).toMatchObject({ column: 'a', field: 'lexical', before: null, compatible: false, why: 'a text may mean another value now' })
    expect(JSON.parse(change?.after ?? '')).toEqual({ ...plainLexical, form: '[0-9]{4}[0-9]{2}[0-9]{2}', timeFormat: '%Y%m%d' })
    const semicolons = contract(['{ name: a }'], [], "servers: [{ format: csv, delimiter: ';' }]\n")
    expect(contractChanges(contract(['{ name: a }']), semicolons)).toMatchObject([{ column: null, field: 'text', before: null, compatible: false }])
  })

  it.each<[string, string, string, string, string | null, string | null, boolean]>([
    ['a wider range', 'check: range, column: a, minimum: 1', 'check: range, column: a, minimum: 0', 'minimum', '1', '0', false],
    [
      'a narrower range',
      'check: range, column: a, minimum: 1',
      'check: range, column: a, exclusiveMinimum: 1',
      'minimum',
      '1',
      '1 (exclusive)',
      true,
    ],
    ['a new end', 'check: range, column: a, minimum: 1', 'check: range, column: a, minimum: 1, maximum: 9', 'maximum', null, '9', true],
    ['an end that is gone', 'check: length, column: a, minimum: 1, maximum: 9', 'check: length, column: a, minimum: 1', 'maximum', '9', null, false],
    ['more values', 'check: in_set, column: a, values: [x]', 'check: in_set, column: a, values: [x, y]', 'values', '"x"', '"x", "y"', false],
    ['fewer values', 'check: in_set, column: a, values: [x, y]', 'check: in_set, column: a, values: [y]', 'values', '"x", "y"', '"y"', true],
    [
      'more values that are refused',
      'check: not_in_set, column: a, values: [x]',
      'check: not_in_set, column: a, values: [y, x]',
      'values',
      '"x"',
      '"y", "x"',
      true,
    ],
    [
      'values that all must come',
      'check: distinct_values, column: a, values: [x], match: superset',
      'check: distinct_values, column: a, values: [x, y], match: superset',
      'values',
      '"x"',
      '"x", "y"',
      true,
    ],
    [
      'a share that must pass',
      'check: not_null, column: a',
      'check: not_null, column: a, mostly: 0.9',
      'condition',
      '0',
      'at least 0.9 of the values passing',
      false,
    ],
    ['rows that no longer count', 'check: not_null, column: a', 'check: not_null, column: a, where: "b = 1"', 'where', null, 'b = 1', false],
    ['rows that count now', 'check: not_null, column: a, where: "b = 1"', 'check: not_null, column: a', 'where', 'b = 1', null, true],
    [
      'an older age',
      'check: freshness, column: a, maxAge: 1d',
      'check: freshness, column: a, maxAge: 2d',
      'maxAgeMs',
      '86400000',
      '172800000',
      false,
    ],
    [
      'a smaller distance',
      'check: drift, column: a, method: psi, threshold: 0.2',
      'check: drift, column: a, method: psi, threshold: 0.1',
      'threshold',
      '0.2',
      '0.1',
      true,
    ],
    [
      'a smaller p',
      'check: drift, column: a, method: chi_square_p, threshold: 0.2',
      'check: drift, column: a, method: chi_square_p, threshold: 0.1',
      'threshold',
      '0.2',
      '0.1',
      false,
    ],
    ['another pattern', 'check: pattern, column: a, patterns: [x]', 'check: pattern, column: a, patterns: [xy]', 'patterns', '/x/', '/xy/', false],
    [
      'patterns that all must be found',
      'check: pattern, column: a, patterns: [x, y], match: any',
      'check: pattern, column: a, patterns: [x, y]',
      'match',
      'any',
      'all',
      true,
    ],
    ['multiples of multiples', 'check: multiple_of, column: a, of: 5', 'check: multiple_of, column: a, of: 10', 'of', '5', '10', true],
    ['a strict order', 'check: ordered, column: a', 'check: ordered, column: a, strict: true', 'strict', 'false', 'true', true],
    [
      'fewer kinds of personal data',
      'check: personal_data, column: a',
      'check: personal_data, column: a, forbidden: [email]',
      'forbidden',
      '"email", "payment_card", "iban", "ip_address", "phone", "us_ssn"',
      '"email"',
      false,
    ],
    ['another query', 'check: sql, query: select 1, mustBe: 1', 'check: sql, query: select 2, mustBe: 1', 'query', 'select 1', 'select 2', false],
    ['a filter of rows', "check: row, must: 'a = 1'", "check: row, must: 'a = 2'", 'must', 'a = 1', 'a = 2', false],
  ])('tell %s', (_, before, after, field, old, now, compatible) => {
    const changes = contractChanges(own(before), own(after))
    expect(changes.map((change) => [change.field.split(': ')[1], change.before, change.after, change.compatible])).toEqual([
      [field, old, now, compatible],
    ])
  })

  it('do not take a tighter rule for one where failing rows are asked for', () =>
    expect(
      contractChanges(
        own('check: range, column: a, minimum: 1, mustBeGreaterThan: 5'),
        own('check: range, column: a, minimum: 2, mustBeGreaterThan: 5'),
      ),
    ).toMatchObject([{ compatible: false, why: 'it cannot be told that no more is accepted than before' }]))

  it('tell a check that comes, goes, or only warns now', () => {
    const [without, error, warning] = [
      own('check: row_count, mustBe: 1'),
      own('check: row_count, mustBe: 1', ''),
      own('check: row_count, mustBe: 1', 'severity: warning, '),
    ]
    const none = contract(['{ name: a }', '{ name: b }'])
    expect([between(none, error), between(without, none), between(warning, none), between(error, warning), between(warning, error)]).toEqual([
      [[null, 'row_count', null, 'rows: 1', true]],
      [[null, 'row_count', 'rows: 1', null, false]],
      [[null, 'row_count', 'rows: 1', null, true]],
      [[null, 'row_count: severity', 'error', 'warning', false]],
      [[null, 'row_count: severity', 'warning', 'error', true]],
    ])
  })

  it('let a warning change', () =>
    expect(
      contractChanges(own('check: row_count, mustBe: 1', 'severity: warning, '), own('check: row_count, mustBe: 2', 'severity: warning, ')),
    ).toMatchObject([
      { field: 'row_count: condition', before: '1', after: '2', compatible: true, why: 'it was a warning: nothing was refused for it' },
    ]))

  it('compares integers beyond 2^53 as such', () => {
    const format = (name: string) => property(`, logicalType: integer, logicalTypeOptions: { format: ${name} }`)
    expect(between(format('u64'), format('u128'))).toEqual([
      ['a', 'a.format: maximum', '18446744073709551615', '340282366920938463463374607431768211455', false],
    ])
    expect(between(format('i64'), format('i32')).map((change) => change.at(-1))).toEqual([true, true])
  })

  it('are sorted by object, column and field', () => {
    const before = contract(['{ name: b, required: true }', '{ name: a, required: true, logicalType: string }'], ['{ metric: rowCount, mustBe: 1 }'])
    const after = contract(['{ name: b }', '{ name: a, logicalType: integer }'])
    expect(between(before, after).map(([column, field]) => [column, field])).toEqual([
      [null, 'row_count'],
      ['a', 'required'],
      ['a', 'type'],
      ['b', 'required'],
    ])
  })
})
