import type { Check, JsonSchema } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import { ownProperties } from './custom-properties.ts'
import { declaredType } from './declared-type.ts'
import { nestedValueSchema } from './nested-value-schema.ts'
import { type Item, itemSchema, propertySchema } from './odcs-schema.ts'
import { optionSchemas } from './option-schemas.ts'
import { isSecret } from './personal-data.ts'

interface Scope {
  readonly path: YamlPath
  readonly reader: ContractReader
  readonly version: '3.0' | '3.1'
  readonly depth: number
  /** Told when a value inside is not to be shown. */
  readonly secret: { found: boolean }
}

const maxDepth = 32

/**
 * A property of type object or array as one check of each value, read as JSON: its type, and all that is asked of what is in it.
 * Inside, `required` means present and not null, as it does of a column; what is not required may be absent or null.
 */
export function nestedChecks(
  property: Item,
  { column, ...place }: Pick<Scope, 'path' | 'reader' | 'version'> & { readonly column: string },
): { readonly checks: readonly Check[]; readonly secret: boolean } {
  const secret = { found: false }
  const schema = collection(property, { ...place, depth: 0, secret })
  const head = { id: checkId(column, 'json'), severity: 'error', line: place.reader.line([...place.path, 'logicalType']) } as const
  return { checks: [{ kind: 'json_schema', ...head, column, schema, draft: '2020-12', ...allRows }], secret: secret.found }
}

function collection(property: Item, scope: Scope): { readonly [keyword: string]: unknown } {
  return property.logicalType === 'array' ? arraySchema(property, scope) : objectSchema(property, scope)
}

function objectSchema(property: Item, { path, reader, ...scope }: Scope): { readonly [keyword: string]: unknown } {
  const options = readOptions('object', property, { path, reader })
  const entries = (property.properties ?? []).flatMap((one, at) => {
    const place = [...path, 'properties', at]
    const read = reader.read(propertySchema, one, place)
    return read ? [{ name: read.physicalName ?? read.name, place, required: read.required === true, inner: read }] : []
  })
  const seen = new Set<string>()
  for (const { name, place } of entries) {
    if (seen.has(name)) reader.refuse('DUPLICATE_NAME', `the property "${name}" is described twice`, { path: [...place, 'name'] })
    seen.add(name)
  }
  const properties = Object.fromEntries(entries.map(({ name, place, inner }) => [name, innerSchema(inner, { ...scope, path: place, reader })]))
  const required = [...new Set([...entries.filter((entry) => entry.required).map(({ name }) => name), ...(options?.required ?? [])])]
  return {
    type: 'object',
    ...(entries.length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    ...(options?.minProperties !== undefined && { minProperties: options.minProperties }),
    ...(options?.maxProperties !== undefined && { maxProperties: options.maxProperties }),
  }
}

function arraySchema(property: Item, { path, reader, ...scope }: Scope): { readonly [keyword: string]: unknown } {
  const options = readOptions('array', property, { path, reader })
  const place = [...path, 'items']
  const items = property.items === undefined ? null : reader.read(itemSchema, property.items, place)
  const { minItems, maxItems } = options ?? {}
  if ((minItems ?? 0) > (maxItems ?? Infinity)) reader.refuse('INVALID_VALUE', 'minItems exceeds maxItems', { path: [...path, 'logicalTypeOptions'] })
  return {
    type: 'array',
    ...(items && { items: innerSchema(items, { ...scope, path: place, reader }) }),
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
    ...(options?.uniqueItems !== undefined && { uniqueItems: options.uniqueItems }),
  }
}

function readOptions<T extends 'object' | 'array'>(type: T, property: Item, { path, reader }: Pick<Scope, 'path' | 'reader'>) {
  if (property.logicalTypeOptions === undefined) return null
  return reader.read<(typeof optionSchemas)[T]>(optionSchemas[type], property.logicalTypeOptions, [...path, 'logicalTypeOptions'])
}

function innerSchema(property: Item, scope: Scope): JsonSchema {
  const { path, reader, depth, secret } = scope
  if (depth >= maxDepth) {
    reader.refuse('INVALID_VALUE', `values are nested deeper than ${maxDepth}`, { path })
    return true
  }
  refuseColumnKeys(property, scope)
  if (isSecret(property.classification)) markSecret(secret)
  const declared = declaredType(property, scope)
  const schema = declared.nested
    ? collection(property, { ...scope, depth: depth + 1 })
    : nestedValueSchema(property, { ...scope, declared, onSecret: () => markSecret(secret) })
  const type = schema['type']
  return property.required === true || type === undefined ? required(schema, property) : { ...schema, type: [type, 'null'] }
}

function required(schema: { readonly [keyword: string]: unknown }, property: Item): JsonSchema {
  return property.required === true && schema['type'] === undefined ? { ...schema, not: { type: 'null' } } : schema
}

function markSecret(secret: Scope['secret']): void {
  secret.found = true
}

/** What can be asked of columns alone. */
function refuseColumnKeys(property: Item, { path, reader }: Scope): void {
  for (const key of ['unique', 'primaryKey'] as const)
    if (property[key] === true) reader.refuse('UNSUPPORTED_CHECK', `"${key}" inside of nested values cannot be checked`, { path, key, hint: flatten })
  for (const key of ['relationships', 'quality'] as const)
    if (property[key]?.length) reader.refuse('UNSUPPORTED_CHECK', `"${key}" inside of nested values cannot be checked`, { path, key, hint: flatten })
  ownProperties(property.customProperties, { path, reader, known: [] })
}
const flatten = 'make it a column of its own, or say it with a sql rule on the column'
