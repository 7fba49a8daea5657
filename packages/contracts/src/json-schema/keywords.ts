import { type JsonSchemaDraft, jsonSchemaDrafts } from './draft.ts'

/** The type of value that a keyword says something about; it takes no notice of any other. */
export type KeywordSubject = 'string' | 'number' | 'array' | 'object'

export interface Keyword {
  readonly drafts: readonly JsonSchemaDraft[]
  /** Where schemas stand in its value; `other`: nowhere. `mixed` is one or a list; `mixed_map` a map of schemas and lists of names. */
  readonly holds: 'schema' | 'list' | 'map' | 'mixed' | 'mixed_map' | 'other'
  readonly about: KeywordSubject | null
  /** Without any of these beside it, it does nothing. */
  readonly needs: readonly string[]
  /** It describes and checks nothing. */
  readonly annotation: boolean
}

const keyword = (about: Keyword['about'] = null, more: Partial<Keyword> = {}): Keyword => ({
  drafts: jsonSchemaDrafts,
  holds: 'other',
  needs: [],
  annotation: false,
  ...more,
  about,
})
const note = keyword(null, { annotation: true })
const only = (draft: JsonSchemaDraft) => ({ drafts: [draft] })

/** All keywords of draft-07 (json-schema.org/draft-07) and 2020-12 (json-schema.org/draft/2020-12) that are read. */
export const jsonSchemaKeywords: ReadonlyMap<string, Keyword> = new Map([
  ['$schema', note],
  ['$id', note],
  ['$comment', note],
  ['$anchor', { ...note, ...only('2020-12') }],
  ['$dynamicAnchor', { ...note, ...only('2020-12') }],
  // Each draft has its own place for definitions; a `$ref` finds them in both.
  ['definitions', keyword(null, { holds: 'map', annotation: true })],
  ['$defs', keyword(null, { holds: 'map', annotation: true })],
  ['$ref', keyword()],
  ['$dynamicRef', keyword(null, only('2020-12'))],

  ['title', note],
  ['description', note],
  ['default', note],
  ['deprecated', note],
  ['readOnly', note],
  ['writeOnly', note],
  ['examples', note],
  // What is in a text is told and not checked: 2020-12, Validation, section 8; draft-07 leaves it to the implementation.
  ['contentEncoding', note],
  ['contentMediaType', note],
  ['contentSchema', { ...note, ...only('2020-12') }],

  ['type', keyword()],
  ['enum', keyword()],
  ['const', keyword()],
  ['multipleOf', keyword('number')],
  ['minimum', keyword('number')],
  ['exclusiveMinimum', keyword('number')],
  ['maximum', keyword('number')],
  ['exclusiveMaximum', keyword('number')],
  ['minLength', keyword('string')],
  ['maxLength', keyword('string')],
  ['pattern', keyword('string')],
  ['format', keyword('string')],

  ['items', keyword('array', { holds: 'mixed' })],
  ['prefixItems', keyword('array', { holds: 'list', ...only('2020-12') })],
  ['additionalItems', keyword('array', { holds: 'schema', needs: ['items'], ...only('draft-07') })],
  ['unevaluatedItems', keyword('array', { holds: 'schema', ...only('2020-12') })],
  ['contains', keyword('array', { holds: 'schema' })],
  ['minContains', keyword('array', { needs: ['contains'], ...only('2020-12') })],
  ['maxContains', keyword('array', { needs: ['contains'], ...only('2020-12') })],
  ['minItems', keyword('array')],
  ['maxItems', keyword('array')],
  ['uniqueItems', keyword('array')],

  ['properties', keyword('object', { holds: 'map' })],
  ['patternProperties', keyword('object', { holds: 'map' })],
  ['additionalProperties', keyword('object', { holds: 'schema' })],
  ['unevaluatedProperties', keyword('object', { holds: 'schema', ...only('2020-12') })],
  ['propertyNames', keyword('object', { holds: 'schema' })],
  ['required', keyword('object')],
  ['minProperties', keyword('object')],
  ['maxProperties', keyword('object')],
  ['dependencies', keyword('object', { holds: 'mixed_map', ...only('draft-07') })],
  ['dependentRequired', keyword('object', only('2020-12'))],
  ['dependentSchemas', keyword('object', { holds: 'map', ...only('2020-12') })],

  ['allOf', keyword(null, { holds: 'list' })],
  ['anyOf', keyword(null, { holds: 'list' })],
  ['oneOf', keyword(null, { holds: 'list' })],
  ['not', keyword(null, { holds: 'schema' })],
  ['if', keyword(null, { holds: 'schema', needs: ['then', 'else'] })],
  ['then', keyword(null, { holds: 'schema', needs: ['if'] })],
  ['else', keyword(null, { holds: 'schema', needs: ['if'] })],
])

/** The keyword of that draft, null where it has none of the name. */
export function keywordOf(name: string, draft: JsonSchemaDraft): Keyword | null {
  const found = jsonSchemaKeywords.get(name)
  return found?.drafts.includes(draft) ? found : null
}
