import { z } from 'zod'
import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ColumnRule } from '../../contract.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import { readableCheck } from '../python/readable.ts'
import { type CheckEntry, checkEntries, checkEntry, checkNames } from './check-entry.ts'
import { columnChecks } from './column-checks.ts'
import { type PandasType, pandasType, pandasTypeNames } from './dtype.ts'
import { panderaRefused } from './names.ts'

const documentation = z.unknown().optional()
const flag = z.boolean().nullish()
const off = z.literal([false, null]).optional()
const columnKeys = {
  title: documentation,
  description: documentation,
  metadata: documentation,
  name: documentation,
  dtype: z.string().nullish(),
  nullable: flag,
  unique: flag,
  coerce: flag,
  required: flag,
  default: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  report_duplicates: z.enum(['all', 'exclude_first', 'exclude_last']).nullish(),
  checks: documentation,
}
const columnSchema = z.strictObject({ ...columnKeys, regex: off, drop_invalid_rows: off })
type Column = z.output<typeof columnSchema>

/** What the schema says for all of its columns. */
export interface SchemaDefaults {
  readonly dtype: string | null
  readonly coerce: boolean
  readonly checks: readonly CheckEntry[]
}
interface Asked {
  readonly name: string
  readonly path: YamlPath
  readonly reader: ContractReader
  readonly defaults: SchemaDefaults
}

/** A column of the schema and all that it asks; null with the problems noted. */
export function readColumn(
  value: Readonly<Record<string, unknown>>,
  asked: Asked,
): { readonly rule: ColumnRule; readonly checks: readonly Check[] } | null {
  const { path, reader, defaults, name } = asked
  const known = new Set<string>(Object.keys(columnSchema.shape))
  const own = Object.fromEntries(Object.entries(value).filter(([key]) => known.has(key)))
  const column = reader.read(columnSchema, refused(own, asked), path)
  const flat = Object.entries(value).flatMap(([key, given]) => (known.has(key) ? [] : (flatEntry(key, given, asked) ?? [])))
  if (!column) return null
  const entries = [...checkEntries(column.checks, { path: [...path, 'checks'], reader }), ...flat, ...defaults.checks]
  const type = declaredType(column, asked)
  const required = column.required !== false
  const rule: ColumnRule = {
    name,
    type: type?.type ?? null,
    duckType: isCoerced(column, defaults) ? null : (type?.duckType ?? null),
    required,
    line: reader.line(path),
    lexical: null,
    personal: null,
  }
  const asks = entries.flatMap((entry) => columnChecks({ entry, reader, column: { name, type: rule.type, nan: type?.nan === true } }))
  return {
    rule,
    checks: [...presenceChecks(column, asked), ...typeChecks({ column, type, asked }), ...valueChecks({ column, type, asked }), ...asks],
  }
}

// A check may stand beside the other keys, by its name.
function flatEntry(key: string, value: unknown, { path, reader }: Asked): CheckEntry | null {
  if (checkNames.includes(key) || Object.hasOwn(panderaRefused, key)) return checkEntry(key, value, { path: [...path, key], reader })
  reader.refuse('UNKNOWN_KEY', `unknown key or check "${key}"`, { path, key, hint: suggestion(key, [...Object.keys(columnKeys), ...checkNames]) })
  return null
}

/** The keys without those that are refused by name, for a better word than that they must be false. */
function refused(value: Readonly<Record<string, unknown>>, { path, reader, name }: Asked): Readonly<Record<string, unknown>> {
  const on = ['regex', 'drop_invalid_rows'].filter((key) => value[key] === true)
  for (const key of on)
    reader.refuse('UNSUPPORTED_CHECK', `"${key}" of the column "${name}" cannot be checked`, { path, key, hint: panderaRefused[key] ?? null })
  return Object.fromEntries(Object.entries(value).filter(([key]) => !on.includes(key)))
}

function isCoerced(column: Column, defaults: SchemaDefaults): boolean {
  return column.coerce === true || defaults.coerce
}

function declaredType({ dtype }: Column, { path, reader, defaults }: Asked): PandasType | null {
  // A type of the whole schema goes before those of its columns.
  const [written, place] = defaults.dtype === null ? [dtype ?? null, [...path, 'dtype']] : [defaults.dtype, ['dtype']]
  if (written === null) return null
  const found = pandasType(written)
  if (!found) reader.refuse('UNKNOWN_TYPE', `unknown dtype "${written}"`, { path: place, hint: suggestion(written, pandasTypeNames) })
  return found
}

function head({ name, path, reader }: Asked, what: string, key?: string) {
  return { id: checkId([name], what), severity: 'error' as const, line: reader.line(key === undefined ? path : [...path, key]), column: name }
}

function presenceChecks(column: Column, asked: Asked): readonly Check[] {
  return column.required === false ? [] : [{ kind: 'column_present', ...head(asked, 'present', 'required'), index: null }]
}

interface Typed {
  readonly column: Column
  readonly type: PandasType | null
  readonly asked: Asked
}

// With `coerce` the values must convert, whatever type the file gives them; to a text all do.
function typeChecks({ column, type, asked }: Typed): readonly Check[] {
  if (!type) return []
  const here = head(asked, 'type', 'dtype')
  if (isCoerced(column, asked.defaults)) return type.type === null || type.type === 'string' ? [] : [readableCheck(asked.name, here)]
  if (type.type !== null) return [{ kind: 'type', ...here, type: type.type, duckType: type.duckType }]
  return type.duckType === null ? [] : [{ kind: 'type_in', ...here, duckTypes: [type.duckType] }]
}

function valueChecks({ column, type, asked }: Typed): readonly Check[] {
  const checks: Check[] = []
  // With a default, missing values are filled before anything is checked.
  if (column.nullable !== true && (column.default ?? null) === null) {
    checks.push({ kind: 'not_null', ...head(asked, 'nullable', 'nullable'), ...allRows })
    if (type?.nan) checks.push({ kind: 'finite', ...head(asked, 'nan', 'nullable'), ...allRows, allow: 'infinity' })
  }
  if (column.unique !== true) return checks
  const { column: name, ...rest } = head(asked, 'unique', 'unique')
  const count = (column.report_duplicates ?? 'all') === 'all' ? 'all' : 'repeats'
  // Missing values are equal to each other.
  return [...checks, { kind: 'duplicates', ...rest, ...allRows, columns: [name], count }]
}
