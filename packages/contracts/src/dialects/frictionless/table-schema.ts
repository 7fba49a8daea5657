import type { Check } from '../../check.ts'
import type { ColumnRule } from '../../contract.ts'
import { isMap } from '../dialect.ts'
import { refuseRepeats } from '../names.ts'
import { type FieldContext, readField } from './field.ts'
import { type KeyContext, keyChecks, nameList } from './keys.ts'
import { readMissingValues } from './missing-values.ts'
import { frictionlessRefused } from './names.ts'
import { type StandardVersion, standardVersion } from './profile.ts'
import { readParts } from './read-parts.ts'
import { type ReadScope, within } from './read-scope.ts'
import { type TableSchema, tableSchema } from './shapes.ts'

export interface SchemaContext {
  readonly table: string
  readonly tables: KeyContext['tables']
  /** The version that the package or the resource names. */
  readonly version: StandardVersion | null
  /** More that stands for a missing value. */
  readonly nullSequence: string | null
}

export interface ReadSchema {
  readonly columns: readonly ColumnRule[]
  readonly checks: readonly Check[]
  /** What stands for a missing value in every column. */
  readonly missing: readonly string[]
}

/** The columns and checks of a Table Schema. */
export function readTableSchema(value: unknown, scope: ReadScope, { table, tables, version, nullSequence }: SchemaContext): ReadSchema {
  const { reader, path } = scope
  const schema = readParts(tableSchema, value, scope)
  const raw = isMap(value) ? value : {}
  const own = (schema && standardVersion(schema, scope)) ?? version
  const tableMissing = readMissingValues(raw['missingValues'], within(scope, 'missingValues')) ?? ['']
  const match = schema?.fieldsMatch ?? 'exact'
  const context: FieldContext = {
    missing: nullSequence === null ? tableMissing : [...new Set([...tableMissing, nullSequence])],
    defaultType: own === 'v2' || (own === null && usesV2(raw)) ? 'any' : 'string',
    optional: match === 'superset' || match === 'partial',
    primaryKey: new Set(nameList(schema?.primaryKey)),
  }
  const fields: readonly unknown[] = Array.isArray(raw['fields']) ? raw['fields'] : []
  const read = fields.map((field, at) => ({ at, field: readField(field, within(scope, 'fields', at), context) }))
  const found = read.flatMap(({ at, field }) => (field ? [{ at, ...field }] : []))
  const columns = found.map(({ column }) => column)
  refuseRepeats(columns, { reader, what: 'field', path: (at) => [...path, 'fields', found[at]?.at ?? 0, 'name'] })
  const names = columns.map(({ name }) => name)
  const checks = [
    ...(schema ? columnsChecks(schema, names, scope) : []),
    ...found.flatMap((field) => field.checks),
    ...(schema ? keyChecks(schema, scope, { table, tables, columns: names }) : []),
  ]
  return { columns, checks, missing: sharedMissing(context.missing, columns) }
}

// Without a version: by what only v2 has. It matters for fields without a type alone.
function usesV2(schema: Readonly<Record<string, unknown>>): boolean {
  return 'fieldsMatch' in schema || 'uniqueKeys' in schema
}

// In the words of the standard a superset is the schema's, here the data's.
const matches = { exact: 'ordered', equal: 'equal', subset: 'superset', superset: 'subset' } as const

function columnsChecks({ fieldsMatch = 'exact' }: TableSchema, names: readonly string[], { path, reader }: ReadScope): readonly Check[] {
  if (fieldsMatch !== 'partial')
    return [{ kind: 'columns', id: 'columns', severity: 'error', line: reader.line([...path, 'fieldsMatch']), names, match: matches[fieldsMatch] }]
  reader.refuse('UNSUPPORTED_CHECK', 'fieldsMatch "partial" cannot be checked', {
    path: [...path, 'fieldsMatch'],
    hint: frictionlessRefused['fieldsMatch: partial'] ?? null,
  })
  return []
}

// The missing values of a field replace those of the table: the table keeps those that hold for all.
function sharedMissing(table: readonly string[], columns: readonly ColumnRule[]): readonly string[] {
  return table.filter((text) => columns.every(({ lexical }) => lexical?.missing.includes(text)))
}
