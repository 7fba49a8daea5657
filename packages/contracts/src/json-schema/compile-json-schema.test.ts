import { describe, expect, it } from 'vitest'
import { compileJsonSchema } from './compile-json-schema.ts'

const valid = (schema: Parameters<typeof compileJsonSchema>[0], value: unknown) => compileJsonSchema(schema, '2020-12')(value).valid

describe('compileJsonSchema', () => {
  it('says what the schema asks and where, and never the value', () => {
    const test = compileJsonSchema({ properties: { ssn: { pattern: '^[0-9]+$' } } }, '2020-12')
    expect(test({ ssn: '12' })).toEqual({ valid: true, message: null })
    expect(test({ ssn: 'secret' })).toEqual({ valid: false, message: 'must match pattern "^[0-9]+$" (#/properties/ssn/pattern)' })
  })

  it.each([
    ['takes 1.0 for an integer', { type: 'integer' }, 1.0, true],
    ['takes 1.5 for none', { type: 'integer' }, 1.5, false],
    ['counts code points, not UTF-16 units', { maxLength: 1 }, '😀', true],
    ['finds a pattern anywhere', { pattern: 'b' }, 'abc', true],
    ['reads a pattern with the u flag', { pattern: '^.$' }, '😀', true],
    ['reads a pattern that is none with the u flag without it', { pattern: '^\\-$' }, '-', true],
    ['takes 0.3 for a multiple of 0.1', { multipleOf: 0.1 }, 0.3, true],
    ['takes 0.35 for no multiple of 0.1', { multipleOf: 0.1 }, 0.35, false],
    ['takes 1 and 1.0 for the same constant', { const: 1 }, 1.0, true],
    ['asserts formats', { format: 'ipv4' }, '1.2.3.256', false],
    ['asks for a key that every object of JavaScript has', { required: ['constructor'] }, {}, false],
    ['finds that key where it is', { required: ['constructor'] }, JSON.parse('{"constructor":1}'), true],
    ['follows a reference within the schema', { $defs: { n: { type: 'number' } }, $ref: '#/$defs/n' }, 'x', false],
  ] as const)('%s', (_, schema, value, expected) => expect(valid(schema as never, value)).toBe(expected))

  it('holds nothing valid by a schema without end, nor what is nested beyond the stack', () => {
    expect(valid({ $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } }, $ref: '#/$defs/a' }, 1)).toBe(false)
    expect(valid({ items: { $ref: '#' } }, JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBe(false)
  })

  it('keeps apart what the drafts call by one name', () => {
    const lists = { items: [{ type: 'number' }], additionalItems: false }
    expect(compileJsonSchema(lists, 'draft-07')([1, 2]).valid).toBe(false)
    expect(() => compileJsonSchema(lists, '2020-12')).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }))
  })

  it.each(['http://json-schema.org/draft-07/schema', 'https://json-schema.org/draft/2020-12/schema#'])('takes no notice of $schema %s', ($schema) =>
    expect(valid({ $schema, type: 'null' }, null)).toBe(true),
  )

  it.each([
    ['an unknown keyword', { minimun: 1 }],
    ['a reference out of the schema', { $ref: 'https://example.com/other.json' }],
    ['a schema that promises its answer', { $async: true, type: 'string' }],
    ['a pattern that is none', { pattern: '(' }],
  ])('refuses %s', (_, schema) => {
    expect(() => compileJsonSchema(schema, '2020-12')).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }))
  })
})
