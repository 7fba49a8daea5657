import type { ErrorObject, ValidateFunction } from 'ajv'
import { ajv, ajv2020 } from '#lazy-ajv'
import type { JsonSchemaDraft } from './draft.ts'
import type { JsonSchemaProblem } from './schema-problem.ts'

// What the branches of an "anyOf" say against each other only confuses; formats of the meta-schema are looked at elsewhere.
const noise = ['anyOf', 'if', 'format']

/** Where keywords have values of the wrong kind, by the draft's own meta-schema. */
export function metaSchemaProblems(schema: unknown, draft: JsonSchemaDraft): readonly JsonSchemaProblem[] {
  const meta = metaSchema(draft)
  if (!meta || meta(schema) === true) return []
  const found = new Map<string, JsonSchemaProblem>()
  for (const error of meta.errors ?? []) {
    // Only the first word on each place.
    if (!noise.includes(error.keyword) && !found.has(error.instancePath)) found.set(error.instancePath, told(error, schema))
  }
  return [...found.values()]
}

// Compiled once: each takes some milliseconds.
const compiled = new Map<JsonSchemaDraft, ValidateFunction | undefined>()

function metaSchema(draft: JsonSchemaDraft): ValidateFunction | undefined {
  if (!compiled.has(draft)) {
    const options = { allErrors: true, logger: false, validateFormats: false, strict: false } as const
    const instance = draft === 'draft-07' ? new (ajv().Ajv)(options) : new (ajv2020().Ajv2020)(options)
    compiled.set(draft, instance.getSchema(metaSchemas[draft]))
  }
  return compiled.get(draft)
}

const metaSchemas: Readonly<Record<JsonSchemaDraft, string>> = {
  'draft-07': 'http://json-schema.org/draft-07/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
}

function told({ instancePath, keyword, message, params }: ErrorObject, schema: unknown): JsonSchemaProblem {
  const path = pathOf(instancePath, schema)
  const name = path.findLast((step) => typeof step === 'string') ?? 'schema'
  const allowed = keyword === 'enum' && Array.isArray(params['allowedValues']) ? `known are: ${params['allowedValues'].join(', ')}` : null
  const code = name === 'type' && keyword === 'enum' ? 'UNKNOWN_TYPE' : 'INVALID_VALUE'
  return { code, message: `"${name}" ${message ?? 'is not valid'}`, path, key: null, hint: allowed }
}

/** A JSON pointer (RFC 6901) as steps: numbers where it goes into a list. */
export function pathOf(pointer: string, root: unknown): readonly (string | number)[] {
  const path: (string | number)[] = []
  let value = root
  for (const written of pointer.split('/').slice(1)) {
    const step = written.replaceAll('~1', '/').replaceAll('~0', '~')
    const at = Array.isArray(value) ? Number(step) : step
    path.push(at)
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, at) ? (value as Record<string | number, unknown>)[at] : undefined
  }
  return path
}
