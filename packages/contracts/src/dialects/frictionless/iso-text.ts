import type { TimeParts } from './time-format.ts'

const pad = (value: number, digits: number) => String(value).padStart(digits, '0')

/** The form in which checks carry a date, a time or a timestamp (in UTC); null where the day does not exist. */
export function isoText(type: 'date' | 'time' | 'timestamp', parts: TimeParts): string | null {
  if (!isDay(parts)) return null
  const { year, month, day, hour, minute, second, offsetMinutes } = parts
  const at = new Date(Date.UTC(2000, 0, 1))
  at.setUTCFullYear(year, month - 1, day)
  // 24:00:00 is the beginning of the next day.
  at.setUTCHours(hour, minute - offsetMinutes, second)
  const fraction = parts.fraction.replace(/0+$/, '').slice(0, 6)
  const clock = `${pad(at.getUTCHours(), 2)}:${pad(at.getUTCMinutes(), 2)}:${pad(at.getUTCSeconds(), 2)}${fraction && `.${fraction}`}`
  if (type === 'time') return clock
  const date = `${pad(at.getUTCFullYear(), 4)}-${pad(at.getUTCMonth() + 1, 2)}-${pad(at.getUTCDate(), 2)}`
  return type === 'date' ? date : `${date} ${clock}`
}

function isDay({ year, month, day }: TimeParts): boolean {
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
