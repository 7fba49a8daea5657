import type { Check } from '../../check.ts'
import type { ColumnRule } from '../../contract.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import type { TextFormat } from '../../text-format.ts'
import { durationPattern } from './duration-pattern.ts'
import { columnHead, constraintChecks, readValues, type TypedField } from './field-checks.ts'
import { commonConstraints, commonKeys, type FieldType, fieldTypeNames, fieldTypes } from './field-types.ts'
import { jsonTypes } from './json-types.ts'
import { listPattern } from './list-pattern.ts'
import { readMissingValues } from './missing-values.ts'
import { frictionlessRefused } from './names.ts'
import { readParts } from './read-parts.ts'
import { type ReadScope, within } from './read-scope.ts'
import { type Constraints, categorySchema, constraintsSchema, type Field, fieldSchema } from './shapes.ts'
import { lexicalOf, readWriting } from './writing.ts'

/** What the fields of one schema share. */
export interface FieldContext {
  /** The missing values of the table. */
  readonly missing: readonly string[]
  /** Fields without a type: texts in v1, anything in v2. */
  readonly defaultType: 'string' | 'any'
  /** Whether the data may lack columns that are not required. */
  readonly optional: boolean
  /** Columns of the primary key: they are required. */
  readonly primaryKey: ReadonlySet<string>
}

/** The column and the checks of one field; null where it has no name. */
export function readField(
  value: unknown,
  scope: ReadScope,
  context: FieldContext,
): { readonly column: ColumnRule; readonly checks: readonly Check[] } | null {
  const field = readParts(fieldSchema, value, scope)
  if (!field) return null
  const type = readType(field, scope, context)
  refuseKeys(field, type, scope)
  const constraints = readConstraints(field, type, scope)
  const writing = readWriting(field, type, scope)
  const missing = readMissingValues(field.missingValues, within(scope, 'missingValues')) ?? context.missing
  const required = constraints.required === true || context.primaryKey.has(field.name)
  const column: ColumnRule = {
    name: field.name,
    type: fieldTypes[type].logical,
    duckType: null,
    required,
    line: scope.reader.line(scope.path),
    lexical: lexicalOf(writing, missing),
    personal: null,
  }
  const typed: TypedField = { field, writing, scope }
  const present: Check[] = required || !context.optional ? [presence(typed)] : []
  return {
    column,
    checks: [
      ...present,
      ...typeChecks(typed, writing.format),
      ...keyChecks(typed, constraints, required),
      ...constraintChecks(typed, constraints),
      ...categoryChecks(typed, constraints),
    ],
  }
}

function presence({ field, scope }: TypedField): Check {
  const { condition: _, where: __, ...head } = columnHead({ field, scope }, 'present', 'name')
  return { kind: 'column_present', ...head, index: null }
}

function readType(field: Field, { path, reader }: ReadScope, { defaultType }: FieldContext): FieldType {
  const name = field.type ?? defaultType
  const type = fieldTypeNames.find((known) => known === name)
  if (!type) reader.refuse('UNKNOWN_TYPE', `unknown type "${name}"`, { path: [...path, 'type'], hint: suggestion(name, fieldTypeNames) })
  return type ?? 'any'
}

function refuseKeys(field: Field, type: FieldType, { path, reader }: ReadScope): void {
  if (field.type !== undefined && !fieldTypeNames.some((known) => known === field.type)) return
  const allowed = [...commonKeys, ...fieldTypes[type].keys]
  for (const key of Object.keys(field)) {
    const refused = key === 'arrayItem' && type === 'array' ? frictionlessRefused[key] : undefined
    if (refused !== undefined) reader.refuse('UNSUPPORTED_CHECK', `"${key}" cannot be checked`, { path, key, hint: refused })
    else if (!allowed.includes(key))
      reader.refuse('UNKNOWN_KEY', `type "${type}" has no "${key}"`, { path, key, hint: `it has ${allowed.join(', ')}` })
  }
  if (field.categoriesOrdered !== undefined && field.categories === undefined)
    reader.refuse('MISSING_KEY', '"categoriesOrdered" needs "categories"', { path, key: 'categoriesOrdered' })
}

function readConstraints(field: Field, type: FieldType, scope: ReadScope): Constraints {
  if (field.constraints === undefined) return {}
  const { path, reader } = within(scope, 'constraints')
  const constraints = readParts(constraintsSchema, field.constraints, { path, reader })
  if (!constraints) return {}
  const allowed: readonly string[] = [...commonConstraints, ...fieldTypes[type].constraints]
  const known = field.type === undefined || fieldTypeNames.some((name) => name === field.type)
  const foreign = known ? Object.keys(constraints).filter((key) => !allowed.includes(key)) : []
  for (const key of foreign)
    reader.refuse('INVALID_VALUE', `type "${type}" has no constraint "${key}"`, { path, key, hint: `it has ${allowed.join(', ')}` })
  return Object.fromEntries(Object.entries(constraints).filter(([key]) => !foreign.includes(key)))
}

const textFormats: Readonly<Record<string, TextFormat>> = {
  'string/email': 'email',
  'string/uri': 'uri',
  'string/uuid': 'uuid',
  'string/binary': 'base64',
  'yearmonth/default': 'year_month',
  'geopoint/default': 'geo_point',
  'geojson/default': 'geo_json',
}

/** That each value is one of its type: by its logical type, or as a text of a format. */
function typeChecks(typed: TypedField, format: string): readonly Check[] {
  const { field, writing, scope } = typed
  const { type } = writing
  const key = field.type === undefined ? 'name' : 'type'
  const checks: Check[] = []
  const logical = fieldTypes[type].logical
  const { condition: _, where: __, ...head } = columnHead(typed, 'type', key)
  if (logical !== null) checks.push({ kind: 'type', ...head, type: logical, duckType: null })
  const name = `${type}/${format}`
  const written = columnHead(typed, 'format', field.format === undefined ? key : 'format')
  const textFormat = Object.hasOwn(textFormats, name) ? textFormats[name] : undefined
  if (textFormat) checks.push({ kind: 'format', ...written, format: textFormat })
  const schema = Object.hasOwn(jsonTypes, name) ? jsonTypes[name] : undefined
  if (schema !== undefined) checks.push({ kind: 'json_schema', ...written, schema, draft: 'draft-07' })
  if (type === 'year')
    checks.push({ kind: 'range', ...written, type: 'integer', minimum: { value: 0, exclusive: false }, maximum: { value: 9999, exclusive: false } })
  if (type === 'duration') checks.push({ kind: 'pattern', ...written, patterns: [durationPattern], match: 'all' })
  if (type !== 'list') return checks
  const { delimiter = ',', itemType = 'string' } = field
  const pattern = listPattern({ delimiter, itemType, minimum: 0, maximum: null })
  if ('fault' in pattern) scope.reader.refuse('INVALID_VALUE', `the list: ${pattern.fault}`, { path: scope.path })
  else if (itemType !== 'string') checks.push({ kind: 'pattern', ...columnHead(typed, 'items', 'itemType'), patterns: [pattern], match: 'all' })
  return checks
}

function keyChecks({ field, scope }: TypedField, constraints: Constraints, required: boolean): readonly Check[] {
  const checks: Check[] = []
  const inner = { field, scope: within(scope, 'constraints') }
  if (required) checks.push({ kind: 'not_null', ...columnHead(inner, 'required', 'required') })
  const { column, ...head } = columnHead(inner, 'unique', 'unique')
  // Nulls are passed over, and the second and later of equal values fail.
  if (constraints.unique) checks.push({ kind: 'unique', ...head, columns: [column], count: 'repeats' })
  return checks
}

function categoryChecks(typed: TypedField, constraints: Constraints): readonly Check[] {
  const { categories } = typed.field
  if (categories === undefined || (typed.writing.type !== 'string' && typed.writing.type !== 'integer')) return []
  const { reader, path } = within(typed.scope, 'categories')
  if (!Array.isArray(categories) || categories.length === 0) {
    reader.refuse('INVALID_VALUE', '"categories" is a list of values', { path })
    return []
  }
  const items: readonly unknown[] = categories
  const written = items.map((item, at) => (typeof item === 'object' ? reader.read(categorySchema, item, [...path, at])?.value : item))
  const values = readValues(written, typed, { reader, path })
  const listed = constraints.enum && readValues(constraints.enum, typed, silent(typed.scope))
  const beyond = listed?.find((value) => !values.includes(value))
  if (beyond !== undefined)
    reader.refuse('INVALID_VALUE', `enum: ${JSON.stringify(beyond)} is none of the categories`, {
      path: [...typed.scope.path, 'constraints', 'enum'],
    })
  return [{ kind: 'in_set', ...columnHead(typed, 'categories', 'categories'), values }]
}

// What is wrong with the values of enum is told once.
function silent({ path, reader }: ReadScope): ReadScope {
  return { path, reader: { ...reader, refuse: () => undefined } }
}
