import type { ContractErrorCode } from '../errors.ts'
import { suggestion } from '../reading/contract-reader.ts'
import { re2Pattern } from '../sql/re2-pattern.ts'
import type { JsonSchemaDraft } from './draft.ts'
import { internationalFormats, jsonSchemaFormats } from './formats.ts'
import { jsonSchemaKeywords, keywordOf } from './keywords.ts'
import type { JsonSchemaProblem } from './schema-problem.ts'
import type { SchemaPath } from './walk-schema.ts'

interface Node {
  readonly schema: Readonly<Record<string, unknown>>
  readonly path: SchemaPath
  readonly draft: JsonSchemaDraft
}

/** What is wrong with the keywords of one schema: the kinds of their values are left to the meta-schema. */
export function keywordProblems(node: Node): readonly JsonSchemaProblem[] {
  const names = Object.keys(node.schema)
  return [...names.flatMap((name) => unknownKeyword(name, node) ?? withoutEffect(name, node) ?? []), ...valueProblems(node)]
}

function unknownKeyword(name: string, { path, draft }: Node): JsonSchemaProblem | null {
  if (keywordOf(name, draft)) return null
  const known = [...jsonSchemaKeywords].filter(([, keyword]) => keyword.drafts.includes(draft)).map(([other]) => other)
  const elsewhere = jsonSchemaKeywords.has(name) ? ` in ${draft}` : ''
  return problem('UNKNOWN_KEY', `unknown keyword "${name}"${elsewhere}`, { path, key: name, hint: instead.get(name) ?? suggestion(name, known) })
}

const instead: ReadonlyMap<string, string> = new Map([
  ['id', 'use "$id"'],
  ['nullable', 'JSON Schema says it with "type": ["…", "null"]'],
  ['dependencies', 'use dependentRequired or dependentSchemas'],
  ['additionalItems', 'use prefixItems and items'],
  ['$recursiveRef', 'use $dynamicRef'],
])

/** A keyword that nothing would ever be checked by: most likely a slip, and never passed over in silence. */
function withoutEffect(name: string, { schema, path, draft }: Node): JsonSchemaProblem | null {
  const keyword = keywordOf(name, draft)
  if (!keyword || keyword.annotation) return null
  if (draft === 'draft-07' && name !== '$ref' && '$ref' in schema)
    return problem('INVALID_VALUE', `"${name}" beside "$ref" has no effect in draft-07`, { path, key: name, hint: 'put the $ref into an allOf' })
  const { needs, about } = keyword
  if (needs.length > 0 && !needs.some((other) => other in schema))
    return problem('INVALID_VALUE', `"${name}" has no effect without "${needs.join('" or "')}"`, { path, key: name })
  if (name === 'additionalItems' && !Array.isArray(schema['items']))
    return problem('INVALID_VALUE', '"additionalItems" has no effect beside an "items" that is one schema', { path, key: name })
  const types = about === null ? null : typesOf(schema['type'])
  if (!about || !types || types.some((type) => type === about || (about === 'number' && type === 'integer'))) return null
  return problem('INVALID_VALUE', `"${name}" has no effect: it is about a ${about}, and the type is ${types.join(' or ')}`, { path, key: name })
}

function typesOf(type: unknown): readonly string[] | null {
  if (typeof type === 'string') return [type]
  return Array.isArray(type) && type.every((one) => typeof one === 'string') ? type : null
}

function valueProblems({ schema, path }: Node): readonly JsonSchemaProblem[] {
  const { pattern, format, patternProperties } = schema
  const problems: (JsonSchemaProblem | null)[] = []
  if (Array.isArray(schema['enum']) && schema['enum'].length === 0)
    problems.push(problem('INVALID_VALUE', 'an empty "enum" allows nothing', { path, key: 'enum' }))
  if (typeof pattern === 'string') problems.push(patternProblem(pattern, { path: [...path, 'pattern'] }))
  if (typeof patternProperties === 'object' && patternProperties !== null)
    for (const key of Object.keys(patternProperties)) problems.push(patternProblem(key, { path: [...path, 'patternProperties'], key }))
  if (typeof format === 'string') problems.push(formatProblem(format, [...path, 'format']))
  return problems.filter((found) => found !== null)
}

function patternProblem(source: string, place: Place): JsonSchemaProblem | null {
  const read = re2Pattern(source)
  return read.kind === 'invalid' ? problem('PATTERN_INVALID', `pattern ${JSON.stringify(source)}: ${read.reason}`, place) : null
}

function formatProblem(format: string, path: SchemaPath): JsonSchemaProblem | null {
  if (jsonSchemaFormats.has(format)) return null
  if (internationalFormats.includes(format))
    return problem('UNSUPPORTED_CHECK', `format "${format}" cannot be checked`, { path, hint: 'say it with a pattern' })
  return problem('INVALID_VALUE', `unknown format "${format}"`, { path, hint: suggestion(format, [...jsonSchemaFormats.keys()]) })
}

interface Place {
  readonly path: SchemaPath
  readonly key?: string
  readonly hint?: string
}

function problem(code: ContractErrorCode, message: string, { path, key, hint }: Place): JsonSchemaProblem {
  return { code, message, path, key: key ?? null, hint: hint ?? null }
}
