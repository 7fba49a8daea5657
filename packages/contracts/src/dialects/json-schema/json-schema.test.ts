import { describe, expect, it } from 'vitest'
import type { Check } from '../../check.ts'
import { parseContract } from '../../parse-contract.ts'

const draft07 = 'http://json-schema.org/draft-07/schema#'
const draft2020 = 'https://json-schema.org/draft/2020-12/schema'

function objectOf(schema: unknown) {
  const [object] = parseContract(JSON.stringify(schema, null, 1), 'data/rows.schema.json').objects
  if (!object) throw new Error('no object')
  return object
}
const ofProperty = (property: unknown, more: object = {}) => objectOf({ $schema: draft2020, properties: { a: property }, ...more })
function brief(check: Check) {
  const { line, severity, id, kind, ...rest } = check
  const { condition: _, where: __, ...own } = { condition: null, where: null, ...rest }
  return `${line} ${severity} ${id} ${kind} ${JSON.stringify(own)}`
}
function schemaOf(object: ReturnType<typeof objectOf>, id: string) {
  const check = object.checks.find((one) => one.id === id)
  return check?.kind === 'row_json_schema' ? { columns: check.columns, schema: check.schema, where: check.where, draft: check.draft } : check
}

const flights = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://example.com/flight.json",
  "title": "A flight", "description": "One row", "examples": [], "$comment": "none",
  "type": "object",
  "properties": {
    "carrier": { "type": "string", "minLength": 2, "maxLength": 3, "pattern": "^[A-Z]+$", "title": "Carrier" },
    "delay": { "type": "integer", "minimum": -120, "exclusiveMaximum": 1200, "multipleOf": 5 },
    "fare": { "type": ["number", "null"], "exclusiveMinimum": 0 },
    "late": { "type": "boolean", "const": true },
    "class": { "enum": ["Y", "C", "F"] },
    "mail": { "type": "string", "format": "email" }
  },
  "required": ["carrier", "fare"],
  "additionalProperties": false
}
`

describe('jsonSchema', () => {
  it('turns plain keywords of plain properties into checks of columns', () => {
    const contract = parseContract(flights, 'contracts/flights.schema.json')
    const [object] = contract.objects
    expect([contract.dialect, object?.name, object?.notes]).toEqual(['json_schema', 'flights', []])
    expect(object?.columns.map(({ name, type, required, line }) => [name, type, required, line])).toEqual([
      ['carrier', 'string', true, 7],
      ['delay', 'integer', false, 8],
      ['fare', 'number', false, 9],
      ['late', 'boolean', false, 10],
      ['class', 'string', false, 11],
      ['mail', 'string', false, 12],
    ])
    expect(object?.checks.map(brief)).toEqual([
      '7 error carrier.present column_present {"column":"carrier","index":null}',
      '7 error carrier.required not_null {"column":"carrier"}',
      '7 error carrier.type type {"column":"carrier","type":"string","duckType":null}',
      '7 error carrier.length length {"column":"carrier","unit":"code_points","minimum":2,"maximum":3}',
      '7 error carrier.pattern pattern {"column":"carrier","patterns":[{"source":"^[A-Z]+$","re2":"^[A-Z]+$","javascript":"^[A-Z]+$"}],"match":"all"}',
      '8 error delay.null row_json_schema {"columns":["delay"],"schema":{"properties":{"delay":{"not":{"type":"null"}}}},"draft":"2020-12"}',
      '8 error delay.type type {"column":"delay","type":"integer","duckType":null}',
      '8 error delay.range range {"column":"delay","type":"integer","minimum":{"value":-120,"exclusive":false},"maximum":{"value":1200,"exclusive":true}}',
      '8 error delay.multiple multiple_of {"column":"delay","of":5}',
      '9 error fare.present column_present {"column":"fare","index":null}',
      '9 error fare.required row_json_schema {"columns":["fare"],"schema":{"required":["fare"]},"draft":"2020-12"}',
      '9 error fare.type type {"column":"fare","type":"number","duckType":null}',
      '9 error fare.range range {"column":"fare","type":"number","minimum":{"value":0,"exclusive":true},"maximum":null}',
      '10 error late.null row_json_schema {"columns":["late"],"schema":{"properties":{"late":{"not":{"type":"null"}}}},"draft":"2020-12"}',
      '10 error late.type type {"column":"late","type":"boolean","duckType":null}',
      '10 error late.const in_set {"column":"late","values":[true]}',
      '11 error class.null row_json_schema {"columns":["class"],"schema":{"properties":{"class":{"not":{"type":"null"}}}},"draft":"2020-12"}',
      '11 error class.type type {"column":"class","type":"string","duckType":null}',
      '11 error class.enum in_set {"column":"class","values":["Y","C","F"]}',
      '12 error mail.null row_json_schema {"columns":["mail"],"schema":{"properties":{"mail":{"not":{"type":"null"}}}},"draft":"2020-12"}',
      '12 error mail.type type {"column":"mail","type":"string","duckType":null}',
      '12 error mail.format format {"column":"mail","format":"email"}',
      '15 error columns columns {"names":["carrier","delay","fare","late","class","mail"],"match":"subset"}',
    ])
  })

  it('asks the row itself where only one of absent and null is allowed, and only rows without a value', () => {
    const where = { kind: 'null', column: 'a' }
    const optional = schemaOf(ofProperty({ type: 'string' }), 'a.null')
    expect(optional).toEqual({ columns: ['a'], schema: { properties: { a: { not: { type: 'null' } } } }, where, draft: '2020-12' })
    const required = schemaOf(ofProperty({ type: ['string', 'null'] }, { required: ['a'] }), 'a.required')
    expect(required).toEqual({ columns: ['a'], schema: { required: ['a'] }, where, draft: '2020-12' })
    expect(ofProperty({ type: ['string', 'null'] }).checks.map(({ id }) => id)).toEqual(['a.type'])
    expect(ofProperty({ type: 'string' }, { required: ['a'] }).checks.map(({ kind }) => kind)).toEqual(['column_present', 'not_null', 'type'])
  })

  it.each([
    ['a type or null', { type: ['integer', 'null'] }, 'integer'],
    ['integer or number', { type: ['integer', 'number'] }, 'number'],
    ['this or null', { anyOf: [{ type: 'null' }, { type: 'boolean' }], title: 'A' }, 'boolean'],
    ['either this or null', { oneOf: [{ type: 'number', minimum: 1 }, { type: 'null' }] }, 'number'],
    ['texts without a type', { enum: ['x', null] }, 'string'],
    ['whole numbers without a type', { const: 3 }, 'integer'],
    ['numbers without a type', { enum: [1, 2.5] }, 'number'],
  ])('takes %s for a plain type', (_, property, type) => expect(ofProperty(property).columns[0]?.type).toBe(type))

  it('allows a null only where type, enum and const all do', () => {
    const nullable = (property: unknown) => !ofProperty(property).checks.some(({ id }) => id === 'a.null')
    expect(nullable({ type: ['string', 'null'], enum: ['x', null] })).toBe(true)
    expect(nullable({ type: ['string', 'null'], enum: ['x'] })).toBe(false)
    expect(nullable({ type: 'string', enum: ['x', null] })).toBe(false)
  })

  it('keeps of listed values those that can be of the type', () => {
    const check = ofProperty({ type: 'integer', enum: [1, 1.5, '2', null, true, 3] }).checks.find(({ kind }) => kind === 'in_set')
    expect(check).toMatchObject({ values: [1, 3] })
  })

  it.each([
    ['minimum', { minimum: 2, exclusiveMinimum: 2 }, { minimum: { value: 2, exclusive: true }, maximum: null }],
    ['maximum', { maximum: 2, exclusiveMaximum: 3 }, { minimum: null, maximum: { value: 2, exclusive: false } }],
  ])('holds a value to the tighter %s of two', (_, bounds, expected) =>
    expect(ofProperty({ type: 'number', ...bounds }).checks.find(({ kind }) => kind === 'range')).toMatchObject(expected),
  )

  it.each([
    ['an object', { type: 'object', properties: { b: { minimum: 1 } } }],
    ['a list', { type: 'array', items: { type: 'string' }, uniqueItems: true }],
    ['two types', { type: ['string', 'integer'] }],
    ['no type', { minimum: 1 }],
    ['a condition', { type: 'string', not: { const: 'x' } }],
    ['nothing at all', false],
    ['values that are no scalars', { enum: [[1], { b: 2 }] }],
    ['null alone', { type: 'null' }],
  ])('leaves %s to the validator, on the one column', (_, property) => {
    const object = ofProperty(property)
    expect(object.columns[0]?.type).toBeNull()
    expect(object.checks.map(({ id }) => id)).toEqual(['a.schema'])
    expect(schemaOf(object, 'a.schema')).toEqual({ columns: ['a'], schema: { properties: { a: property } }, where: null, draft: '2020-12' })
  })

  it('leaves a format that has no check of its own to the validator', () =>
    expect(schemaOf(ofProperty({ type: 'string', format: 'uri-template' }), 'a.format')).toMatchObject({
      columns: ['a'],
      schema: { properties: { a: { format: 'uri-template' } } },
    }))

  it('checks nothing of a property that may be anything, and its key where it is required', () => {
    expect(ofProperty({ description: 'free' }).checks).toEqual([])
    expect(ofProperty(true, { required: ['a', 'b'] }).checks.map(({ id }) => id)).toEqual(['a.present', 'a.required', 'b.present', 'b.required'])
    expect(ofProperty(true, { required: ['a', 'b'] }).columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', null],
      ['b', null],
    ])
  })

  it('follows a reference that stands alone', () => {
    const object = objectOf({
      $schema: draft07,
      $ref: '#/definitions/Row',
      definitions: {
        Row: { type: 'object', properties: { a: { $ref: '#/definitions/Code' } }, required: ['a'] },
        Code: { type: 'string', minLength: 1 },
      },
    })
    expect(object.checks.map(({ id, line }) => [id, line])).toEqual([
      ['a.present', 8],
      ['a.required', 8],
      ['a.type', 17],
      ['a.length', 18],
    ])
  })

  it('sends the whole file along where a part refers to others', () => {
    const root = { $schema: draft2020, $defs: { n: { type: 'number' } }, properties: { a: { type: 'array', items: { $ref: '#/$defs/n' } } } }
    expect(schemaOf(objectOf(root), 'a.schema')).toMatchObject({
      schema: { properties: { a: { $ref: 'contract:schema#/properties/a' } }, $defs: { 'contract:schema': { ...root, $id: 'contract:schema' } } },
    })
  })

  it('leaves what a row asks of several columns to the validator, on the columns concerned', () => {
    const condition = JSON.parse('{ "if": { "properties": { "a": { "const": 1 } }, "required": ["a"] }, "then": { "required": ["d"] } }')
    const object = objectOf({
      $schema: draft2020,
      properties: { a: true, b: true, c: true },
      ...condition,
      dependentRequired: { b: ['c'] },
      allOf: [{ not: { required: ['a', 'c'] } }],
    })
    expect(object.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
    expect(schemaOf(object, 'if')).toEqual({
      columns: ['a', 'd'],
      schema: condition,
      where: null,
      draft: '2020-12',
    })
    expect(schemaOf(object, 'dependentRequired')).toMatchObject({ columns: ['b', 'c'] })
    expect(schemaOf(object, 'allOf')).toMatchObject({ columns: ['a', 'c'] })
  })

  it('counts and names keys where a row can have no others', () => {
    const object = objectOf({
      $schema: draft07,
      properties: { a: true, b: true },
      additionalProperties: false,
      minProperties: 1,
      propertyNames: { maxLength: 1 },
    })
    expect(schemaOf(object, 'minProperties')).toMatchObject({ columns: ['a', 'b'], schema: { minProperties: 1 }, draft: 'draft-07' })
    expect(schemaOf(object, 'columns')).toMatchObject({ kind: 'columns', names: ['a', 'b'], match: 'subset' })
  })

  it('allows with unevaluatedProperties: false the keys that any branch names', () => {
    const object = objectOf({ $schema: draft2020, properties: { a: true }, anyOf: [{ properties: { b: true } }], unevaluatedProperties: false })
    expect(schemaOf(object, 'columns')).toMatchObject({ names: ['a', 'b'], match: 'subset' })
    expect(schemaOf(object, 'unevaluatedProperties')).toMatchObject({
      columns: ['a', 'b'],
      schema: { properties: { a: true }, anyOf: [{ properties: { b: true } }], unevaluatedProperties: false },
    })
  })

  it('reads a schema without $schema as 2020-12, and notes it', () =>
    expect(objectOf({ properties: { a: true } }).notes).toEqual([{ line: 1, column: null, text: 'no "$schema": read as JSON Schema 2020-12' }]))

  it('reads a schema that is written as YAML', () =>
    expect(parseContract('type: object\nproperties:\n  a: { type: string }\n', 'rows.yaml').dialect).toBe('json_schema'))

  it('keeps a property apart from what JavaScript gives every object', () =>
    expect(objectOf({ properties: { constructor: { type: 'string' }, toString: { type: 'integer' } } }).columns.map(({ name }) => name)).toEqual([
      'constructor',
      'toString',
    ]))

  it('gives checks ids of at most 200 characters', () => {
    const object = objectOf({ properties: { [`${'long '.repeat(100)}1`]: { type: 'string' }, [`${'long '.repeat(100)}2`]: { type: 'string' } } })
    expect(new Set(object.checks.map(({ id }) => id)).size).toBe(4)
    expect(Math.max(...object.checks.map(({ id }) => id.length))).toBeLessThanOrEqual(200)
  })
})
