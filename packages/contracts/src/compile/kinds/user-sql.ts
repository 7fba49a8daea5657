import type { CheckOf } from '../../check.ts'
import { type Condition, holds } from '../../condition.ts'
import { type Compiled, type Finding, undecided } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { rowCheck } from '../row-check.ts'
import { checkFinding } from '../rows-finding.ts'

/** One SELECT of the user that yields one number. */
export function compileSql(check: CheckOf<'sql'>): Compiled {
  return {
    kind: 'scalars',
    sql: [`cast((\n${check.query}\n) as DOUBLE)`],
    offenders: null,
    read: ([value]) => readNumber(check.condition, value),
  }
}

/** One SELECT of the user whose every row offends: their number is compared, as a share of the table's rows where it is one. */
export function compileSqlRows(check: CheckOf<'sql_rows'>, { relation }: CompileData): Compiled {
  return {
    kind: 'scalars',
    sql: [`(select count(*) from (\n${check.query}\n))`, `(select count(*) from ${relation})`],
    offenders: null,
    read: (values) => {
      const [failed = 0, rows = 0] = values.map(Number)
      return checkFinding(check, { failed, considered: rows, valued: rows })
    },
  }
}

/** SQL of the user that is true of each row; a null of it passes. */
export function compileExpression(check: CheckOf<'expression'>, data: CompileData): Compiled {
  return rowCheck(check, data, { failing: `not (\n${check.sql}\n)`, valued: null, shown: 'null::VARCHAR' })
}

function readNumber(condition: Condition, value: unknown): Finding {
  const observed = value === null || value === undefined ? Number.NaN : Number(value)
  if (Number.isNaN(observed)) return undecided('the query yields no number')
  return { outcome: holds(condition, observed) ? 'pass' : 'fail', observed, failed: 0, share: 0, message: null }
}
