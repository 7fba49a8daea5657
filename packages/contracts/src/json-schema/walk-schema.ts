import { isMap } from '../dialects/dialect.ts'
import type { JsonSchemaDraft } from './draft.ts'
import { keywordOf } from './keywords.ts'

export type SchemaPath = readonly (string | number)[]

/** A schema within a schema. */
export interface Subschema {
  readonly path: SchemaPath
  readonly value: unknown
}

/** The schemas that stand directly in one keyword's value. Parts of the wrong kind are left out: the meta-schema finds those. */
export function subschemas(name: string, value: unknown, draft: JsonSchemaDraft): readonly Subschema[] {
  const holds = keywordOf(name, draft)?.holds ?? 'other'
  const one = [{ path: [name], value }]
  const list = Array.isArray(value) ? value.map((part, at) => ({ path: [name, at], value: part as unknown })) : []
  const map = isMap(value) ? Object.entries(value).map(([key, part]) => ({ path: [name, key], value: part })) : []
  switch (holds) {
    case 'schema':
      return one
    case 'list':
      return list
    case 'map':
      return map
    case 'mixed':
      return Array.isArray(value) ? list : one
    case 'mixed_map':
      return map.filter((part) => !Array.isArray(part.value))
    case 'other':
      return []
  }
}

/** Calls `visit` with every schema that is an object, outermost first; `false` ends the walk. */
export function walkSchema(
  schema: unknown,
  draft: JsonSchemaDraft,
  visit: (schema: Readonly<Record<string, unknown>>, path: SchemaPath) => boolean,
): void {
  const left: Subschema[] = [{ path: [], value: schema }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { path, value } = next
    if (!isMap(value)) continue
    if (!visit(value, path)) return
    const inner = Object.entries(value).flatMap(([name, part]) => subschemas(name, part, draft))
    for (const { path: step, value: part } of inner.reverse()) left.push({ path: [...path, ...step], value: part })
  }
}
