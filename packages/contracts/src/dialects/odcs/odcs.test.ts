import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { describeCheck } from '../../describe-check.ts'
import { parseContract } from '../../parse-contract.ts'
import { checksOf, codesOf, head, problemsOf, property } from './fixtures/contract-text.ts'

const flights = `${head}schema:
  - name: flights
    logicalType: object
    properties:
      - name: date
        logicalType: timestamp
        required: true
        logicalTypeOptions: { minimum: '2001-01-01', exclusiveMaximum: '2001-07-01T00:00:00' }
      - name: delay
        logicalType: integer
        physicalType: int64
        required: true
        logicalTypeOptions: { minimum: -120, maximum: 1200 }
      - name: origin
        logicalType: string
        logicalTypeOptions: { pattern: '^[A-Z]{3}$', minLength: 3, maxLength: 3 }
        quality:
          - { metric: nullValues, mustBeLessThan: 5, unit: percent, severity: WARNING }
          - { metric: invalidValues, arguments: { validValues: [ABE, YAK] }, mustBe: 0 }
    quality:
      - { type: library, metric: rowCount, mustBeBetween: [1, 4000000] }
      - { name: whole rows twice, metric: duplicateValues, mustBe: 0, severity: warning }
      - name: route_distance
        type: sql
        query: select count(*) from (select origin from \${object} group by origin having count(distinct distance) > 1);
        mustBe: 0
      - { type: text, description: dates are actual departures }
`

describe('an ODCS contract', () => {
  it('gives every check an id, a severity, its line and what must hold', () => {
    const [object] = parseContract(flights, 'c.odcs.yaml').objects
    expect(object?.checks.map((check) => `${check.id} | ${check.kind} | ${check.severity} | ${check.line} | ${describeCheck(check)}`)).toEqual([
      'date.present | column_present | error | 10 | present',
      'date.type | type | error | 11 | of type timestamp',
      'date.required | not_null | error | 12 | not null',
      'date.range | range | error | 13 | at least 2001-01-01 and less than 2001-07-01 00:00:00',
      'delay.present | column_present | error | 14 | present',
      'delay.type | type | error | 15 | of type integer (BIGINT)',
      'delay.required | not_null | error | 17 | not null',
      'delay.range | range | error | 18 | between -120 and 1200',
      'origin.present | column_present | error | 19 | present',
      'origin.type | type | error | 20 | of type string',
      'origin.length | length | error | 21 | 3 characters',
      'origin.pattern | pattern | error | 21 | matches /^[A-Z]{3}$/',
      'origin.nulls | null_count | warning | 23 | nulls: less than 5%',
      'origin.valid | in_set | error | 24 | one of "ABE", "YAK"',
      'row_count | row_count | error | 26 | rows: between 1 and 4000000',
      'whole_rows_twice | duplicates | warning | 27 | duplicates of whole rows: 0',
      'route_distance | sql | error | 28 | route_distance yields 0',
    ])
  })

  it('is read whole, with all that the standard can ask for', async () => {
    const text = await readFile(new URL('../../../fixtures/odcs/shop.odcs.yaml', import.meta.url), 'utf8')
    const [orders, customers] = parseContract(text, 'shop.odcs.yaml').objects
    const kinds = new Set([...(orders?.checks ?? []), ...(customers?.checks ?? [])].map(({ kind }) => kind))
    expect([...kinds].toSorted()).toEqual([
      'aggregate',
      'column_present',
      'duplicates',
      'foreign_key',
      'format',
      'freshness',
      'in_set',
      'json_schema',
      'length',
      'multiple_of',
      'not_null',
      'null_count',
      'pattern',
      'personal_data',
      'range',
      'row_count',
      'sql',
      'type',
      'type_in',
      'unique',
    ])
    expect([orders?.checks.length, customers?.checks.length, orders?.text?.delimiter, orders?.notes.length]).toEqual([36, 10, ';', 1])
    expect(customers?.columns.map(({ name, personal }) => [name, personal])).toEqual([
      ['id', null],
      ['country', null],
      ['mail', 'any'],
    ])
  })

  it('keeps rules in words as notes, with their line and column', () => {
    const text = property('quality: [{ type: text, description: in local time }]')
    expect([parseContract(flights, 'c').objects[0]?.notes, parseContract(text, 'c').objects[0]?.notes]).toEqual([
      [{ line: 32, column: null, text: 'dates are actual departures' }],
      [{ line: 10, column: 'a', text: 'in local time' }],
    ])
  })

  it('makes a compound key of primaryKey columns in their declared order, each not null', () => {
    const text = `${head}schema:
  - name: t
    properties:
      - { name: a, primaryKey: true, primaryKeyPosition: 2 }
      - { name: b, physicalName: B, primaryKey: true, primaryKeyPosition: 1 }
`
    const checks = parseContract(text, 'c').objects[0]?.checks ?? []
    expect(checks.map(({ id }) => id)).toEqual(['a.present', 'a.required', 'B.present', 'B.required', 'primary_key'])
    expect(checks.at(-1)).toEqual({
      kind: 'unique',
      id: 'primary_key',
      severity: 'error',
      line: 9,
      columns: ['B', 'a'],
      count: 'repeats',
      condition: { operator: 'equal', value: 0, unit: 'rows' },
      where: null,
    })
  })

  it('takes what only describes', () => {
    const text = `${head}name: n
domain: d
tenant: x
dataProduct: p
tags: [a]
team: { name: t, members: [] }
roles: []
support: []
price: {}
contractCreatedTs: 2024-01-01T00:00:00Z
description: { purpose: p, usage: u, limitations: l }
authoritativeDefinitions: []
customProperties: [{ property: owner, value: [a, b] }]
servers: [{ server: s, type: postgres, host: h, port: 5432, database: d, schema: s }]
schema:
  - name: t
    id: t_id
    physicalName: t_1
    physicalType: table
    businessName: b
    description: d
    dataGranularityDescription: one row per day
    tags: []
    customProperties: [{ property: k, value: , description: d }]
    properties:
      - { name: a, id: a_id, businessName: b, partitioned: true, partitionKeyPosition: 1, classification: public, encryptedName: e,
          criticalDataElement: false, transformSourceObjects: [x], transformLogic: l, transformDescription: d, examples: [1], tags: [],
          authoritativeDefinitions: [{ url: u, type: t }], customProperties: [{ property: anonymizationStrategy, value: none }] }
`
    expect(checksOf(text).map(({ id }) => id)).toEqual(['a.present'])
  })

  it('needs no properties where rules say enough', () => {
    const text = `${head}schema:\n  - { name: t, quality: [{ metric: rowCount, mustBeGreaterThan: 0 }] }\n`
    expect(checksOf(text).map(({ id }) => id)).toEqual(['row_count'])
  })

  it('tells all problems at once, with place and nearest name', () => {
    const text = `${head}schemas: []
schema:
  - name: t
    properties:
      - name: a
        logicaltype: string
      - name: b
        logicalType: integr
        quality:
          - { metric: nullValue, mustBe: 0 }
      - name: c
        logicalType: integer
        logicalTypeOptions: { minimun: 3 }
        quality:
          - { metric: nullValues, mustBeLess: 3 }
    quality:
      - { metric: duplicateValues, arguments: { properties: [dd] }, mustBe: 0 }
slaProperties:
  - { property: freshnes, value: 1, unit: d }
`
    expect(problemsOf(text)).toEqual([
      { code: 'UNKNOWN_KEY', line: 6, column: 1, hint: 'did you mean "schema"?' },
      { code: 'UNKNOWN_KEY', line: 11, column: 9, hint: 'did you mean "logicalType"?' },
      { code: 'UNKNOWN_TYPE', line: 13, column: 22, hint: 'did you mean "integer"?' },
      { code: 'UNKNOWN_KEY', line: 18, column: 31, hint: 'did you mean "minimum"?' },
      { code: 'UNKNOWN_KEY', line: 20, column: 35, hint: 'did you mean "mustBeLessThan"?' },
      { code: 'UNKNOWN_COLUMN', line: 22, column: 62, hint: 'known are: a, b, c' },
      { code: 'UNKNOWN_CHECK', line: 24, column: 17, hint: 'did you mean "freshness"?' },
    ])
  })

  it.each([
    ['another version of the standard', property('required: true').replace('v3.1.0', 'v2.2.2'), 'UNSUPPORTED_VERSION'],
    ['no schema', head, 'MISSING_KEY'],
    ['an empty schema', `${head}schema: []`, 'INVALID_VALUE'],
    ['an object that asks for nothing', `${head}schema: [{ name: t }]`, 'MISSING_KEY'],
    ['an object that is none', `${head}schema: [t]`, 'INVALID_VALUE'],
    ['a truth value that YAML 1.2 does not know', property('required: yes'), 'INVALID_VALUE'],
    ['a column described twice', `${property('required: true')}      - name: A\n`, 'DUPLICATE_NAME'],
    ['two properties of one column', `${property('physicalName: x')}      - { name: b, physicalName: x }\n`, 'DUPLICATE_NAME'],
    ['an object described twice', `${property('required: true')}  - { name: T, properties: [{ name: a }] }\n`, 'DUPLICATE_NAME'],
    ['a key of every prototype', property('constructor: 1'), 'UNKNOWN_KEY'],
    ['a key that would change a prototype', property('__proto__: { required: true }'), 'UNKNOWN_KEY'],
    ['a misspelt property of ours', property('customProperties: [{ property: seaworthyPersonalDatta, value: forbid }]'), 'UNKNOWN_KEY'],
    ['a property of ours in a wrong place', `${property('required: true')}customProperties: [{ property: seaworthyPersonalData }]\n`, 'UNKNOWN_KEY'],
  ])('refuses %s', (_, text, code) => expect(codesOf(text)).toContain(code))

  it('does not copy a fault in one property to the rules that name it', () => {
    const text = `${property('requird: true')}    quality: [{ metric: duplicateValues, arguments: { properties: [a] }, mustBe: 0 }]\n`
    expect(codesOf(text)).toEqual(['UNKNOWN_KEY'])
  })

  it('keeps ids apart and short, whatever names and rules there are', () => {
    const long = 'x'.repeat(200)
    const text = `${head}schema:\n  - name: t\n    properties:\n      - { name: ${long}, quality: [{ metric: nullValues, mustBe: 0 }, { metric: nullValues, mustBeLessThan: 9 }] }\n`
    const ids = checksOf(text).map(({ id }) => id)
    expect([ids.length, new Set(ids).size, ids.every((id) => id.length <= 200)]).toEqual([3, 3, true])
  })

  it('reads ten thousand columns', () => {
    const properties = Array.from({ length: 10_000 }, (_, at) => `      - { name: c${at}, logicalType: number }\n`).join('')
    expect(checksOf(`${head}schema:\n  - name: t\n    properties:\n${properties}`).length).toBe(20_000)
  })
})
