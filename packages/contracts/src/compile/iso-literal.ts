const date = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const time = /^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$/

/** Whether a text is a day of the calendar, YYYY-MM-DD. @example isIsoDate('2023-02-29') // false */
export function isIsoDate(text: string): boolean {
  const [, year, month, day] = date.exec(text) ?? []
  if (year === undefined) return false
  const at = new Date(Date.UTC(2000, Number(month) - 1, Number(day)))
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  return Number(year) > 0 && at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
}

/** Whether a text is a time of day: hours and minutes, seconds and up to six digits of a fraction where there are any. */
export function isIsoTime(text: string): boolean {
  return time.test(text)
}

/** Whether a text is a day and a time of day without a zone, with `T` or a blank between. */
export function isIsoTimestamp(text: string): boolean {
  return /[T ]/.test(text[10] ?? '') && isIsoDate(text.slice(0, 10)) && isIsoTime(text.slice(11))
}
