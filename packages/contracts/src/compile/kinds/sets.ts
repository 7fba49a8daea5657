import type { CheckOf } from '../../check.ts'
import { columnNamed } from '../columns.ts'
import { incomparable } from '../comparison-sql.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided, valueCheck } from '../row-check.ts'
import { inSetSql } from '../set-sql.ts'

/** Fails values that are not listed. NaN is equal to a listed NaN alone; 0 to -0. */
export function compileInSet(check: CheckOf<'in_set'>, data: CompileData): Compiled {
  return compileSet(check, data, (inSet) => `not (${inSet})`)
}

/** Fails values that are listed. */
export function compileNotInSet(check: CheckOf<'not_in_set'>, data: CompileData): Compiled {
  return compileSet(check, data, (inSet) => inSet)
}

function compileSet(check: CheckOf<'in_set' | 'not_in_set'>, data: CompileData, failing: (inSet: string) => string): Compiled {
  const column = columnNamed(data, check.column)
  const { sql, wrong } = inSetSql(column, check.values)
  return wrong === undefined ? valueCheck(check, data, { column, failing: failing(sql) }) : notDecided(incomparable(column, wrong))
}
