import { quoteIdentifier } from '@seaworthy/contracts'
import type { Engine } from '../engine.ts'
import type { ColumnProfile } from '../profile.ts'
import { type Table, tableRows, typedRelation } from '../table.ts'
import { type ResolvedWindow, windowClause } from '../window.ts'

/** The rows that a profile is about. */
export interface Source {
  readonly engine: Engine
  readonly table: Table
  readonly window: ResolvedWindow | null
  /** SQL from the relation on, with its window. */
  readonly from: string
  readonly rows: number
  /** What scans have told of these rows so far. */
  readonly told: Told
}

/** Values of aggregates, by the rows that they are about and their SQL. */
export type Told = Map<string, unknown>

/** @param from SQL from the relation on, since the same expression is asked of a sample too. */
export function toldKey({ from }: Pick<Source, 'from'>, sql: string): string {
  return `${from}\n${sql}`
}

/** A column of them. */
export interface SourceColumn {
  readonly name: string
  /** As the data have it. */
  readonly type: string
  readonly kind: ColumnProfile['kind']
}

export async function sourceOf(engine: Engine, table: Table, window: ResolvedWindow | null): Promise<Source> {
  const from = `${typedRelation(table)}${windowClause(table, window)}`
  const source = { engine, table, window, from, told: new Map() }
  if (window === null) return { ...source, rows: tableRows(table) }
  const [row = []] = await engine.rows(`select count(*) from ${from}`)
  return { ...source, rows: Number(row[0]) }
}

/** A file by columns is read only where a query needs it; a text file is parsed whole by each. */
export function isColumnar({ table }: Pick<Source, 'table'>): boolean {
  return table.format === 'parquet'
}

/** SQL of a column in the form that is profiled: numbers as doubles, times as microseconds, all else as text. */
export function profiledValue({ name, kind }: Pick<SourceColumn, 'name' | 'kind'>): string {
  const column = quoteIdentifier(name)
  if (kind === 'numeric') return `${column}::DOUBLE`
  return kind === 'datetime' ? `epoch_us(${column}::TIMESTAMP)` : `${column}::VARCHAR`
}

/** The same of numbers, with NaN and infinities null. */
export function finiteValue({ name, type }: Pick<SourceColumn, 'name' | 'type'>): string {
  const double = `${quoteIdentifier(name)}::DOUBLE`
  return canBeInfinite(type) ? `(case when isfinite(${double}) then ${double} end)` : double
}

export function canBeInfinite(type: string): boolean {
  return type === 'FLOAT' || type === 'DOUBLE'
}

/** SQL of a number that is exactly this double. */
export function doubleSql(value: number): string {
  return `'${value}'::DOUBLE`
}
