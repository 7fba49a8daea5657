import { type SchemaPath, subschemas } from '../../json-schema/walk-schema.ts'
import { isMap } from '../dialect.ts'
import { type Placed, referenced, type SchemaFile, type SchemaMap } from './row-schema.ts'

export interface OpenKeyword {
  readonly path: SchemaPath
  readonly key: string
}

/** The keys of a row that some keywords are about. */
export interface NamedKeys {
  readonly names: ReadonlySet<string>
  /** Keywords that are about keys that nobody names, and references that cannot be followed. */
  readonly open: readonly OpenKeyword[]
}

const openKeywords = new Set(
  ['patternProperties', 'additionalProperties', 'unevaluatedProperties', 'propertyNames', 'minProperties'].concat(['maxProperties', 'enum', 'const']),
)
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'dependencies'])

/** Which keys keywords of the row's schema look at, in whatever schemas apply to the same row. */
export function namedKeys(keywords: SchemaMap, path: SchemaPath, file: SchemaFile): NamedKeys {
  const names = new Set<string>()
  const open: OpenKeyword[] = []
  const seen = new Set<unknown>()
  // Grows while it is gone through.
  const left: Placed[] = [{ value: keywords, path }]
  for (const { value: schema, path: at } of left) {
    if (!isMap(schema) || seen.has(schema)) continue
    seen.add(schema)
    for (const [key, value] of Object.entries(schema)) {
      for (const name of namesIn(key, value)) names.add(name)
      if (openKeywords.has(key) && !isAnything(value)) open.push({ path: at, key })
      if (inPlace.has(key)) left.push(...subschemas(key, value, file.draft).map((part) => ({ value: part.value, path: [...at, ...part.path] })))
      if (key !== '$ref' && key !== '$dynamicRef') continue
      const target = key === '$ref' ? referenced(value, file) : null
      if (target) left.push(target)
      else open.push({ path: at, key })
    }
  }
  return { names, open }
}

/** A schema that takes everything. */
export function isAnything(value: unknown): boolean {
  return value === true || (isMap(value) && Object.keys(value).length === 0)
}

function namesIn(key: string, value: unknown): readonly string[] {
  const texts = (list: unknown) => (Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [])
  if (key === 'required') return texts(value)
  if (!isMap(value)) return []
  if (key === 'properties') return Object.keys(value)
  if (key === 'dependentRequired' || key === 'dependencies') return [...Object.keys(value), ...Object.values(value).flatMap(texts)]
  return key === 'dependentSchemas' ? Object.keys(value) : []
}
