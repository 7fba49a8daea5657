import { offset, type TimeParts } from './time-format.ts'

// Numbers as XML Schema writes them: a sign, zeros in front, blanks around. No `1_000` and no digits but 0-9, which Python takes.
const blanks = '[ \\t\\r\\n]*'
const clock = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?'
const day = '[0-9]{4}-[0-9]{2}-[0-9]{2}'

/** RE2 of the texts that are values of a type in its default format, where that differs from what is read without a contract. */
export const forms = {
  integer: `${blanks}[+-]?[0-9]+${blanks}`,
  number: `${blanks}[+-]?(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:inf(?:inity)?)|(?i:nan))${blanks}`,
  datetime: `${day}[T ](?:${clock}|24:00:00)(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?`,
  time: clock,
  year: '[0-9]{4}',
} as const

const yearMonthForm = /^\d{4}-(?:0[1-9]|1[0-2])$/
const parts = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:[T ]|$)?(?:(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/

export function isForm(form: keyof typeof forms, text: string): boolean {
  return new RegExp(`^(?:${forms[form]})$`).test(text)
}

/** The parts of a date, time or timestamp in its default format; null for any other text. */
export function isoParts(type: 'date' | 'time' | 'timestamp', text: string): TimeParts | null {
  const fits = type === 'date' ? new RegExp(`^${day}$`).test(text) : isForm(type === 'time' ? 'time' : 'datetime', text)
  const found = fits ? parts.exec(text) : null
  if (!found) return null
  const [, year = '2000', month = '01', dayOfMonth = '01', hour = '0', minute = '0', second = '0', fraction = '', zone] = found
  return {
    year: Number(year),
    month: Number(month),
    day: Number(dayOfMonth),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction,
    offsetMinutes: offset(zone),
  }
}

/** @example isYearMonth('2001-03') // true */
export function isYearMonth(text: string): boolean {
  return yearMonthForm.test(text)
}
