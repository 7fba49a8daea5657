import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { checkId } from '../check-id.ts'
import { isMap } from '../dialect.ts'
import { type ReadScope, within } from './read-scope.ts'
import { foreignKeySchema, type TableSchema } from './shapes.ts'

/** A table as its keys see it. */
export interface KeyContext {
  /** The name of the table, by which a foreign key can point to itself. */
  readonly table: string
  readonly columns: readonly string[]
  /** The columns of every table of the package. */
  readonly tables: ReadonlyMap<string, readonly string[]>
}

/** @example nameList('id') // ['id'] */
export function nameList(names: string | readonly string[] | undefined): readonly string[] {
  return typeof names === 'string' ? [names] : (names ?? [])
}

/** The checks of `primaryKey`, `uniqueKeys` and `foreignKeys`. */
export function keyChecks(schema: TableSchema, scope: ReadScope, context: KeyContext): readonly Check[] {
  const checks: Check[] = []
  // The standard: no column of a primary key is null. That is asked of each column; here rows with a null are passed over.
  if (schema.primaryKey !== undefined)
    checks.push(uniqueCheck('primary_key', nameList(schema.primaryKey), { scope: within(scope, 'primaryKey'), context }))
  for (const [at, key] of (schema.uniqueKeys ?? []).entries()) {
    const columns = nameList(key)
    const only = columns.length === 1 ? columns[0] : undefined
    const id = only === undefined ? 'unique_key' : checkId(only, 'unique_key')
    checks.push(uniqueCheck(id, columns, { scope: within(scope, 'uniqueKeys', at), context }))
  }
  for (const [at, key] of (schema.foreignKeys ?? []).entries()) checks.push(...foreignKey(key, within(scope, 'foreignKeys', at), context))
  return checks
}

interface InTable {
  readonly scope: ReadScope
  readonly context: KeyContext
}

function uniqueCheck(id: string, columns: readonly string[], { scope, context }: InTable): Check {
  requireColumns(columns, scope, { table: 'the schema', known: context.columns })
  return { kind: 'unique', id, severity: 'error', line: scope.reader.line(scope.path), columns: [...new Set(columns)], count: 'repeats', ...allRows }
}

function requireColumns(
  names: readonly string[],
  { path, reader }: ReadScope,
  { table, known }: { readonly table: string; readonly known: readonly string[] },
): void {
  for (const [at, name] of names.entries()) {
    const place = { path: [...path, at] }
    if (!known.includes(name)) reader.refuse('UNKNOWN_COLUMN', `${table} has no field "${name}"`, { ...place, hint: suggestion(name, known) })
    else if (names.indexOf(name) < at) reader.refuse('DUPLICATE_NAME', `the field "${name}" comes twice in the key`, place)
  }
}

function foreignKey(value: unknown, scope: ReadScope, { table, columns, tables }: KeyContext): readonly Check[] {
  const { reader, path } = scope
  const read = reader.read(foreignKeySchema, value, path)
  if (!read) return []
  const own = nameList(read.fields)
  const references = nameList(read.reference.fields)
  const other = read.reference.resource || table
  const known = other === table ? columns : tables.get(other)
  requireColumns(own, within(scope, 'fields'), { table: 'the schema', known: columns })
  if (known) requireColumns(references, within(scope, 'reference', 'fields'), { table: `the resource "${other}"`, known })
  else
    reader.refuse('UNKNOWN_OBJECT', `there is no resource "${other}" with a schema`, {
      path: [...path, 'reference', 'resource'],
      hint:
        tables.size === 0 ? 'a foreign key to another table belongs into a data package with both resources' : suggestion(other, [...tables.keys()]),
    })
  if (own.length !== references.length)
    reader.refuse('INVALID_VALUE', `${own.length} fields cannot refer to ${references.length}`, { path: [...path, 'reference', 'fields'] })
  const [only] = own
  const id = own.length === 1 && only !== undefined ? checkId(only, 'foreign_key') : 'foreign_key'
  // Only rows with nulls in all of the columns are passed over: a null among values is looked up as it is.
  return [
    { kind: 'foreign_key', id, severity: 'error', line: reader.line(path), columns: own, table: other, references, ignore: 'all_null', ...allRows },
  ]
}

/** The names of the fields of a schema, as far as it can be read. */
export function fieldNames(schema: unknown): readonly string[] {
  const fields: readonly unknown[] = isMap(schema) && Array.isArray(schema['fields']) ? schema['fields'] : []
  return fields.flatMap((field) => (isMap(field) && typeof field['name'] === 'string' ? [field['name']] : []))
}
