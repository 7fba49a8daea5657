import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../check.ts'
import { compileJsonSchema } from '../../json-schema/compile-json-schema.ts'
import { jsonSchemaProblems } from '../../json-schema/json-schema-problems.ts'
import { parseContract } from '../../parse-contract.ts'
import { checksOf, codesOf, property } from './fixtures/contract-text.ts'

function schemaOf(yaml: string): JsonSchema {
  const [check] = checksOf(property(yaml), 'json_schema')
  if (check?.kind !== 'json_schema') throw new Error('there is no such check')
  return check.schema
}

const order = `logicalType: object
physicalType: json
logicalTypeOptions: { minProperties: 1, maxProperties: 9, required: [note] }
properties:
  - { name: id, logicalType: integer, physicalType: smallint, required: true, logicalTypeOptions: { minimum: 1, multipleOf: 2 } }
  - { name: code, physicalName: CODE, logicalType: string, physicalType: varchar(40), logicalTypeOptions: { pattern: '^[A-Z]', maxLength: 3 } }
  - { name: note }
  - name: lines
    logicalType: array
    logicalTypeOptions: { minItems: 1, maxItems: 3, uniqueItems: true }
    items: { logicalType: object, required: true, properties: [{ name: price, logicalType: number, logicalTypeOptions: { exclusiveMinimum: 0, format: f32 } }] }`

describe('nested values', () => {
  it('are one check of each value against a JSON Schema', () => {
    expect(checksOf(property(order)).slice(1)).toEqual([
      {
        kind: 'json_schema',
        id: 'a.json',
        severity: 'error',
        line: 10,
        column: 'a',
        draft: '2020-12',
        condition: { operator: 'equal', value: 0, unit: 'rows' },
        where: null,
        schema: {
          type: 'object',
          required: ['id', 'note'],
          minProperties: 1,
          maxProperties: 9,
          properties: {
            id: { type: 'integer', allOf: [{ minimum: -32768, maximum: 32767 }, { minimum: 1 }, { multipleOf: 2 }] },
            CODE: { type: ['string', 'null'], allOf: [{ maxLength: 40 }, { maxLength: 3, pattern: '^[A-Z]' }] },
            note: {},
            lines: {
              type: ['array', 'null'],
              minItems: 1,
              maxItems: 3,
              uniqueItems: true,
              items: {
                type: 'object',
                properties: {
                  price: {
                    type: ['number', 'null'],
                    exclusiveMinimum: 0,
                    minimum: -3.4028234663852886e38,
                    maximum: 3.4028234663852886e38,
                  },
                },
              },
            },
          },
        },
      },
    ])
  })

  it('are taken or refused by that schema', () => {
    const schema = schemaOf(order)
    expect(jsonSchemaProblems(schema, '2020-12')).toEqual([])
    const test = compileJsonSchema(schema, '2020-12')
    const valid = { id: 2, note: 1, CODE: null, lines: [{ price: 1 }, {}] }
    const values = [
      valid,
      { ...valid, id: 3 },
      { ...valid, id: null },
      { ...valid, CODE: 'ABCD' },
      { ...valid, lines: [null] },
      { ...valid, lines: [] },
      5,
    ]
    expect(values.map((value) => test(value).valid)).toEqual([true, false, false, false, false, false, false])
  })

  it.each([
    ['date', ['2024-02-29'], ['2024-02-30', '2024-2-9']],
    ['timestamp', ['2024-01-01 00:00:00', '2024-01-01T10:00:00.123Z', '2024-01-01T10:00+01:00'], ['2024-01-01', '2024-13-01 00:00:00']],
    ['time', ['10:00', '23:59:59.5'], ['24:00', '1:00']],
    ['boolean', [true], ['true']],
  ])('read a %s as most writers show it in JSON', (type, valid, invalid) => {
    const test = compileJsonSchema(schemaOf(`logicalType: array\nitems: { logicalType: ${type} }`), '2020-12')
    expect([valid, invalid].map((values) => values.map((value) => test([value]).valid))).toEqual([valid.map(() => true), invalid.map(() => false)])
  })

  it('ask a form of texts inside', () => {
    const test = (format: string) =>
      compileJsonSchema(schemaOf(`logicalType: array\nitems: { logicalType: string, logicalTypeOptions: { format: ${format} } }`), '2020-12')
    expect([test('email')(['a@b.org']).valid, test('email')(['a']).valid, test('byte')(['YQ==']).valid, test('byte')(['YQ']).valid]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  it('ask that a required value of no type is not null', () =>
    expect(schemaOf('logicalType: array\nitems: { required: true }')).toEqual({ type: 'array', items: { not: { type: 'null' } } }))

  it('are not shown where anything in them is secret', () => {
    const text = property('logicalType: object\nproperties: [{ name: b, logicalType: array, items: { logicalType: string, classification: PII } }]')
    expect(parseContract(text, 'c').objects[0]?.columns[0]?.personal).toBe('any')
  })

  const inside = (yaml: string) => property(`logicalType: object\nproperties: [{ name: b, ${yaml} }]`)
  it.each([
    ['unique values', 'unique: true', 'UNSUPPORTED_CHECK'],
    ['a key', 'primaryKey: true', 'UNSUPPORTED_CHECK'],
    ['rules', 'quality: [{ metric: nullValues, mustBe: 0 }]', 'UNSUPPORTED_CHECK'],
    ['relationships', 'relationships: [{ to: t.a }]', 'UNSUPPORTED_CHECK'],
    ['bounds of dates', "logicalType: date, logicalTypeOptions: { minimum: '2001-01-01' }", 'UNSUPPORTED_CHECK'],
    ['formats of dates', 'logicalType: date, logicalTypeOptions: { format: dd.MM.yyyy }', 'UNSUPPORTED_CHECK'],
    ['integers that JSON does not tell apart', 'logicalType: integer, logicalTypeOptions: { format: i64 }', 'UNSUPPORTED_CHECK'],
    ['a property of ours', 'customProperties: [{ property: seaworthyPersonalData, value: allow }]', 'UNKNOWN_KEY'],
    ['an unknown key', 'requird: true', 'UNKNOWN_KEY'],
    ['a pattern that is none', "logicalType: string, logicalTypeOptions: { pattern: '(' }", 'PATTERN_INVALID'],
    ['options without a type', 'logicalTypeOptions: { minimum: 0 }', 'MISSING_KEY'],
  ])('refuse %s inside', (_, yaml, code) => expect(codesOf(inside(yaml))).toEqual([code]))

  it('refuse two properties of one name', () =>
    expect(codesOf(property('logicalType: object\nproperties: [{ name: b }, { name: c, physicalName: b }]'))).toEqual(['DUPLICATE_NAME']))

  it('refuse numbers of items upside down', () =>
    expect(codesOf(property('logicalType: array\nlogicalTypeOptions: { minItems: 3, maxItems: 2 }'))).toEqual(['INVALID_VALUE']))

  it('refuse endless nesting', () => {
    const deep = `${'{ logicalType: array, items: '.repeat(60)}{ logicalType: string }${' }'.repeat(60)}`
    expect(codesOf(property(`logicalType: array\nitems: ${deep}`))).toEqual(['INVALID_VALUE'])
  })
})
