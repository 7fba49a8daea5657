// As in net-patterns.ts.

/** Digits of a day; whether the calendar has it is looked at apart. */
export const dayPattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const zone = '(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])'
const fraction = '(?:\\.[0-9]+)?'
/** The full-time of RFC 3339: a zone is needed; a leap second only at the end of a day in UTC. */
export const zonedTimePattern = `(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]${fraction}${zone}|23:59:60${fraction}(?:[Zz]|[+-]00:00))`
/** The date-time of RFC 3339, with `T`, `t` or a blank between. */
export const dateTimePattern = `${dayPattern}[Tt ]${zonedTimePattern}`

const clock = 'T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)'
const days = '[0-9]+D'
const months = `[0-9]+M(?:${days})?`
const date = `(?:${days}|${months}|[0-9]+Y(?:${months})?)(?:${clock})?`
/** A duration of RFC 3339, appendix A. */
export const durationPattern = `P(?:${date}|${clock}|[0-9]+W)`
