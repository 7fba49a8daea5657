import { describe, expect, it } from 'vitest'
import { ContractError } from '../../errors.ts'
import { parseContract } from '../../parse-contract.ts'

const draft2020 = 'https://json-schema.org/draft/2020-12/schema'

function problemsOf(schema: unknown) {
  try {
    parseContract(typeof schema === 'string' ? schema : JSON.stringify(schema, null, 1), 'rows.json')
  } catch (error) {
    if (error instanceof ContractError) return error.problems.map(({ code, message, line }) => `${code} ${line} ${message}`)
    throw error
  }
  return []
}

describe('jsonSchema', () => {
  it('tells all that is wrong at once, each with its line', () => {
    expect(problemsOf({ $schema: draft2020, properties: { a: { type: 'text' }, b: { minLenght: 1 }, c: { type: 'string', maximum: 3 } } })).toEqual([
      'UNKNOWN_TYPE 5 "type" must be equal to one of the allowed values',
      'UNKNOWN_KEY 8 unknown keyword "minLenght"',
      'INVALID_VALUE 12 "maximum" has no effect: it is about a number, and the type is string',
    ])
  })

  it.each([
    [
      'another draft',
      { $schema: 'http://json-schema.org/draft-04/schema#', properties: {} },
      'UNSUPPORTED_VERSION 2 $schema "http://json-schema.org/draft-04/schema#" is not read',
    ],
    ['the schema of a whole file', { $schema: draft2020, type: 'array', items: {} }, 'INVALID_VALUE 3 "type" of a row is "object"'],
    ['rows without columns', { $schema: draft2020, type: 'object' }, 'MISSING_KEY 1 "properties" is missing'],
    [
      'columns by pattern',
      { properties: { a: true }, patternProperties: { '^x': true } },
      'UNSUPPORTED_CHECK 5 "patternProperties" of a row cannot be checked',
    ],
    [
      'columns without a name',
      { properties: { a: true }, additionalProperties: { type: 'string' } },
      'UNSUPPORTED_CHECK 5 "additionalProperties" of a row is true or false',
    ],
    [
      'a count of keys that nobody names',
      { properties: { a: true }, maxProperties: 3 },
      'UNSUPPORTED_CHECK 5 "maxProperties" is about keys that the row does not name',
    ],
    [
      'a branch that closes the row',
      { properties: { a: true }, allOf: [{ properties: { b: true }, additionalProperties: false }] },
      'UNSUPPORTED_CHECK 10 "additionalProperties" is about keys that the row does not name',
    ],
    ['a condition that names no column', { properties: { a: true }, not: { type: 'null' } }, 'INVALID_VALUE 5 "not" names no column'],
    ['what says nothing about a row', { properties: { a: true }, minLength: 1 }, 'INVALID_VALUE 5 "minLength" has no effect on a row'],
    [
      'a reference of a row into an anchor',
      { $defs: { r: { $anchor: 'r', properties: { b: true } } }, properties: { a: true }, allOf: [{ $ref: '#r' }] },
      'UNSUPPORTED_CHECK 15 "$ref" of a row cannot be followed',
    ],
    ['names that differ in case alone', { properties: { id: true, ID: true } }, 'DUPLICATE_NAME 4 the property "ID" is described twice'],
    ['a property without a name', { properties: { '': true } }, 'INVALID_VALUE 3 a property without a name cannot be a column'],
    [
      'integers that doubles cannot hold',
      { properties: { a: { type: 'integer', maximum: 2 ** 63 } } },
      'INVALID_VALUE 5 "maximum": integers beyond 2^53 are not exact',
    ],
    ['a reference that leads nowhere', { properties: { a: { $ref: '#/$defs/b' } } }, 'INVALID_VALUE 4 "$ref" leads nowhere: "#/$defs/b"'],
    ['a number that is none', '{ properties: { a: { minimum: .nan } } }', 'INVALID_VALUE 1 NaN is no JSON number'],
    ['a key that JavaScript would lose', '{ "properties": { "__proto__": {} } }', 'INVALID_VALUE 1 a key cannot be called "__proto__"'],
    ['a key twice', '{ "properties": { "a": {}, "a": {} } }', 'CONTRACT_UNREADABLE 1 Map keys must be unique'],
  ])('refuses %s', (_, schema, problem) => expect(problemsOf(schema)).toEqual([problem]))

  it.each([
    ['a row that is its own reference', { $defs: { r: { $ref: '#/$defs/r' } }, $ref: '#/$defs/r' }],
    ['two that refer to each other', { $defs: { r: { $ref: '#/$defs/s' }, s: { $ref: '#/$defs/r' } }, properties: { a: true }, $ref: '#/$defs/r' }],
  ])('ends on %s', (_, schema) => expect(problemsOf({ $schema: draft2020, ...schema }).length).toBeGreaterThan(0))

  it.each([
    ['a text', 'just text'],
    ['a list', '[1, 2]'],
    ['a map of something else', '{ "properties": 3 }'],
  ])('does not claim %s', (_, text) => expect(problemsOf(text)).toEqual(['CONTRACT_UNREADABLE 1 there is no contract in it that is known']))
})
