import type { Condition } from '../condition.ts'
import type { Filter } from '../filter.ts'
import { givenSql, valueSql } from './columns.ts'
import { type Compiled, undecided } from './compiled.ts'
import type { CompileData, DataColumn } from './data.ts'
import { filterSql } from './filter-sql.ts'

interface OfRows {
  readonly condition: Condition
  readonly where: Filter | null
}

interface RowCheck {
  /** SQL that is true of a failing row; a null of it passes. */
  readonly failing: string
  /** SQL that is never null; null: every row has a value. */
  readonly valued: string | null
  /** SQL of the text that a sample quotes. */
  readonly shown: string
}

/** A check that each row passes or fails, with its filter. */
export function rowCheck({ where }: OfRows, data: CompileData, { failing, valued, shown }: RowCheck): Compiled {
  const considered = where === null ? { sql: null } : filterSql(where, data)
  if ('message' in considered) return { kind: 'decided', finding: undecided(considered.message) }
  return { kind: 'rows', failing: `(${failing})`, considered: considered.sql, valued, shown }
}

/** The same of one column, whose nulls are passed over: `failing` is null (or false) for them. */
export function valueCheck(
  check: OfRows,
  data: CompileData,
  { column, failing }: { readonly column: DataColumn; readonly failing: string },
): Compiled {
  const valued = `${valueSql(column)} is not null`
  return rowCheck(check, data, { failing, valued, shown: `${givenSql(column)}::VARCHAR` })
}

/** A check that these data cannot answer. */
export function notDecided(message: string): Compiled {
  return { kind: 'decided', finding: undecided(message) }
}
