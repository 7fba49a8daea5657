import type { CheckOf } from '../../check.ts'
import { columnNamed, presentSql, shownTogether } from '../columns.ts'
import { incomparable } from '../comparison-sql.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided, rowCheck } from '../row-check.ts'
import { inSetSql } from '../set-sql.ts'

/** Fails rows without a value. In text files a value that is not of its type is there all the same. */
export function compileNotNull(check: CheckOf<'not_null'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  return rowCheck(check, data, { failing: `${presentSql(column)} is null`, valued: null, shown: shownTogether([column]) })
}

export function compileIsNull(check: CheckOf<'is_null'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  return rowCheck(check, data, { failing: `${presentSql(column)} is not null`, valued: null, shown: shownTogether([column]) })
}

/** Fails nulls, and the values that stand for one. */
export function compileNullCount(check: CheckOf<'null_count'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const missing = inSetSql(column, check.missing)
  if (missing.wrong !== undefined) return notDecided(incomparable(column, missing.wrong))
  return rowCheck(check, data, {
    failing: `(${presentSql(column)} is null or coalesce(${missing.sql}, false))`,
    valued: null,
    shown: shownTogether([column]),
  })
}

/** Fails rows in which not all (or not any) of the columns have a value. */
export function compileComplete(check: CheckOf<'complete'>, data: CompileData): Compiled {
  const columns = check.columns.map((name) => columnNamed(data, name))
  const word = check.match === 'all' ? ' or ' : ' and '
  const failing = columns.map((column) => `${presentSql(column)} is null`).join(word)
  return rowCheck(check, data, { failing: `(${failing})`, valued: null, shown: shownTogether(columns) })
}
