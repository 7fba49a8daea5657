import { z } from 'zod'
import type { Check, CheckKind } from '../check.ts'
import { checkId } from '../dialects/check-id.ts'
import { isMap } from '../dialects/dialect.ts'
import { type ContractReader, suggestion } from '../reading/contract-reader.ts'
import type { YamlPath } from '../reading/yaml-source.ts'
import { ownKinds } from './own-kinds.ts'
import { ownTools } from './own-tools.ts'
import { spelledFields } from './spelled-fields.ts'

/** Where a check stands. */
export interface OwnScope {
  readonly path: YamlPath
  readonly reader: ContractReader
  /** The table that is checked. */
  readonly object: string
  /** The column (by its name in the data) under which the check stands, if any. */
  readonly column: string | null
  /** Names in the contract to names in the data; where there are none, any name is taken. */
  readonly columns: ReadonlyMap<string, string>
  /** The tables that may be referred to, with their columns; null where they are not known. */
  readonly tables?: ReadonlyMap<string, ReadonlyMap<string, string>> | null
  readonly line: number
}

/** The kinds of checks, by their names. */
const kinds = Object.keys(ownKinds)

/**
 * A check in our own words: a map of `check` (a kind of the union) and its fields, in camelCase or snake_case. A check of rows also
 * takes `where` (which rows count) and either `mostly` (the share of values that must pass) or an operator with `unit` (how many
 * rows may fail). Null with the problems noted: UNKNOWN_CHECK, UNKNOWN_KEY, MISSING_KEY, INVALID_VALUE, UNKNOWN_COLUMN,
 * UNKNOWN_OBJECT, PATTERN_INVALID, SQL_INVALID.
 * @example ownCheck({ check: 'drift', method: 'psi', threshold: 0.2 }, scope) // { kind: 'drift', id: 'delay.drift', column: 'delay', … }
 */
export function ownCheck(value: unknown, scope: OwnScope): Check | null {
  const { path, reader, column, line } = scope
  if (!isMap(value)) {
    reader.refuse('INVALID_VALUE', 'a check is a map', { path, hint: 'write check: and the fields of the check' })
    return null
  }
  const kind = value['check']
  if (typeof kind !== 'string' || !isKind(kind)) {
    if (kind === undefined) reader.refuse('MISSING_KEY', '"check" is missing', { path, hint: `one of ${kinds.join(', ')}` })
    else reader.refuse('UNKNOWN_CHECK', `unknown check ${JSON.stringify(kind)}`, { path: [...path, 'check'], hint: suggestion(String(kind), kinds) })
    return null
  }
  const own = ownKinds[kind]
  const read = spelledFields({ check: z.string(), ...own.shape }, value, { path, reader })
  if (!read) return null
  const before = reader.problems.length
  const body = own.build(read.fields, ownTools(scope, read))
  if (reader.problems.length > before) return null
  return { ...body, id: checkId('column' in body ? body.column : column, kind), severity: 'error', line }
}

function isKind(name: string): name is CheckKind {
  return Object.hasOwn(ownKinds, name)
}
