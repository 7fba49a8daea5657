import type { Bound } from '../../check.ts'
import type { LogicalType } from '../../logical-type.ts'

const date = '(\\d{4})-(\\d{2})-(\\d{2})'
const clock = '([01]\\d|2[0-3]):([0-5]\\d)(:[0-5]\\d(?:\\.\\d{1,6})?)?'
const offset = '(Z|[+-](?:0\\d|1[0-4]):?[0-5]\\d)'
const forms: { readonly [T in 'date' | 'timestamp' | 'time']: RegExp } = {
  date: new RegExp(`^${date}$`),
  timestamp: new RegExp(`^${date}(?:[T ]${clock}Z?)?$`),
  time: new RegExp(`^${clock}$`),
}
const zonedTimestamp = new RegExp(`^${date}[T ]${clock}${offset}$`)

/** One end of a range in the form that checks carry, or null when it is no value of the type. Timestamps have no zone, or `Z`. */
export function boundValue(type: LogicalType, value: number | string): Bound['value'] | null {
  if (typeof value === 'number') return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : null
  if (type !== 'date' && type !== 'timestamp' && type !== 'time') return null
  const found = forms[type].exec(value)
  if (!found) return null
  return type === 'time' || isDay(Number(found[1]), Number(found[2]), Number(found[3])) ? value.replace('T', ' ').replace(/Z$/, '') : null
}

/**
 * One end of a range of moments, in UTC; null where the text is no moment: it needs its offset.
 * @example zonedBound('2020-01-01 00:00:00+10:00') // '2019-12-31 14:00:00'
 */
export function zonedBound(value: string): string | null {
  const found = zonedTimestamp.exec(value)
  if (!found) return null
  const [year, month, day, hour, minute] = found.slice(1, 6).map(Number)
  if (!isDay(year ?? 0, month ?? 0, day ?? 0)) return null
  const moment = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, (minute ?? 0) - offsetMinutes(found[7] ?? 'Z')))
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')}${found[6] ?? ':00'}`
}

function offsetMinutes(written: string): number {
  if (written === 'Z') return 0
  const minutes = Number(written.slice(1, 3)) * 60 + Number(written.slice(-2))
  return written.startsWith('-') ? -minutes : minutes
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
