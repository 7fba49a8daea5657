import type { Check } from '../check.ts'
import { columnsOf } from '../check.ts'
import { suggestion } from '../reading/contract-reader.ts'
import { quoteIdentifier } from '../sql/sql-text.ts'
import type { CompileData, DataColumn } from './data.ts'

/** A column that the data are known to have: {@link absentColumn} was asked before. */
export function columnNamed({ columns }: Pick<CompileData, 'columns'>, name: string): DataColumn {
  const found = columns.find((column) => column.name === name)
  if (!found) throw new TypeError(`the data have no column "${name}"`)
  return found
}

/** SQL of the typed value of a column. */
export function valueSql({ name }: Pick<DataColumn, 'name'>): string {
  return quoteIdentifier(name)
}

/** SQL of a value as the file has it: the text where the file is text, else the typed value. */
export function givenSql({ name, raw }: Pick<DataColumn, 'name' | 'raw'>): string {
  return raw ?? quoteIdentifier(name)
}

/** SQL that is null where the file has no value; a text that is not of its type is one all the same. */
export function presentSql(column: Pick<DataColumn, 'name' | 'raw' | 'plain'>): string {
  return column.plain ? valueSql(column) : givenSql(column)
}

/** SQL of some columns as one text for a sample: `1, null, a`. */
export function shownTogether(columns: readonly DataColumn[]): string {
  const [only] = columns
  if (only && columns.length === 1) return `${givenSql(only)}::VARCHAR`
  return `array_to_string([${columns.map((column) => `coalesce(${givenSql(column)}::VARCHAR, 'null')`).join(', ')}], ', ')`
}

/** What keeps a check from being compiled: columns that the data lack. */
export type Absent = { readonly kind: 'lacking'; readonly message: string } | { readonly kind: 'optional'; readonly message: string }

/** The first of the columns of a check that the data lack, with the nearest name; null when all are there. */
export function absentColumn(check: Check, { columns, optional }: Pick<CompileData, 'columns' | 'optional'>): Absent | null {
  if (check.kind === 'column_present' || check.kind === 'columns') return null
  const names = new Set(columns.map(({ name }) => name))
  const absent = (columnsOf(check) ?? []).filter((name) => !names.has(name))
  const lacking = absent.find((name) => !optional?.has(name))
  if (lacking !== undefined) return { kind: 'lacking', message: noColumn(lacking, columns) }
  // A key that no line has is absent from each of them: the schema decides.
  if (check.kind === 'row_json_schema' && check.where === null) return null
  const [first] = absent
  return first === undefined ? null : { kind: 'optional', message: `the data have no column "${first}", which they may lack` }
}

/** @example noColumn('orgin', columns) // 'the data have no column "orgin" (did you mean "origin"?)' */
export function noColumn(name: string, columns: readonly DataColumn[]): string {
  return `the data have no column "${name}" (${suggestion(
    name,
    columns.map((column) => column.name),
  )})`
}
