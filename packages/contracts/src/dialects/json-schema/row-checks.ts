import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { isMap } from '../dialect.ts'
import { isAnything, namedKeys, type OpenKeyword } from './named-keys.ts'
import { assertions, type Placed, type SchemaFile, type SchemaMap, standalone } from './row-schema.ts'

export interface RowKeywords {
  readonly checks: readonly Check[]
  /** The keys that they are about, beside those under `properties`. */
  readonly names: readonly string[]
}

interface Asked {
  readonly row: Placed<SchemaMap>
  readonly file: SchemaFile
  readonly reader: ContractReader
}

/** Keywords that mean something only together stand in one line. */
const groups: readonly (readonly string[])[] = [
  ['allOf'],
  ['anyOf'],
  ['oneOf'],
  ['not'],
  ['if', 'then', 'else'],
  ['dependentRequired'],
  ['dependentSchemas'],
  ['dependencies'],
  ['minProperties'],
  ['maxProperties'],
  ['propertyNames'],
  ['enum'],
  ['const'],
  ['$ref'],
  ['$dynamicRef'],
]

/** What the schema of a row asks beyond its single properties: left to the validator, on the columns concerned. */
export function rowChecks(asked: Asked): RowKeywords {
  refuseUnknownColumns(asked)
  const { value: schema, path } = asked.row
  const properties = isMap(schema['properties']) ? Object.keys(schema['properties']) : []
  const closed = schema['additionalProperties'] === false
  const found = groups.map((group) => groupCheck(group, asked, closed ? properties : null))
  const unevaluated = unevaluatedChecks(asked)
  const checks: Check[] = [...found.flatMap(({ checks }) => checks), ...unevaluated.checks]
  const line = asked.reader.line([...path, 'additionalProperties'])
  if (closed) checks.push({ kind: 'columns', id: 'columns', severity: 'error', line, names: properties, match: 'subset' })
  const names = [...found, unevaluated].flatMap((part) => part.names)
  return { checks, names: closed ? [] : [...new Set(names)].filter((name) => !properties.includes(name)) }
}

const ofProperties = ['type', 'properties', 'required', 'patternProperties', 'additionalProperties', 'unevaluatedProperties']

// The reader of rows has a column for each key that is named, and sees no other.
function refuseUnknownColumns({ row: { value: schema, path }, file, reader }: Asked): void {
  for (const key of assertions(schema, file.draft))
    if (![...ofProperties, ...groups.flat()].includes(key)) reader.refuse('INVALID_VALUE', `"${key}" has no effect on a row`, { path, key })
  const more = schema['additionalProperties']
  const hint = 'list the columns under properties'
  if (isMap(schema['patternProperties']) && Object.keys(schema['patternProperties']).length > 0)
    reader.refuse('UNSUPPORTED_CHECK', '"patternProperties" of a row cannot be checked', { path, key: 'patternProperties', hint })
  if (more !== undefined && more !== false && !isAnything(more))
    reader.refuse('UNSUPPORTED_CHECK', '"additionalProperties" of a row is true or false', { path, key: 'additionalProperties', hint })
}

/** `closed` are all keys that a row can have, null where it can have others. */
function groupCheck(group: readonly string[], { row, file, reader }: Asked, closed: readonly string[] | null): RowKeywords {
  const written = group.filter((name) => name in row.value)
  const [first] = written
  if (first === undefined) return { checks: [], names: [] }
  const keywords = Object.fromEntries(written.map((name) => [name, row.value[name]]))
  const { names, open } = namedKeys(keywords, row.path, file)
  if (closed === null) for (const place of open) refuseOpen(place, reader)
  const columns = closed === null ? [...names] : open.length > 0 ? closed : closed.filter((name) => names.has(name))
  const schema = standalone(keywords, row.path, file)
  const line = reader.line([...row.path, first])
  if (columns.length === 0 && open.length === 0) reader.refuse('INVALID_VALUE', `"${first}" names no column`, { path: row.path, key: first })
  return { names: columns, checks: [{ kind: 'row_json_schema', id: first, severity: 'error', line, ...allRows, columns, schema, draft: file.draft }] }
}

function refuseOpen({ path, key }: OpenKeyword, reader: ContractReader): void {
  const reference = key === '$ref' || key === '$dynamicRef'
  const message = reference ? `"${key}" of a row cannot be followed` : `"${key}" is about keys that the row does not name`
  const hint = reference
    ? 'write it as "#/$defs/name", without "$id" in parts'
    : 'add "additionalProperties": false beside the "properties" of the row'
  reader.refuse('UNSUPPORTED_CHECK', message, { path, key, hint })
}

/** `unevaluatedProperties: false` allows the keys that the schemas of the row name, and the validator tells which branch they are of. */
function unevaluatedChecks({ row, file, reader }: Asked): RowKeywords {
  const value = row.value['unevaluatedProperties']
  if (value === undefined || isAnything(value)) return { checks: [], names: [] }
  const { path } = row
  const key = 'unevaluatedProperties'
  const { unevaluatedProperties: _, $defs: _defs, definitions: _definitions, $id: _id, ...rest } = row.value
  const { names, open } = namedKeys(rest, path, file)
  if (value !== false)
    reader.refuse('UNSUPPORTED_CHECK', `"${key}" of a row is true or false`, { path, key, hint: 'list the columns under properties' })
  for (const place of open) if (place.path.length > path.length) refuseOpen(place, reader)
  const columns = [...names]
  const head = { severity: 'error' as const, line: reader.line([...path, key]) }
  const schema = standalone({ ...rest, unevaluatedProperties: false }, path, file)
  return {
    names: columns,
    checks: [
      { kind: 'columns', id: 'columns', ...head, names: columns, match: 'subset' },
      { kind: 'row_json_schema', id: key, ...head, ...allRows, columns, schema, draft: file.draft },
    ],
  }
}
