import { describe, expect, it } from 'vitest'
import type { JsonSchemaDraft } from './draft.ts'
import { jsonSchemaProblems } from './json-schema-problems.ts'

function problems(schema: unknown, draft: JsonSchemaDraft = '2020-12') {
  return jsonSchemaProblems(schema, draft).map(({ code, message, path, key, hint }) => [
    code,
    message,
    [...path, ...(key === null ? [] : [key])].join('/'),
    hint,
  ])
}
const nested = (levels: number): unknown => (levels === 0 ? {} : { not: nested(levels - 1) })

describe('jsonSchemaProblems', () => {
  it('finds nothing wrong with schemas of either draft', () => {
    expect(problems(true)).toEqual([])
    expect(problems({ $defs: { a: { minLength: 1 } }, properties: { b: { $ref: '#/$defs/a' }, c: { prefixItems: [true], items: false } } })).toEqual(
      [],
    )
    expect(problems({ definitions: { a: {} }, items: [{ $ref: '#/definitions/a', title: 'A' }], additionalItems: false }, 'draft-07')).toEqual([])
  })

  it('tells every problem at once, with its place and what may have been meant', () => {
    const schema = {
      properties: {
        a: { type: 'strin', minimun: 1 },
        b: { type: 'string', minLength: '3', pattern: '(', minimum: 2 },
        c: { format: 'emails' },
        d: { format: 'idn-email' },
        e: { if: { const: 1 }, minContains: 1 },
        f: { patternProperties: { '[': {} }, nullable: true },
      },
    }
    expect(problems(schema)).toEqual([
      ['UNKNOWN_KEY', 'unknown keyword "minimun"', 'properties/a/minimun', 'did you mean "minimum"?'],
      ['INVALID_VALUE', '"minimum" has no effect: it is about a number, and the type is string', 'properties/b/minimum', null],
      ['PATTERN_INVALID', expect.stringContaining('pattern "("'), 'properties/b/pattern', null],
      ['INVALID_VALUE', 'unknown format "emails"', 'properties/c/format', 'did you mean "email"?'],
      ['UNSUPPORTED_CHECK', 'format "idn-email" cannot be checked', 'properties/d/format', 'say it with a pattern'],
      ['INVALID_VALUE', '"if" has no effect without "then" or "else"', 'properties/e/if', null],
      ['INVALID_VALUE', '"minContains" has no effect without "contains"', 'properties/e/minContains', null],
      ['UNKNOWN_KEY', 'unknown keyword "nullable"', 'properties/f/nullable', 'JSON Schema says it with "type": ["…", "null"]'],
      ['PATTERN_INVALID', expect.stringContaining('pattern "["'), 'properties/f/patternProperties/[', null],
      [
        'UNKNOWN_TYPE',
        '"type" must be equal to one of the allowed values',
        'properties/a/type',
        'known are: array, boolean, integer, null, number, object, string',
      ],
      ['INVALID_VALUE', '"minLength" must be integer', 'properties/b/minLength', null],
    ])
  })

  it.each([
    ['a keyword of the other draft', { dependentRequired: {} }, 'draft-07', 'unknown keyword "dependentRequired" in draft-07'],
    ['one that newer drafts took back', { dependencies: {} }, '2020-12', 'unknown keyword "dependencies" in 2020-12'],
    [
      'what draft-07 ignores beside a $ref',
      { definitions: { a: {} }, $ref: '#/definitions/a', minLength: 1 },
      'draft-07',
      '"minLength" beside "$ref" has no effect in draft-07',
    ],
    [
      'additionalItems beside one schema for all',
      { items: {}, additionalItems: false },
      'draft-07',
      '"additionalItems" has no effect beside an "items" that is one schema',
    ],
    ['an empty enum', { enum: [] }, '2020-12', 'an empty "enum" allows nothing'],
    [
      'more that must be there than may be',
      { contains: true, minContains: 3, maxContains: 1 },
      '2020-12',
      'strict mode: "minContains" > "maxContains" is always invalid',
    ],
    [
      'a name given to two parts',
      { $defs: { a: { $anchor: 'x' }, b: { $anchor: 'x' } } },
      '2020-12',
      'reference "#x" resolves to more than one schema',
    ],
    ['a reference that leads nowhere', { properties: { a: { $ref: '#/$defs/b' } } }, '2020-12', '"$ref" leads nowhere: "#/$defs/b"'],
    ['a reference out of the schema', { $ref: 'https://example.com/a.json' }, '2020-12', '"$ref" leads nowhere: "https://example.com/a.json"'],
    ['a number that JSON has not', { minimum: Number.NaN }, '2020-12', 'NaN is no JSON number'],
    ['a key that JavaScript would lose', JSON.parse('{"properties":{"__proto__":{}}}'), '2020-12', 'a key cannot be called "__proto__"'],
    ['bottomless nesting', nested(100), '2020-12', 'the schema is nested deeper than 64 levels'],
    ['more parts than a schema has', { enum: Array.from({ length: 500_001 }, (_, at) => at) }, '2020-12', 'the schema has more than 500000 parts'],
    ['a text', 'string', '2020-12', 'a JSON Schema is a map, true or false'],
  ] as const)('refuses %s', (_, schema, draft, message) => expect(problems(schema, draft).map(([, said]) => said)).toEqual([message]))

  it('ends on a schema that holds itself', () => {
    const schema: Record<string, unknown> = {}
    schema['not'] = schema
    expect(problems(schema)[0]?.[1]).toBe('the schema is nested deeper than 64 levels')
  })
})
