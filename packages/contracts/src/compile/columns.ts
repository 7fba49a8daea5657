import type { Check } from '../check.ts'
import { columnsOf } from '../check.ts'
import { suggestion } from '../reading/contract-reader.ts'
import { quoteIdentifier } from '../sql/sql-text.ts'
import type { CompileData, DataColumn } from './data.ts'

/** A column that the data are known to have: {@link missingColumn} was asked before. */
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

/** SQL of some columns as one text for a sample: `1, null, a`. */
export function shownTogether(columns: readonly DataColumn[]): string {
  const [only] = columns
  if (only && columns.length === 1) return `${givenSql(only)}::VARCHAR`
  return `array_to_string([${columns.map((column) => `coalesce(${givenSql(column)}::VARCHAR, 'null')`).join(', ')}], ', ')`
}

/** Why a check cannot be decided: the first of its columns that the data lack, with the nearest name; null when all are there. */
export function missingColumn(check: Check, { columns }: Pick<CompileData, 'columns'>): string | null {
  if (check.kind === 'column_present' || check.kind === 'columns') return null
  const names = new Set(columns.map(({ name }) => name))
  const missing = (columnsOf(check) ?? []).find((name) => !names.has(name))
  return missing === undefined ? null : noColumn(missing, columns)
}

/** @example noColumn('orgin', columns) // 'the data have no column "orgin" (did you mean "origin"?)' */
export function noColumn(name: string, columns: readonly DataColumn[]): string {
  return `the data have no column "${name}" (${suggestion(
    name,
    columns.map((column) => column.name),
  )})`
}
