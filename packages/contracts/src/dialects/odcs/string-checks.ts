import type { Check, Pattern } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { ecmaPattern } from '../../sql/pattern.ts'
import type { TextFormat } from '../../text-format.ts'
import { checkId } from '../check-id.ts'
import type { StringOptions } from './option-schemas.ts'

interface Place {
  readonly column: string
  /** Of the options. */
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** The checks of logicalTypeOptions of a string. Lengths are in code points. */
export function stringChecks(options: StringOptions, place: Place): readonly Check[] {
  return [...lengthCheck(options, place), ...patternCheck(options, place), ...formatCheck(options, place)]
}

function lengthCheck({ minLength, maxLength }: StringOptions, { column, path, reader }: Place): readonly Check[] {
  if (minLength === undefined && maxLength === undefined) return []
  if ((minLength ?? 0) > (maxLength ?? Infinity)) reader.refuse('INVALID_VALUE', 'minLength exceeds maxLength', { path, key: 'minLength' })
  const line = reader.line([...path, minLength === undefined ? 'maxLength' : 'minLength'])
  const ends = { minimum: minLength ?? null, maximum: maxLength ?? null }
  return [{ kind: 'length', unit: 'code_points', ...allRows, id: checkId(column, 'length'), severity: 'error', line, column, ...ends }]
}

function patternCheck({ pattern }: StringOptions, { column, path, reader }: Place): readonly Check[] {
  if (pattern === undefined) return []
  const place = [...path, 'pattern']
  const compiled = readPattern(pattern, { path: place, reader })
  if (!compiled) return []
  const head = { id: checkId(column, 'pattern'), severity: 'error', line: reader.line(place) } as const
  return [{ kind: 'pattern', ...head, column, patterns: [compiled], match: 'all', ...allRows }]
}

/** The pattern, or null with the problem noted. */
export function readPattern(source: string, { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader }): Pattern | null {
  const read = ecmaPattern(source)
  if ('pattern' in read) return read.pattern
  reader.refuse('PATTERN_INVALID', `pattern ${JSON.stringify(source)}: ${read.invalid}`, { path })
  return null
}

/** The formats of the standard. A password has no form of its own: it is a secret, and the column is not shown. */
export const stringFormats: ReadonlyMap<string, TextFormat | null> = new Map([
  ['password', null],
  ['byte', 'base64'],
  ['email', 'email'],
  ['uuid', 'uuid'],
  ['uri', 'uri'],
  ['hostname', 'hostname'],
  ['ipv4', 'ipv4'],
  ['ipv6', 'ipv6'],
])

function formatCheck({ format }: StringOptions, { column, path, reader }: Place): readonly Check[] {
  if (format === undefined) return []
  const place = [...path, 'format']
  const found = stringFormats.get(format)
  if (found === undefined) refuseFormat(format, { path: place, reader })
  if (!found) return []
  const head = { id: checkId(column, 'format'), severity: 'error', line: reader.line(place) } as const
  return [{ kind: 'format', ...head, column, format: found, ...allRows }]
}

/** Notes that a format of a string cannot be checked. */
export function refuseFormat(format: string, { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader }): void {
  const hint = format === 'binary' ? 'any octets are binary; "byte" is base64' : suggestion(format, [...stringFormats.keys()])
  reader.refuse('UNSUPPORTED_CHECK', `the format "${format}" of a string cannot be checked`, { path, hint })
}
