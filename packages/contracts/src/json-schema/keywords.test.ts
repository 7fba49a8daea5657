import { describe, expect, it } from 'vitest'
import { compileJsonSchema } from './compile-json-schema.ts'
import { type JsonSchemaDraft, jsonSchemaDrafts } from './draft.ts'
import { jsonSchemaKeywords, keywordOf } from './keywords.ts'

const samples: Readonly<Record<string, unknown>> = {
  $schema: undefined,
  $id: 'https://example.com/a',
  $ref: '#',
  $dynamicRef: '#',
  $anchor: 'a',
  $dynamicAnchor: 'a',
  type: 'string',
  enum: [1],
  required: ['a'],
  pattern: 'a',
  format: 'date',
  prefixItems: [{}],
  allOf: [{}],
  anyOf: [{}],
  oneOf: [{}],
  uniqueItems: true,
}
const sampleOf = (name: string, draft: JsonSchemaDraft) => {
  if (name === 'items') return draft === 'draft-07' ? [{}] : {}
  if (name in samples) return samples[name]
  const holds = jsonSchemaKeywords.get(name)?.holds
  return holds === 'schema' || holds === 'map' || holds === 'mixed_map' || name.startsWith('dependent') ? {} : 1
}

describe.each(jsonSchemaDrafts)('keywords of %s', (draft) => {
  it.each([...jsonSchemaKeywords.keys()].filter((name) => keywordOf(name, draft)))('has %s in common with the validator', (name) => {
    const needs = jsonSchemaKeywords.get(name)?.needs.map((other) => [other, sampleOf(other, draft)]) ?? []
    expect(() => compileJsonSchema({ ...Object.fromEntries(needs), [name]: sampleOf(name, draft) }, draft)).not.toThrow()
  })
})

it('has no keyword of the other draft', () => {
  expect(keywordOf('dependencies', '2020-12')).toBeNull()
  expect(keywordOf('prefixItems', 'draft-07')).toBeNull()
})
