import { z } from 'zod'
import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ColumnRule, ContractObject } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import { type DialectReader, isMap } from '../dialect.ts'
import { refuseRepeats, withUniqueIds } from '../names.ts'
import { type CheckEntry, checkEntries } from './check-entry.ts'
import { readColumn } from './column.ts'
import { refuseIndex } from './index-rule.ts'
import { panderaRefused } from './names.ts'

/** Schemas of pandera for pandas, as `to_yaml` and `to_json` write them (pandera.readthedocs.io). */
export const pandera: DialectReader = {
  dialect: 'pandera',
  optionalColumns: true,
  description: 'a schema of pandera (schema_type: dataframe and columns)',
  claims: ({ value }) => isMap(value) && 'schema_type' in value,
  read: ({ value }, reader) => readSchema(value, reader),
}

const documentation = z.unknown().optional()
const flag = z.boolean().nullish()
const off = z.literal([false, null]).optional()
const maxNameLength = 200
const pandasLibraries = ['pandas', 'modin', 'dask', 'pyspark.pandas'] as const
const names = z.array(z.string().min(1)).min(1)
const schemaSchema = z.strictObject({
  schema_type: z.literal('dataframe'),
  version: documentation,
  title: documentation,
  description: documentation,
  metadata: documentation,
  api: z.enum(pandasLibraries).nullish(),
  dataframe_library: z.enum(pandasLibraries).nullish(),
  name: z.string().max(maxNameLength).nullish(),
  columns: documentation,
  checks: documentation,
  index: documentation,
  multiindex: documentation,
  dtype: z.string().nullish(),
  coerce: flag,
  strict: z.boolean().nullish(),
  ordered: flag,
  unique: z.union([z.string().min(1), names, z.array(names).min(1)]).nullish(),
  report_duplicates: z.enum(['all', 'exclude_first', 'exclude_last']).nullish(),
  // A file with a column name twice is refused in any case.
  unique_column_names: flag,
  add_missing_columns: off,
  drop_invalid_rows: off,
})
type Schema = z.output<typeof schemaSchema>

function readSchema(value: unknown, reader: ContractReader): readonly ContractObject[] {
  if (!isMap(value)) return []
  const schema = reader.read(schemaSchema, refused(value, reader), [])
  refuseIndex(value, reader)
  const listed = listedColumns(value['columns'], reader)
  if (schema?.coerce === true && (schema.dtype ?? null) !== null && schema.strict !== true)
    reader.refuse('UNSUPPORTED_CHECK', '"coerce" with a "dtype" converts columns that are not described, too', {
      path: ['dtype'],
      hint: 'say "strict: true", or give each column its dtype',
    })
  const defaults = { dtype: schema?.dtype ?? null, coerce: schema?.coerce === true, checks: frameChecks(schema, reader) }
  const read = listed.flatMap(({ name, column, path }) => readColumn(column, { name, path, reader, defaults }) ?? [])
  const rules = read.map(({ rule }) => rule)
  refuseRepeats(rules, { reader, what: 'column', path: (at) => listed[at]?.path ?? ['columns'] })
  if (!schema) return []
  const checks = [...read.flatMap((one) => one.checks), ...shapeChecks(schema, rules, reader), ...uniqueChecks(schema, rules, reader)]
  return [{ name: schema.name || 'data', columns: rules, checks: withUniqueIds(checks), text: null, notes: [] }]
}

function refused(value: Readonly<Record<string, unknown>>, reader: ContractReader): Readonly<Record<string, unknown>> {
  const on = ['add_missing_columns', 'drop_invalid_rows'].filter((key) => value[key] === true)
  for (const key of on) reader.refuse('UNSUPPORTED_CHECK', `"${key}" cannot be done`, { path: [], key, hint: panderaRefused[key] ?? null })
  if (value['strict'] === 'filter')
    reader.refuse('UNSUPPORTED_CHECK', '"strict: filter" cannot be done', { path: ['strict'], hint: 'it would change the data: true or false' })
  return Object.fromEntries(Object.entries(value).filter(([key, given]) => !on.includes(key) && !(key === 'strict' && given === 'filter')))
}

interface Listed {
  readonly name: string
  readonly column: Readonly<Record<string, unknown>>
  readonly path: YamlPath
}

/** Columns by name, or as a list of columns that name themselves. */
function listedColumns(value: unknown, reader: ContractReader): readonly Listed[] {
  const entries: readonly (readonly [unknown, unknown, YamlPath])[] = isMap(value)
    ? Object.entries(value).map(([name, column]) => [name, column, ['columns', name]] as const)
    : Array.isArray(value)
      ? value.map((column: unknown, at) => [isMap(column) ? column['name'] : undefined, column, ['columns', at]] as const)
      : []
  if (entries.length === 0)
    reader.refuse('MISSING_KEY', 'a schema needs its columns', { path: isMap(value) || Array.isArray(value) ? ['columns'] : [] })
  return entries.flatMap(([name, column, path]) => {
    if (typeof name !== 'string' || name === '')
      reader.refuse('INVALID_VALUE', 'the name of a column is a text', { path, hint: 'columns of several levels are not in files' })
    else if (name.length > maxNameLength) reader.refuse('INVALID_VALUE', `a name of more than ${maxNameLength} characters`, { path })
    else if (!isMap(column))
      reader.refuse('INVALID_VALUE', `the column "${name}" is a map`, { path, hint: 'write {} for a column that need only be there' })
    else return [{ name, column, path }]
    return []
  })
}

// Checks of the frame hold for every cell of it, described or not.
function frameChecks(schema: Schema | null, reader: ContractReader): readonly CheckEntry[] {
  const entries = schema ? checkEntries(schema.checks, { path: ['checks'], reader }) : []
  for (const { name, path } of entries)
    if (name.startsWith('str_') || name === 'unique_values_eq')
      reader.refuse('INVALID_VALUE', `${name} is a check of a column`, { path, hint: 'move it under the columns that it is for' })
  if (entries.length > 0 && schema?.strict !== true)
    reader.refuse('UNSUPPORTED_CHECK', 'checks of the whole frame hold for columns that are not described, too', {
      path: ['checks'],
      hint: 'say "strict: true", or move them under their columns',
    })
  return entries
}

function shapeChecks({ strict, ordered }: Schema, rules: readonly ColumnRule[], reader: ContractReader): readonly Check[] {
  const all = rules.map(({ name }) => name)
  if (ordered === true) {
    if (strict === true && rules.every(({ required }) => required))
      return [{ kind: 'columns', id: 'ordered', severity: 'error', line: reader.line(['ordered']), names: all, match: 'ordered' }]
    reader.refuse('UNSUPPORTED_CHECK', '"ordered" is checked where no column may be added or missing', {
      path: ['ordered'],
      hint: 'say "strict: true", and no column with "required: false"',
    })
  }
  return strict === true ? [{ kind: 'columns', id: 'strict', severity: 'error', line: reader.line(['strict']), names: all, match: 'subset' }] : []
}

function uniqueChecks({ unique, report_duplicates }: Schema, rules: readonly ColumnRule[], reader: ContractReader): readonly Check[] {
  const lists = typeof unique === 'string' ? [[unique]] : (unique ?? []).length === 0 ? [] : groups(unique ?? [])
  const known = rules.map(({ name }) => name)
  return lists.map((columns): Check => {
    for (const column of columns)
      if (!known.includes(column))
        reader.refuse('UNKNOWN_COLUMN', `no column "${column}"`, { path: ['unique'], hint: `known are: ${known.join(', ')}` })
    const count = (report_duplicates ?? 'all') === 'all' ? 'all' : 'repeats'
    return { kind: 'duplicates', id: checkId(columns, 'unique'), severity: 'error', line: reader.line(['unique']), ...allRows, columns, count }
  })
}

function groups(unique: readonly (string | readonly string[])[]): readonly (readonly string[])[] {
  const single = unique.filter((one) => typeof one === 'string')
  return single.length > 0 ? [single] : unique.filter((one) => typeof one !== 'string')
}
