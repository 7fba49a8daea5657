import type { TimeProfile } from '../profile.ts'
import { isoOfMicros } from '../window.ts'
import type { Aggregates } from './aggregates.ts'
import { profiledValue, type Source, type SourceColumn } from './source.ts'

/** What a profile says of times, from each of them, as microseconds since 1970. */
export function timeSummary(micros: readonly bigint[]): TimeProfile | null {
  const ascending = micros.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  const [min, max] = [ascending[0], ascending.at(-1)]
  if (min === undefined || max === undefined) return null
  const gap = ascending.reduce(
    (largest, value, at) => (value - (ascending[at - 1] ?? value) > largest ? value - (ascending[at - 1] ?? value) : largest),
    0n,
  )
  return { min: isoOfMicros(min), max: isoOfMicros(max), largestGapMs: gap === 0n ? null : Number(gap) / 1000 }
}

export interface TimeEnds {
  readonly count: number
  readonly ends: { readonly min: bigint; readonly max: bigint } | null
}

/** The same of a column with too many times to take them out: first the ends. */
export function timeAggregates(column: SourceColumn): Aggregates<TimeEnds> {
  const value = profiledValue(column)
  return {
    sql: [`count(${value})`, `min(${value})`, `max(${value})`],
    read: ([count, min, max]) => ({ count: Number(count), ends: typeof min === 'bigint' && typeof max === 'bigint' ? { min, max } : null }),
  }
}

/** At least; their width is a power of two. */
const buckets = 65_536n

/**
 * Then the largest gap: times fall into buckets of the same width; a gap wider than one lies between the last time of a bucket and
 * the first of the next that has any.
 */
export async function manyTimes({ engine, from }: Source, column: SourceColumn, { min, max }: NonNullable<TimeEnds['ends']>): Promise<TimeProfile> {
  const shift = Math.max(0, ((max - min) / buckets).toString(2).length - 1)
  const width = 1n << BigInt(shift)
  const grouped = `select ((u - ${min}) >> ${shift})::INTEGER as b, min(u) as low, max(u) as high from (select ${profiledValue(column)} as u from ${from}) where u is not null group by 1`
  const [row = []] = await engine.rows(`select max(low - before) from (select low, lag(high) over (order by b) as before from (${grouped}))`)
  const [gap] = row
  const told = typeof gap === 'bigint' && gap >= width ? Number(gap) / 1000 : null
  return { min: isoOfMicros(min), max: isoOfMicros(max), largestGapMs: told }
}
