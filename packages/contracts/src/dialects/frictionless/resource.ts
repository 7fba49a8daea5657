import type { Check } from '../../check.ts'
import { type ContractNote, type ContractObject, commaSeparated, type TextDialect } from '../../contract.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { isMap } from '../dialect.ts'
import { withUniqueIds } from '../names.ts'
import type { KeyContext } from './keys.ts'
import { frictionlessRefused } from './names.ts'
import { type StandardVersion, standardVersion } from './profile.ts'
import { readParts } from './read-parts.ts'
import { type ReadScope, within } from './read-scope.ts'
import { type Resource, resourceSchema } from './shapes.ts'
import { type ReadSchema, readTableSchema } from './table-schema.ts'
import { type DialectRead, readTextDialect } from './text-dialect.ts'

export interface ResourceContext {
  readonly tables: KeyContext['tables']
  /** The version that the package names. */
  readonly version: StandardVersion | null
}

/** A Data Resource as an object; null where it has no schema, and so asks nothing of rows. */
export function readResource(value: unknown, scope: ReadScope, { tables, version }: ResourceContext): ContractObject | null {
  const { reader, path } = scope
  const resource = readParts(resourceSchema, value, scope)
  const raw = isMap(value) ? value : {}
  const own = resource ? standardVersion(resource, scope) : null
  if (resource) refuseUnreadable(resource, scope)
  const schema = raw['schema']
  if (typeof schema === 'string')
    reader.refuse('UNSUPPORTED_CHECK', `the schema in "${schema}" is not read`, { path: [...path, 'schema'], hint: 'write it into this file' })
  if (schema === undefined && isTable(raw)) reader.refuse('MISSING_KEY', '"schema" is missing', { path })
  const dialect = raw['dialect'] === undefined ? null : readTextDialect(raw['dialect'], within(scope, 'dialect'))
  if (schema === undefined || typeof schema === 'string') return null
  const name = resource?.name ?? 'table'
  const read = readTableSchema(schema, within(scope, 'schema'), {
    table: name,
    tables,
    version: own ?? version,
    nullSequence: dialect?.nullSequence ?? null,
  })
  if (!resource) return null
  const checks = withUniqueIds([...countChecks(resource, scope), ...read.checks])
  return { name, columns: read.columns, checks, text: textDialect(resource, dialect, read), notes: fileNotes(resource, scope) }
}

function isTable(raw: Readonly<Record<string, unknown>>): boolean {
  return raw['type'] === 'table' || raw['profile'] === 'tabular-data-resource'
}

const readFormats = ['csv', 'tsv', 'jsonl', 'ndjson', 'parquet', 'pq']
const encodings = /^(utf-?8(-sig)?|(us-)?ascii)$/i

function refuseUnreadable(resource: Resource, { path, reader }: ReadScope): void {
  for (const key of ['data', 'extrapaths', 'innerpath', 'checklist', 'pipeline', 'stats'] as const)
    if (resource[key] !== undefined) reader.refuse('UNSUPPORTED_CHECK', `"${key}" is not read`, { path, key, hint: frictionlessRefused[key] ?? null })
  const { format, encoding, compression, type } = resource
  if (format !== undefined && !readFormats.includes(format.toLowerCase()))
    reader.refuse('UNSUPPORTED_CHECK', `files of format "${format}" are not read`, {
      path: [...path, 'format'],
      hint: suggestion(format, readFormats),
    })
  if (encoding !== undefined && !encodings.test(encoding))
    reader.refuse('UNSUPPORTED_CHECK', `files in "${encoding}" are not read`, { path: [...path, 'encoding'], hint: 'write them in UTF-8' })
  if (compression !== undefined && !Object.hasOwn(compressions, compression))
    reader.refuse('UNSUPPORTED_CHECK', `files compressed with "${compression}" are not read`, {
      path: [...path, 'compression'],
      hint: 'use gz or zst',
    })
  if (type !== undefined && !['table', 'file', 'text', 'json'].includes(type))
    reader.refuse('INVALID_VALUE', `"type" cannot be "${type}"`, { path: [...path, 'type'], hint: 'a table is of type "table"' })
}

const compressions: Readonly<Record<string, TextDialect['compression']>> = {
  '': 'none',
  no: 'none',
  gz: 'gzip',
  gzip: 'gzip',
  zst: 'zstd',
  zstd: 'zstd',
}

// Null where the reader's own way of a file's name will do: a text of no characters is missing, and nothing else is.
function textDialect({ format, path, compression }: Resource, dialect: DialectRead | null, { missing }: ReadSchema): TextDialect | null {
  const packed = compression === undefined ? null : (compressions[compression] ?? null)
  const [first] = typeof path === 'string' ? [path] : (path ?? [])
  const tabs = format?.toLowerCase() === 'tsv' || (format === undefined && /\.(tsv|tab)(\.\w+)?$/i.test(first ?? ''))
  const text = dialect?.text ?? { ...commaSeparated, delimiter: tabs ? '\t' : ',' }
  if (dialect === null && packed === null && missing.length === 1 && missing[0] === '') return null
  return { ...text, missing, compression: packed }
}

/** `rows` and `fields` of frictionless-py: how many there are. */
function countChecks({ rows, fields }: Resource, { path, reader }: ReadScope): readonly Check[] {
  const equal = (value: number) => ({ operator: 'equal', value, unit: 'rows' }) as const
  const head = (key: string) => ({ severity: 'error', line: reader.line([...path, key]) }) as const
  return [
    ...(rows === undefined ? [] : [{ kind: 'row_count', id: 'row_count', ...head('rows'), condition: equal(rows) } as const]),
    ...(fields === undefined ? [] : [{ kind: 'column_count', id: 'column_count', ...head('fields'), condition: equal(fields) } as const]),
  ]
}

// About the bytes of a file, which seaworthy.lock holds.
function fileNotes({ bytes, hash }: Resource, { path, reader }: ReadScope): readonly ContractNote[] {
  const note = (key: string, text: string): ContractNote => ({ line: reader.line([...path, key]), column: null, text })
  return [
    ...(bytes === undefined ? [] : [note('bytes', `the file has ${bytes} bytes: held by seaworthy.lock, not here`)]),
    ...(hash === undefined ? [] : [note('hash', `the file has the digest ${hash}: held by seaworthy.lock, not here`)]),
  ]
}
