import { quoteIdentifier, quoteText } from '@seaworthy/contracts'
import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import { requireColumn, type Table, typedRelation } from './table.ts'

export type WindowUnit = 'day' | 'week' | 'month' | 'year'
export type WindowRule =
  | { readonly kind: 'all' }
  | { readonly kind: 'last'; readonly count: number; readonly unit: WindowUnit }
  | { readonly kind: 'before'; readonly dataset: string }

/** Rows with `after` < time <= `until`; ISO 8601 without a zone, null where open. */
export interface ResolvedWindow {
  readonly time: string
  readonly after: string | null
  readonly until: string | null
}

/** SQL of a time column as a timestamp, without a zone (UTC where it has one). */
export function timeValue(table: Table, time: string): string {
  const { type } = requireColumn(table, time)
  if (!/^(DATE|TIMESTAMP.*)$/.test(type))
    throw new DatasetsError('COLUMN_TYPE', `${table.files[0]?.name}: "${time}" is ${type}, not a date or timestamp`, {
      hint: 'windows need a time column',
    })
  return `${quoteIdentifier(time)}::TIMESTAMP`
}

/** The WHERE clause of a window, empty for all rows. */
export function windowClause(table: Table, window: ResolvedWindow | null): string {
  if (!window) return ''
  const time = timeValue(table, window.time)
  const bound = (sign: string, at: string | null) => (at === null ? [] : [`${time} ${sign} TIMESTAMP ${quoteText(at)}`])
  const conditions = [...bound('>', window.after), ...bound('<=', window.until)]
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`
}

export async function timeRange(engine: Engine, table: Table, time: string): Promise<{ readonly min: string; readonly max: string } | null> {
  const value = timeValue(table, time)
  const [row = []] = await engine.rows(`select epoch_us(min(${value})), epoch_us(max(${value})) from ${typedRelation(table)}`)
  const [min, max] = row
  return typeof min === 'bigint' && typeof max === 'bigint' ? { min: isoOfMicros(min), max: isoOfMicros(max) } : null
}

/** @example isoOfMicros(978307260000000n) // '2001-01-01T00:01:00' */
export function isoOfMicros(micros: bigint): string {
  const whole = new Date(Number(micros / 1000n) - (micros % 1000n < 0n ? 1 : 0)).toISOString()
  const fraction = String(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n).padStart(6, '0')
  return whole.slice(0, 19) + (fraction === '000000' ? '' : `.${fraction}`)
}

/**
 * The newest `count` units: until the newest time rounded up to midnight, after that less the units by the calendar (a day that
 * the earlier month lacks becomes its last one).
 * @example lastWindow('2001-06-30T22:10:00', { time: 't', count: 1, unit: 'month' })
 * // { time: 't', after: '2001-06-01T00:00:00', until: '2001-07-01T00:00:00' }
 */
export function lastWindow(
  newest: string,
  { time, count, unit }: { readonly time: string; readonly count: number; readonly unit: WindowUnit },
): ResolvedWindow {
  const midnight = Date.UTC(Number(newest.slice(0, 4)), Number(newest.slice(5, 7)) - 1, Number(newest.slice(8, 10)))
  const until = /T00:00:00$/.test(newest) ? midnight : midnight + dayMs
  return { time, after: isoOfMs(stepBack(until, count, unit)), until: isoOfMs(until) }
}

/**
 * A time some while before another, to the second.
 * @example earlier('2001-06-01T00:00:00', 86_400_000) // '2001-05-31T00:00:00'
 */
export function earlier(time: string, byMs: number): string {
  return byMs === 0 ? time : isoOfMs(Date.parse(`${time}Z`) - byMs)
}

const dayMs = 86_400_000

function stepBack(untilMs: number, count: number, unit: WindowUnit): number {
  if (unit === 'day') return untilMs - count * dayMs
  if (unit === 'week') return untilMs - 7 * count * dayMs
  const until = new Date(untilMs)
  const month = until.getUTCMonth() - count * (unit === 'year' ? 12 : 1)
  const lastDay = new Date(Date.UTC(until.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Date.UTC(until.getUTCFullYear(), month, Math.min(until.getUTCDate(), lastDay))
}

function isoOfMs(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19)
}
