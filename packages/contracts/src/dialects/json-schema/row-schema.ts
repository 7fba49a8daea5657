import type { JsonSchema } from '../../check.ts'
import type { JsonSchemaDraft } from '../../json-schema/draft.ts'
import { keywordOf } from '../../json-schema/keywords.ts'
import { pathOf } from '../../json-schema/meta-schema.ts'
import { type SchemaPath, subschemas, walkSchema } from '../../json-schema/walk-schema.ts'
import { isMap } from '../dialect.ts'

export type SchemaMap = Readonly<Record<string, unknown>>
/** A schema and where in the file it stands. */
export interface Placed<T = unknown> {
  readonly value: T
  readonly path: SchemaPath
}

/** A file as a whole, for what its parts refer to. */
export interface SchemaFile {
  readonly root: SchemaMap
  readonly draft: JsonSchemaDraft
  /** Where a part has an `$id` of its own, `#/…` within it means another place: then only the validator follows references. */
  readonly plainReferences: boolean
}

export function schemaFile(root: SchemaMap, draft: JsonSchemaDraft): SchemaFile {
  let plainReferences = true
  walkSchema(root, draft, ({ $id }, path) => {
    if (path.length > 0 && $id !== undefined) plainReferences = false
    return plainReferences
  })
  return { root, draft, plainReferences }
}

/** What a `$ref` such as `#/$defs/name` leads to; null for every other form. */
export function referenced(reference: unknown, file: SchemaFile): Placed | null {
  if (typeof reference !== 'string' || !file.plainReferences || !/^#(\/.*)?$/s.test(reference)) return null
  const pointer = decoded(reference.slice(1))
  if (pointer === null) return null
  const path = pathOf(pointer, file.root)
  let value: unknown = file.root
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return { value, path }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The keywords that check something. */
export function assertions(schema: SchemaMap, draft: JsonSchemaDraft): readonly string[] {
  return Object.keys(schema).filter((name) => keywordOf(name, draft)?.annotation !== true)
}

/**
 * Some keywords of the schema at a path as a schema that stands alone. Where they refer to other parts, the whole file goes with them,
 * and every part is referred to in it, so that each reference means what it means there.
 */
export function standalone(keywords: SchemaMap, path: SchemaPath, file: SchemaFile): JsonSchema {
  if (!refers(keywords, file.draft)) return keywords
  const written = typeof file.root['$id'] === 'string' ? file.root['$id'].replace(/#$/, '') : ''
  const id = written === '' ? 'contract:schema' : written
  const parts = Object.entries(keywords).map(([name, value]) => [name, linked(name, value)] as const)
  return { ...Object.fromEntries(parts), $defs: { 'contract:schema': { ...file.root, $id: id } } }

  function linked(name: string, value: unknown): unknown {
    if (name === '$ref' && typeof value === 'string') return value.startsWith('#') ? id + value : value
    const found = subschemas(name, value, file.draft)
    if (found.length === 0) return value
    const link = (step: SchemaPath) => ({ $ref: `${id}#${pointerOf([...path, ...step])}` })
    if (found[0]?.path.length === 1) return link([name])
    if (Array.isArray(value)) return value.map((_, at) => link([name, at]))
    const steps = new Set(found.map((part) => part.path[1]))
    return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, steps.has(key) ? link([name, key]) : part])) : value
  }
}

function refers(schema: SchemaMap, draft: JsonSchemaDraft): boolean {
  let found = false
  walkSchema(schema, draft, (part) => {
    found ||= '$ref' in part || '$dynamicRef' in part
    return !found
  })
  return found
}

function pointerOf(path: SchemaPath): string {
  return path.map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')
}
