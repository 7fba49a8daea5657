import type { Filter } from '../../filter.ts'
import { type TypeFamily, typeFamily } from '../../logical-type.ts'
import { columnNamed, valueSql } from '../columns.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { filterSql } from '../filter-sql.ts'

/** The values that a number is about: one column of the rows that count, nulls left out. */
export interface AggregateSource {
  readonly column: DataColumn
  readonly family: TypeFamily
  /** SQL of the typed value. */
  readonly value: string
  /** SQL of the value as a DOUBLE. */
  readonly double: string
  /** Whether the type knows NaN and infinities. */
  readonly floating: boolean
  readonly relation: string
  /** Which rows count: SQL that is never null, or null for all. */
  readonly where: string | null
}

/** Where the values of a column come from; or why the filter cannot be told for these data. */
export function aggregateSource(
  { column, where }: { readonly column: string; readonly where: Filter | null },
  data: CompileData,
): AggregateSource | { readonly message: string } {
  const filter = where === null ? { sql: null } : filterSql(where, data)
  if ('message' in filter) return filter
  const found = columnNamed(data, column)
  const value = valueSql(found)
  return {
    column: found,
    family: typeFamily(found.type),
    value,
    double: `${value}::DOUBLE`,
    floating: found.type === 'DOUBLE' || found.type === 'FLOAT',
    relation: data.relation,
    where: filter.sql,
  }
}

/** An aggregate over the rows that count and meet some more conditions. @example over(source, 'count(*)', 'x > 0') // 'count(*) filter (where x > 0)' */
export function over({ where }: Pick<AggregateSource, 'where'>, aggregate: string, ...conditions: readonly string[]): string {
  const all = [...(where === null ? [] : [where]), ...conditions]
  return all.length === 0 ? aggregate : `${aggregate} filter (where ${all.join(' and ')})`
}

/** The same rows, for a subquery: SQL from FROM on. */
export function rowsOf({ relation, where }: Pick<AggregateSource, 'relation' | 'where'>, ...conditions: readonly string[]): string {
  const all = [...(where === null ? [] : [where]), ...conditions]
  return `from ${relation}${all.length === 0 ? '' : ` where ${all.join(' and ')}`}`
}

/** SQL that tells a value that is neither null, NaN nor infinite. */
export function finiteSql({ value, floating }: Pick<AggregateSource, 'value' | 'floating'>): string {
  return floating ? `coalesce(isfinite(${value}), false)` : `${value} is not null`
}

export function noValues({ column, where }: Pick<AggregateSource, 'column' | 'where'>): string {
  return `column "${column.name}" has no values${where === null ? '' : ' in the rows that count'}`
}
