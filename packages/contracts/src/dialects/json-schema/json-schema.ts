import type { Check } from '../../check.ts'
import type { ColumnRule, ContractObject } from '../../contract.ts'
import { draftOf, type JsonSchemaDraft } from '../../json-schema/draft.ts'
import { jsonSchemaProblems } from '../../json-schema/json-schema-problems.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { type DialectReader, isMap } from '../dialect.ts'
import { refuseRepeats, withUniqueIds } from '../names.ts'
import { propertyChecks } from './property-checks.ts'
import { rowChecks } from './row-checks.ts'
import { assertions, type Placed, referenced, type SchemaFile, type SchemaMap, schemaFile } from './row-schema.ts'

/**
 * JSON Schema draft-07 and 2020-12, for rows that are JSON objects. Plain keywords of plain properties become checks of columns; the
 * rest goes as it is to the validator, on the columns concerned. A table without JSON has no absent keys: there a null is a null.
 */
export const jsonSchema: DialectReader = {
  dialect: 'json_schema',
  optionalColumns: true,
  description: 'a JSON Schema of rows (type: object with properties)',
  claims: ({ value }) => isMap(value) && (namesDraft(value) || describesRows(value)),
  read: ({ value, path }, reader) => (isMap(value) ? readFile(value, path, reader) : []),
}

const otherFormats = ['apiVersion', 'expectations', 'schema_type', 'fields', 'resources', 'columns']

function namesDraft({ $schema }: SchemaMap): boolean {
  return typeof $schema === 'string' && /^https?:\/\/json-schema\.org\//.test($schema)
}

function describesRows(value: SchemaMap): boolean {
  if (otherFormats.some((key) => Object.hasOwn(value, key))) return false
  const definitions = isMap(value['definitions']) || isMap(value['$defs'])
  return (isMap(value['properties']) && !Array.isArray(value['type'])) || (typeof value['$ref'] === 'string' && definitions)
}

const defaultDraft: JsonSchemaDraft = '2020-12'

function readFile(root: SchemaMap, path: string, reader: ContractReader): readonly ContractObject[] {
  const draft = root['$schema'] === undefined ? defaultDraft : draftOf(String(root['$schema']))
  if (!draft) {
    reader.refuse('UNSUPPORTED_VERSION', `$schema ${JSON.stringify(root['$schema'])} is not read`, { path: ['$schema'], hint: draftHint })
    return []
  }
  const problems = jsonSchemaProblems(root, draft)
  for (const { code, message, path, key, hint } of problems) reader.refuse(code, message, { path, hint, ...(key === null ? {} : { key }) })
  if (problems.length > 0) return []
  const file = schemaFile(root, draft)
  const row = rowOf(file, reader)
  return row ? [readRow(row, { file, name: nameOf(path), reader })] : []
}

const draftHint = 'draft-07 (http://json-schema.org/draft-07/schema#) and 2020-12 (https://json-schema.org/draft/2020-12/schema) are'

/** The schema of a row: the root, or what the root refers to and nothing else. */
function rowOf(file: SchemaFile, reader: ContractReader): Placed<SchemaMap> | null {
  let at: Placed = { value: file.root, path: [] }
  const seen = new Set<unknown>()
  while (isMap(at.value) && !seen.has(at.value) && assertions(at.value, file.draft).join() === '$ref') {
    seen.add(at.value)
    at = referenced(at.value['$ref'], file) ?? at
  }
  if (!isMap(at.value)) {
    reader.refuse('INVALID_VALUE', 'the schema of a row is a map', { path: at.path })
    return null
  }
  const { type } = at.value
  if (type === undefined || type === 'object' || (Array.isArray(type) && type.join() === 'object')) return { value: at.value, path: at.path }
  reader.refuse('INVALID_VALUE', '"type" of a row is "object"', {
    path: [...at.path, 'type'],
    hint: 'the schema is that of one row, not of the file',
  })
  return null
}

interface Asked {
  readonly file: SchemaFile
  readonly name: string
  readonly reader: ContractReader
}

function readRow(row: Placed<SchemaMap>, { file, name, reader }: Asked): ContractObject {
  const properties = Object.entries(isMap(row.value['properties']) ? row.value['properties'] : {})
  const required = new Set(Array.isArray(row.value['required']) ? row.value['required'].map(String) : [])
  const ofRow = rowChecks({ row, file, reader })
  const listed = properties.map(([column, value]) => ({ column, written: { value, path: [...row.path, 'properties', column] } }))
  const named = [...new Set([...required, ...ofRow.names])].filter((column) => !properties.some(([name]) => name === column))
  // A name that only "required" or a condition knows is a column of any kind.
  const more = named.map((column) => ({ column, written: { value: true, path: [...row.path, 'required'] } }))
  const read = [...listed, ...more].map((asked) => propertyChecks({ ...asked, required: required.has(asked.column), file, reader }))
  const columns: readonly ColumnRule[] = read.map(({ column }) => column)
  const checks: readonly Check[] = [...read.flatMap((part) => part.checks), ...ofRow.checks]
  refuseRepeats(columns, { reader, what: 'property', path: (at) => listed[at]?.written.path ?? [...row.path, 'required'] })
  if (columns.length === 0)
    reader.refuse('MISSING_KEY', '"properties" is missing', { path: row.path, hint: 'a row without columns has nothing to check' })
  const notes = '$schema' in file.root ? [] : [{ line: 1, column: null, text: `no "$schema": read as JSON Schema ${defaultDraft}` }]
  return { name, columns, checks: withUniqueIds(checks), text: null, notes }
}

/** @example nameOf('contracts/flights.schema.json') // 'flights' */
function nameOf(path: string): string {
  return path.split('/').at(-1)?.split('.')[0] || 'rows'
}
