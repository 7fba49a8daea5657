import type { Bound } from '../../check.ts'
import type { LogicalType } from '../../logical-type.ts'

const date = '(\\d{4})-(\\d{2})-(\\d{2})'
const clock = '([01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?'
const forms: { readonly [T in 'date' | 'timestamp' | 'time']: RegExp } = {
  date: new RegExp(`^${date}$`),
  timestamp: new RegExp(`^${date}(?:[T ]${clock}Z?)?$`),
  time: new RegExp(`^${clock}$`),
}

/** One end of a range in the form that checks carry, or null when it is no value of the type. Timestamps have no zone, or `Z`. */
export function boundValue(type: LogicalType, value: number | string): Bound['value'] | null {
  if (typeof value === 'number') return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : null
  if (type !== 'date' && type !== 'timestamp' && type !== 'time') return null
  const found = forms[type].exec(value)
  if (!found) return null
  return type === 'time' || isDay(Number(found[1]), Number(found[2]), Number(found[3])) ? value.replace('T', ' ').replace(/Z$/, '') : null
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
