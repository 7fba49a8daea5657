import { z } from 'zod'
import type { Path } from './source-document.ts'

/** A place in the schema: what may stand there, the keys that may stand there, and its name with `*` for names chosen by the user. */
export interface SchemaPlace {
  readonly schema: z.ZodType | null
  readonly keys: readonly string[]
  readonly section: string
}

/** Follows the path of a value through the schema. */
export function schemaPlace(schema: z.ZodType, path: Path): SchemaPlace {
  let here: unknown = schema
  const section: string[] = []
  for (const step of path) {
    const next = stepInto(unwrapped(here, step), step)
    if (next.name !== null) section.push(next.name)
    here = next.schema
  }
  const end = unwrapped(here, 'key')
  return {
    schema: here instanceof z.ZodType ? here : null,
    keys: end instanceof z.ZodObject ? Object.keys(end.shape) : [],
    section: section.join('.'),
  }
}

function stepInto(schema: unknown, step: string | number): { schema: unknown; name: string | null } {
  if (schema instanceof z.ZodObject) return { schema: schema.shape[String(step)], name: String(step) }
  if (schema instanceof z.ZodRecord) return { schema: schema.valueType, name: '*' }
  if (schema instanceof z.ZodArray) return { schema: schema.element, name: null }
  return { schema: null, name: null }
}

// A union here is of an object and a list of such objects: the next step says which.
function unwrapped(schema: unknown, step: string | number): unknown {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap(), step)
  if (!(schema instanceof z.ZodUnion)) return schema
  const wanted = typeof step === 'number' ? z.ZodArray : z.ZodObject
  return schema.options.find((option) => option instanceof wanted)
}
