import { describe, expect, it } from 'vitest'
import { describeCheck } from './describe-check.ts'
import { ContractError } from './errors.ts'
import { parseContract } from './parse-contract.ts'

const head = `apiVersion: v3.1.0
kind: DataContract
id: flights
version: 1.0.0
status: active
`
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

function problemsOf(text: string) {
  try {
    parseContract(text, 'c.odcs.yaml')
  } catch (error) {
    if (error instanceof ContractError) return error.problems.map(({ code, line, column, hint }) => ({ code, line, column, hint }))
    throw error
  }
  return []
}

function property(yaml: string): string {
  return `${head}schema:\n  - name: t\n    properties:\n      - name: a\n        ${yaml.replaceAll('\n', '\n        ')}\n`
}

describe('parseContract', () => {
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

  it('fills the placeholders of a query with quoted names and drops its semicolon', () => {
    const text = property(`quality:\n  - { type: sql, query: "SELECT COUNT(*) FROM {object} WHERE \${column} < 0;", mustBe: 0 }`)
    const check = parseContract(text, 'c').objects[0]?.checks.find(({ kind }) => kind === 'sql')
    expect(check).toEqual({
      kind: 'sql',
      id: 'a.sql',
      severity: 'error',
      line: 11,
      column: 'a',
      query: 'SELECT COUNT(*) FROM "t" WHERE "a" < 0',
      condition: { operator: 'equal', value: 0, unit: 'rows' },
    })
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
    expect(checks.at(-1)).toEqual({ kind: 'unique', id: 'primary_key', severity: 'error', line: 9, columns: ['B', 'a'] })
  })

  it('reads the rule names of v3.0, where no operator means none', () => {
    const text = property(
      'quality:\n  - { rule: nullCheck }\n  - { rule: validValues, validValues: [x] }\n  - { rule: duplicateCount, mustBeLessThan: 10 }',
    )
    const checks = parseContract(text.replace('v3.1.0', 'v3.0.2'), 'c').objects[0]?.checks ?? []
    expect(checks.slice(1).map((check) => `${check.id}: ${describeCheck(check)}`)).toEqual([
      'a.nulls: nulls: 0',
      'a.valid: one of "x"',
      'a.duplicates: duplicates of a: less than 10',
    ])
  })

  it('numbers the ids of unnamed rules of one kind', () => {
    const text = property('quality:\n  - { metric: nullValues, mustBe: 0 }\n  - { metric: nullValues, mustBeLessThan: 9, severity: warning }')
    expect(parseContract(text, 'c').objects[0]?.checks.map(({ id }) => id)).toEqual(['a.present', 'a.nulls', 'a.nulls.2'])
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
`
    expect(problemsOf(text)).toEqual([
      { code: 'UNKNOWN_KEY', line: 6, column: 1, hint: 'did you mean "schema"?' },
      { code: 'UNKNOWN_KEY', line: 11, column: 9, hint: 'did you mean "logicalType"?' },
      { code: 'UNKNOWN_TYPE', line: 13, column: 22, hint: 'did you mean "integer"?' },
      { code: 'UNKNOWN_KEY', line: 18, column: 31, hint: 'did you mean "minimum"?' },
      { code: 'UNKNOWN_KEY', line: 20, column: 35, hint: 'did you mean "mustBeLessThan"?' },
      { code: 'UNKNOWN_COLUMN', line: 22, column: 62, hint: 'known are: a, b, c' },
    ])
  })

  it.each([
    ['an empty text', '', 'CONTRACT_UNREADABLE'],
    ['broken YAML', 'schema: [', 'CONTRACT_UNREADABLE'],
    ['a key given twice', `${head}id: x\nschema: []`, 'CONTRACT_UNREADABLE'],
    ['another version of the standard', property('required: true').replace('v3.1.0', 'v2.2.2'), 'UNSUPPORTED_VERSION'],
    ['no schema', head, 'MISSING_KEY'],
    ['a truth value that YAML 1.2 does not know', property('required: yes'), 'INVALID_VALUE'],
    ['nested types', property('logicalType: array'), 'UNSUPPORTED_CHECK'],
    ['relationships', property('relationships: [{ to: b.id }]'), 'UNSUPPORTED_CHECK'],
    ['multipleOf', property('logicalType: integer\nlogicalTypeOptions: { multipleOf: 5 }'), 'UNSUPPORTED_CHECK'],
    ['a format', property('logicalType: string\nlogicalTypeOptions: { format: email }'), 'UNSUPPORTED_CHECK'],
    ['options of another type', property('logicalType: boolean\nlogicalTypeOptions: { minimum: 0 }'), 'UNKNOWN_KEY'],
    ['options without a type', property('logicalTypeOptions: { minimum: 0 }'), 'MISSING_KEY'],
    ['an unknown physical type', property('physicalType: bigitn'), 'UNKNOWN_TYPE'],
    ['types that disagree', property('logicalType: string\nphysicalType: bigint'), 'INVALID_VALUE'],
    ['a range upside down', property('logicalType: integer\nlogicalTypeOptions: { minimum: 3, maximum: 2 }'), 'INVALID_VALUE'],
    ['two lower bounds', property('logicalType: integer\nlogicalTypeOptions: { minimum: 3, exclusiveMinimum: 2 }'), 'INVALID_VALUE'],
    ['a day that is none', property("logicalType: date\nlogicalTypeOptions: { minimum: '2001-02-30' }"), 'INVALID_VALUE'],
    ['a bound beyond 2^53', property('logicalType: integer\nlogicalTypeOptions: { maximum: 9007199254740993 }'), 'INVALID_VALUE'],
    ['a pattern that is none', property("logicalType: string\nlogicalTypeOptions: { pattern: '(' }"), 'PATTERN_INVALID'],
    ['look-ahead', property("logicalType: string\nlogicalTypeOptions: { pattern: 'a(?=b)' }"), 'PATTERN_UNSUPPORTED'],
    ['a custom rule', property('quality: [{ type: custom, engine: soda, implementation: x }]'), 'UNSUPPORTED_CHECK'],
    ['a rule without an operator', property('quality: [{ metric: nullValues }]'), 'MISSING_KEY'],
    ['a rule with two operators', property('quality: [{ metric: nullValues, mustBe: 0, mustBeLessThan: 3 }]'), 'INVALID_VALUE'],
    ['a rule without a metric', property('quality: [{ mustBe: 0 }]'), 'MISSING_KEY'],
    ['an unknown severity', property('quality: [{ metric: nullValues, mustBe: 0, severity: high }]'), 'INVALID_VALUE'],
    ['rowCount under a property', property('quality: [{ metric: rowCount, mustBe: 3 }]'), 'INVALID_VALUE'],
    ['invalidValues without values', property('quality: [{ metric: invalidValues, mustBe: 0 }]'), 'MISSING_KEY'],
    ['arguments of another metric', property('quality: [{ metric: nullValues, mustBe: 0, arguments: { pattern: x } }]'), 'INVALID_VALUE'],
    ['a statement that is no SELECT', property('quality: [{ type: sql, query: drop table t, mustBe: 0 }]'), 'SQL_INVALID'],
    ['two statements', property("quality: [{ type: sql, query: 'select 1; select 2', mustBe: 0 }]"), 'SQL_INVALID'],
    ['an unknown placeholder', property(`quality: [{ type: sql, query: 'select 1 from \${objekt}', mustBe: 0 }]`), 'SQL_INVALID'],
    ['a query without an operator', property("quality: [{ type: sql, query: 'select 1' }]"), 'MISSING_KEY'],
    ['a column described twice', `${property('required: true')}      - name: A\n`, 'DUPLICATE_NAME'],
  ])('refuses %s', (_, text, code) => {
    expect(problemsOf(text).map((problem) => problem.code)).toContain(code)
  })

  it('accepts a semicolon inside a text of a query', () => {
    expect(problemsOf(property(`quality: [{ type: sql, query: "select count(*) from \${object} where a = ';'", mustBe: 0 }]`))).toEqual([])
  })
})
