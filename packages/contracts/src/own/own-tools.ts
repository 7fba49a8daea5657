import type { Bound } from '../check.ts'
import { type Condition, mostly, none, operatorKeys, operators } from '../condition.ts'
import { fillPlaceholders } from '../dialects/odcs/placeholders.ts'
import { boundValue } from '../dialects/odcs/range-bounds.ts'
import type { Filter } from '../filter.ts'
import { type LogicalType, logicalTypes } from '../logical-type.ts'
import type { ConditionFields } from '../reading/condition-fields.ts'
import { suggestion } from '../reading/contract-reader.ts'
import { notSingleSelect, withoutSemicolon } from '../sql/single-select.ts'
import { filterText } from './filter-text.ts'
import type { OwnScope } from './own-check.ts'
import type { BoundFields, OwnTools, RowFields } from './own-kind.ts'
import { renameColumns } from './rename-columns.ts'
import type { SpelledFields } from './spelled-fields.ts'

/** The tools with which the fields of one check are read. */
export function ownTools(scope: OwnScope, { spelling }: SpelledFields): OwnTools {
  const { path, reader } = scope
  const refuse: OwnTools['refuse'] = (code, message, { key, path: inner = [], hint = null }) =>
    reader.refuse(code, message, { path: [...path, spelling(key), ...inner], hint })
  const tools: Tools = { scope, refuse }
  return {
    refuse,
    column: (written) => (written === undefined ? ownColumn(tools) : named(written, { ...tools, key: 'column', at: [] })),
    columns: (written, key) => written.map((name, at) => named(name, { ...tools, key, at: key === 'left' || key === 'right' ? [] : [at] })),
    columnsOrOwn: (written) => written?.map((name, at) => named(name, { ...tools, key: 'columns', at: [at] })) ?? [ownColumn(tools)],
    filter: (written, key) => readFilter(written, { ...tools, key }),
    where: (written) => (written === undefined ? null : readFilter(written, { ...tools, key: 'where' })),
    rows: (given) => ({
      condition: rowCondition(given, tools),
      where: given.where === undefined ? null : readFilter(given.where, { ...tools, key: 'where' }),
    }),
    condition: (given) => readCondition(given, { ...tools, unit: 'rows' }) ?? missingOperator(tools),
    bounds: (given) => readBounds(given, tools),
    table: (written) => table(written, tools),
    columnsOf: (other, written, key) => {
      const columns = scope.tables?.get(other)
      return written.map((name, at) => resolve(name, columns ?? new Map(), { ...tools, key, at: [at] }))
    },
    query: (written, key) => readQuery(written, { ...tools, key }),
  }
}

interface Tools {
  readonly scope: OwnScope
  readonly refuse: OwnTools['refuse']
}
interface At extends Tools {
  readonly key: string
  readonly at: readonly number[]
}

function ownColumn({ scope }: Tools): string {
  if (scope.column === null)
    scope.reader.refuse('MISSING_KEY', '"column" is missing', { path: scope.path, hint: 'name it, or put the rule under it' })
  return scope.column ?? ''
}

function named(name: string, at: At): string {
  return resolve(name, at.scope.columns, at)
}

function resolve(name: string, columns: ReadonlyMap<string, string>, { refuse, key, at }: At): string {
  const found = columns.get(name)
  if (found === undefined && columns.size > 0 && ![...columns.values()].includes(name))
    refuse('UNKNOWN_COLUMN', `no column "${name}"`, { key, path: at, hint: suggestion(name, [...columns.keys()]) })
  return found ?? name
}

function readFilter(written: string, { scope, refuse, key }: Tools & { readonly key: string }): Filter {
  const read = filterText(written)
  if ('filter' in read) return renameColumns(read.filter, (name) => named(name, { scope, refuse, key, at: [] }))
  refuse('INVALID_VALUE', `the filter cannot be read: ${read.fault}`, { key, hint: `write it as "status = 'open' and amount > 0"` })
  return { kind: 'all', parts: [] }
}

function rowCondition(given: RowFields, tools: Tools): Condition {
  const read = readCondition(given, { ...tools, unit: given.unit ?? 'rows' })
  if (given.mostly !== undefined && read) tools.refuse('INVALID_VALUE', '"mostly" and an operator exclude each other', { key: 'mostly' })
  if (given.unit !== undefined && !read) tools.refuse('INVALID_VALUE', '"unit" needs an operator', { key: 'unit', hint: 'add mustBeLessThan: 5' })
  return given.mostly === undefined ? (read ?? none) : mostly(given.mostly)
}

function readCondition(given: ConditionFields, { refuse, unit }: Tools & { readonly unit: 'rows' | 'percent' }): Condition | null {
  const [key, second] = operatorKeys.filter((one) => given[one] !== undefined)
  if (key === undefined) return null
  if (second !== undefined) refuse('INVALID_VALUE', `${key} and ${second} exclude each other`, { key: second, hint: 'write two checks' })
  if (key === 'mustBeBetween' || key === 'mustNotBeBetween') {
    const [low, high] = given[key] ?? [0, 0]
    if (low > high) refuse('INVALID_VALUE', `${key} starts above its end`, { key })
    return { operator: operators[key], low, high, unit }
  }
  return { operator: operators[key], value: given[key] ?? 0, unit }
}

function missingOperator({ scope }: Tools): Condition {
  scope.reader.refuse('MISSING_KEY', 'the check says nothing that must hold', { path: scope.path, hint: `add one of ${operatorKeys.join(', ')}` })
  return none
}

function readBounds({ type: written, ...given }: BoundFields & { readonly type?: string | undefined }, tools: Tools) {
  const type = logicalTypes.find((one) => one === written) ?? 'number'
  const minimum = readEnd(given, ['minimum', 'exclusiveMinimum'], { ...tools, type })
  const maximum = readEnd(given, ['maximum', 'exclusiveMaximum'], { ...tools, type })
  if (Object.values(given).every((end) => end === undefined))
    tools.scope.reader.refuse('MISSING_KEY', 'a minimum or a maximum is missing', { path: tools.scope.path })
  if (minimum && maximum && minimum.value > maximum.value) tools.refuse('INVALID_VALUE', 'the minimum exceeds the maximum', { key: 'minimum' })
  return { minimum, maximum }
}

type EndKey = keyof BoundFields

function readEnd(
  given: BoundFields,
  [inclusive, exclusive]: readonly [EndKey, EndKey],
  { refuse, type }: Tools & { readonly type: LogicalType },
): Bound | null {
  const key = given[exclusive] === undefined ? inclusive : exclusive
  const written = given[key]
  if (written === undefined) return null
  if (key === exclusive && given[inclusive] !== undefined) refuse('INVALID_VALUE', `${inclusive} and ${exclusive} exclude each other`, { key })
  const value = boundValue(type, written)
  if (value === null)
    refuse('INVALID_VALUE', `${JSON.stringify(written)} is no ${type}`, { key, hint: 'a number, or with type: date or timestamp a text in ISO 8601' })
  return value === null ? null : { value, exclusive: key === exclusive }
}

function table(name: string, { scope, refuse }: Tools): string {
  if (scope.tables && !scope.tables.has(name))
    refuse('UNKNOWN_OBJECT', `no object "${name}"`, { key: 'table', hint: suggestion(name, [...scope.tables.keys()]) })
  return name
}

function readQuery(written: string, { scope, refuse, key }: Tools & { readonly key: string }): string {
  const { query, unknown } = fillPlaceholders(withoutSemicolon(written), { object: scope.object, property: scope.column })
  for (const name of unknown) refuse('SQL_INVALID', `the placeholder ${name} means nothing here`, { key })
  const fault = notSingleSelect(query)
  if (fault) refuse('SQL_INVALID', `the query must be one SELECT: ${fault}`, { key })
  return query
}
