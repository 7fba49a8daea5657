import type { MissingRefError } from 'ajv'
import { ajv } from '#lazy-ajv'
import { isMap } from '../dialects/dialect.ts'
import { withoutDialect } from './compile-json-schema.ts'
import type { JsonSchemaDraft } from './draft.ts'
import { keywordProblems } from './keyword-problems.ts'
import { metaSchemaProblems } from './meta-schema.ts'
import { beyondLimits } from './schema-limits.ts'
import type { JsonSchemaProblem } from './schema-problem.ts'
import { validator } from './validator.ts'
import { type SchemaPath, walkSchema } from './walk-schema.ts'

/**
 * All that keeps a value from being used as a JSON Schema, each with its path: keywords that the draft does not have or that check
 * nothing where they stand, values of the wrong kind, patterns, formats, a `$ref` that leads nowhere or out of the schema, sizes.
 * @example jsonSchemaProblems({ minimun: 1 }, '2020-12')[0]?.hint // 'did you mean "minimum"?'
 */
export function jsonSchemaProblems(schema: unknown, draft: JsonSchemaDraft): readonly JsonSchemaProblem[] {
  const beyond = beyondLimits(schema)
  if (beyond) return [beyond]
  if (typeof schema === 'boolean') return []
  if (!isMap(schema)) return [{ code: 'INVALID_VALUE', message: 'a JSON Schema is a map, true or false', path: [], key: null, hint: null }]
  const problems: JsonSchemaProblem[] = []
  walkSchema(schema, draft, (part, path) => {
    problems.push(...keywordProblems({ schema: part, path, draft }))
    return true
  })
  problems.push(...metaSchemaProblems(schema, draft))
  return problems.length > 0 || !needsCompiling(schema, draft) ? problems : compileProblems(schema, draft)
}

const linking = ['$ref', '$dynamicRef', '$id', '$anchor', '$dynamicAnchor', 'minContains', 'maxContains']

/** Whether keywords depend on each other, or on other parts: the rest is decided without a compilation, which takes seconds of 2,000 properties. */
function needsCompiling(schema: Readonly<Record<string, unknown>>, draft: JsonSchemaDraft): boolean {
  let found = false
  walkSchema(schema, draft, (part, path) => {
    found ||= linking.some((name) => name in part && (name !== '$id' || path.length > 0))
    return !found
  })
  return found
}

function compileProblems(schema: Readonly<Record<string, unknown>>, draft: JsonSchemaDraft): readonly JsonSchemaProblem[] {
  try {
    validator(draft).compile(withoutDialect(schema))
    return []
  } catch (error) {
    if (!(error instanceof ajv().MissingRefError)) {
      return [{ code: 'INVALID_VALUE', message: error instanceof Error ? error.message : String(error), path: [], key: null, hint: null }]
    }
    return [unresolved(schema, draft, error)]
  }
}

function unresolved(schema: Readonly<Record<string, unknown>>, draft: JsonSchemaDraft, error: MissingRefError): JsonSchemaProblem {
  let place: SchemaPath = []
  let written = error.missingRef
  walkSchema(schema, draft, (part, path) => {
    const { $ref } = part
    const found = typeof $ref === 'string' && ($ref === error.missingRef || error.missingRef.endsWith($ref))
    if (found) [place, written] = [[...path, '$ref'], $ref]
    return !found
  })
  const hint = 'a $ref leads to a part of the same file, such as "#/$defs/name"; nothing is fetched'
  return { code: 'INVALID_VALUE', message: `"$ref" leads nowhere: ${JSON.stringify(written)}`, path: place, key: null, hint }
}
