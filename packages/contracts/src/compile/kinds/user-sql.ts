import type { CheckOf } from '../../check.ts'
import { holds } from '../../condition.ts'
import { type Compiled, type Finding, undecided } from '../compiled.ts'

/** One SELECT of the user that yields one number. */
export function compileSql(check: CheckOf<'sql'>): Compiled {
  return {
    kind: 'scalars',
    sql: [`cast((\n${check.query}\n) as DOUBLE)`],
    offenders: null,
    read: ([value]) => readNumber(check, value),
  }
}

function readNumber({ condition }: CheckOf<'sql'>, value: unknown): Finding {
  const observed = value === null || value === undefined ? Number.NaN : Number(value)
  if (Number.isNaN(observed)) return undecided('the query yields no number')
  return { outcome: holds(condition, observed) ? 'pass' : 'fail', observed, failed: 0, share: 0, message: null }
}
