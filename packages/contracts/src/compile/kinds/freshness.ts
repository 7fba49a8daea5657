import type { CheckOf } from '../../check.ts'
import { describeDuration } from '../../describe/duration-words.ts'
import { typeFamily } from '../../logical-type.ts'
import { columnNamed, valueSql } from '../columns.ts'
import { type Compiled, type Finding, failing, passing, undecided } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided } from '../row-check.ts'

/**
 * The newest value is at most so old, and not in the future. A day counts from its first moment, and times without a zone are UTC.
 * Fails where there are no values at all.
 */
export function compileFreshness(check: CheckOf<'freshness'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const family = typeFamily(column.type)
  if (family !== 'date' && family !== 'timestamp') return notDecided(`column "${column.name}" is ${column.type}, not date or timestamp`)
  const now = data.now === null ? Number.NaN : Date.parse(data.now)
  if (Number.isNaN(now)) return notDecided('the age of data needs the time by which it is told, and none was given')
  const newest = `max(${valueSql(column)})`
  return {
    kind: 'scalars',
    sql: [`epoch_us(${newest})`, `${newest}::VARCHAR`],
    offenders: null,
    read: ([microseconds, text]) => {
      if (typeof text !== 'string') return failing(`column "${column.name}" has no values`)
      if (microseconds === null || microseconds === undefined) return undecided(`the newest value of column "${column.name}" is ${text}`)
      return judge(check, { newestMs: Number(microseconds) / 1000, now })
    },
  }
}

function judge({ maxAgeMs }: CheckOf<'freshness'>, { newestMs, now }: { readonly newestMs: number; readonly now: number }): Finding {
  const observed = new Date(Math.floor(newestMs)).toISOString()
  const ageMs = now - newestMs
  if (ageMs < 0) return failing(`the newest value lies ${describeDuration(-ageMs)} in the future`, observed)
  return ageMs <= maxAgeMs ? passing(observed) : failing(`the newest value is ${describeDuration(ageMs)} old`, observed)
}
