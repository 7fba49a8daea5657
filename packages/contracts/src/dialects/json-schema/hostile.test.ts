import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContractError } from '../../errors.ts'
import { jsonSchemaKeywords } from '../../json-schema/keywords.ts'
import { parseContract } from '../../parse-contract.ts'

const words = [...jsonSchemaKeywords.keys(), 'a', 'b', '__proto__', 'constructor', 'nullable', 'minimun']
const values = [
  ...['string', 'integer', 'number', 'object', 'array', 'null', 'date', 'email', '^a', '(', '#', '#/$defs/a', '#/properties/a', '#/%', 'x.json'],
  ...['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema'],
]
const leaf = fc.oneof(fc.constantFrom(...values), fc.boolean(), fc.integer({ min: -2, max: 9 }), fc.double(), fc.constant(null), fc.string())
const { node } = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, { weight: 3, arbitrary: leaf }, { weight: 3, arbitrary: tie('map') }, { weight: 1, arbitrary: tie('list') }),
  map: fc.array(fc.tuple(fc.constantFrom(...words), tie('node')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  list: fc.array(tie('node'), { maxLength: 3 }),
}))
// Schemas that are mostly right reach further than soup does.
const scalar = fc.constantFrom({ type: 'string' }, { type: ['integer', 'null'], minimum: 1 }, { enum: ['a', null] }, true, {}, { type: 'object' })
const inner = fc.oneof(scalar, node)
const branch = fc.constantFrom<unknown>({ required: ['a'] }, { properties: { b: { type: 'string' } } }, { $ref: '#/$defs/a' }, { $ref: '#' })
const tame = fc.record(
  {
    $defs: fc.record({ a: scalar }),
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), scalar, { minKeys: 1 }),
    required: fc.uniqueArray(fc.constantFrom('a', 'b', 'd'), { maxLength: 2 }),
    additionalProperties: fc.boolean(),
    anyOf: fc.array(branch, { minLength: 1, maxLength: 2 }),
    minProperties: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: ['$defs', 'properties'] },
)
const wild = fc.record(
  {
    $defs: fc.dictionary(fc.constantFrom('a', 'b'), inner),
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'A', ''), inner, { minKeys: 1 }),
    required: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
    additionalProperties: inner,
    anyOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
    if: inner,
    else: inner,
    unevaluatedProperties: fc.boolean(),
    minProperties: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: ['properties'] },
)

describe('a JSON Schema from anywhere', () => {
  it('is read, or refused by a code and a place', () => {
    let read = 0
    fc.assert(
      fc.property(fc.oneof(tame, wild, node), (one) => {
        try {
          const [object] = parseContract(JSON.stringify(one, null, 1), 'c.json').objects
          read++
          const ids = object?.checks.map(({ id }) => id) ?? []
          return new Set(ids).size === ids.length && ids.every((id) => id.length <= 200)
        } catch (error) {
          if (!(error instanceof ContractError)) throw error
          return error.problems.length > 0 && error.problems.every(({ line, column }) => line > 0 && column > 0)
        }
      }),
      { seed: 7, numRuns: 1000 },
    )
    expect(read).toBeGreaterThan(100)
  }, 60_000)
})
