import { z } from 'zod'
import type { Severity } from '../../check.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { isMap } from '../dialect.ts'
import { panderaRefused } from './names.ts'

/** A check as a schema asks for it. */
export interface CheckEntry {
  readonly name: string
  readonly args: unknown
  readonly path: YamlPath
  readonly severity: Severity
  /** Whether missing values are passed over. */
  readonly ignoreMissing: boolean
}
interface Place {
  readonly path: YamlPath
  readonly reader: ContractReader
}

const documentation = z.unknown().optional()
const optionsSchema = z.strictObject({
  check_name: z.string().optional(),
  ignore_na: z.boolean().nullish(),
  raise_warning: z.boolean().nullish(),
  groupby: z.null().optional(),
  groups: z.null().optional(),
  n_failure_cases: documentation,
  error: documentation,
  name: documentation,
  title: documentation,
  description: documentation,
})
const optionKeys: ReadonlySet<string> = new Set(Object.keys(optionsSchema.shape))

/** The argument that a check takes when it is given a value alone. */
export const firstArgument: Readonly<Record<string, string>> = {
  equal_to: 'value',
  not_equal_to: 'value',
  greater_than: 'min_value',
  greater_than_or_equal_to: 'min_value',
  less_than: 'max_value',
  less_than_or_equal_to: 'max_value',
  in_range: 'min_value',
  isin: 'allowed_values',
  notin: 'forbidden_values',
  str_matches: 'pattern',
  str_contains: 'pattern',
  str_startswith: 'string',
  str_endswith: 'string',
  str_length: 'exact_value',
  unique_values_eq: 'values',
}
const aliases: Readonly<Record<string, string>> = {
  eq: 'equal_to',
  ne: 'not_equal_to',
  gt: 'greater_than',
  ge: 'greater_than_or_equal_to',
  lt: 'less_than',
  le: 'less_than_or_equal_to',
  between: 'in_range',
}
export const checkNames: readonly string[] = [...Object.keys(firstArgument), ...Object.keys(aliases)]

/** The checks of a `checks` key: a list whose items name theirs under options, or a map by name. */
export function checkEntries(value: unknown, { path, reader }: Place): readonly CheckEntry[] {
  if (value === undefined || value === null) return []
  if (isMap(value)) return Object.entries(value).flatMap(([name, given]) => checkEntry(name, given, { path: [...path, name], reader }) ?? [])
  if (Array.isArray(value)) return value.flatMap((one, at) => listedEntry(one, { path: [...path, at], reader }) ?? [])
  reader.refuse('INVALID_VALUE', '"checks" is a list or a map of checks', { path })
  return []
}

function listedEntry(value: unknown, place: Place): CheckEntry | null {
  const options = isMap(value) ? value['options'] : undefined
  const name = isMap(options) ? options['check_name'] : undefined
  if (typeof name === 'string') return checkEntry(name, value, place)
  place.reader.refuse('MISSING_KEY', 'a check in a list needs its name under options.check_name', { path: place.path })
  return null
}

/** One check by its name. */
export function checkEntry(written: string, value: unknown, { path, reader }: Place): CheckEntry | null {
  const name = Object.hasOwn(aliases, written) ? (aliases[written] ?? written) : written
  const first = Object.hasOwn(firstArgument, name) ? firstArgument[name] : undefined
  if (first === undefined) {
    const refused = Object.hasOwn(panderaRefused, written) ? panderaRefused[written] : undefined
    if (refused === undefined) reader.refuse('UNKNOWN_CHECK', `unknown check "${written}"`, { path, hint: suggestion(written, checkNames) })
    else reader.refuse('UNSUPPORTED_CHECK', `${written} cannot be checked`, { path, hint: refused })
    return null
  }
  const { args, options } = split(value, first)
  const place = isMap(value) && 'options' in value ? [...path, 'options'] : path
  const read = reader.read(optionsSchema, options, place)
  return read && { name, args, path, severity: read.raise_warning === true ? 'warning' : 'error', ignoreMissing: read.ignore_na !== false }
}

// Options stand under "options", or among the arguments. A single argument may go by the name "value".
function split(value: unknown, first: string): { readonly args: unknown; readonly options: Readonly<Record<string, unknown>> } {
  if (!isMap(value)) return { args: value === null ? {} : { [first]: value }, options: {} }
  const nested = isMap(value['options'])
    ? value['options']
    : value['options'] === undefined || value['options'] === null
      ? {}
      : { options: value['options'] }
  const own = Object.entries(value).filter(([key]) => key !== 'options')
  const args = own.filter(([key]) => !optionKeys.has(key))
  const [only] = args
  const renamed = only && args.length === 1 && only[0] === 'value' ? [[first, only[1]] as const] : args
  return { args: Object.fromEntries(renamed), options: { ...Object.fromEntries(own.filter(([key]) => optionKeys.has(key))), ...nested } }
}
