/** A pattern of java.time.format.DateTimeFormatter as strptime reads it. */
export type JavaTimeFormat =
  | {
      readonly kind: 'format'
      /** Null: ISO 8601 says the same. */
      readonly strptime: string | null
      /** The texts that it takes, as a regular expression of RE2 over the whole text; null: as the type says. */
      readonly form: string | null
      /** What is in it. */
      readonly parts: 'date' | 'time' | 'timestamp'
      /** Whether the texts carry an offset. */
      readonly zone: boolean
    }
  | { readonly kind: 'refused'; readonly reason: string; readonly hint: string | null }

/** A letter as strptime has it, and as a regular expression: strptime alone takes fewer digits, and blanks around. */
type Letters = Readonly<Record<string, readonly [strptime: string, form: string]>>

const dateLetters: Letters = {
  yyyy: ['%Y', '[0-9]{4}'],
  uuuu: ['%Y', '[0-9]{4}'],
  MM: ['%m', '[0-9]{2}'],
  M: ['%-m', '[0-9]{1,2}'],
  MMM: ['%b', '[A-Z][a-z]{2}'],
  MMMM: ['%B', '[A-Z][a-z]+'],
  dd: ['%d', '[0-9]{2}'],
  d: ['%-d', '[0-9]{1,2}'],
  DDD: ['%j', '[0-9]{3}'],
}
const clockLetters: Letters = {
  HH: ['%H', '[0-9]{2}'],
  H: ['%-H', '[0-9]{1,2}'],
  hh: ['%I', '[0-9]{2}'],
  h: ['%-I', '[0-9]{1,2}'],
  mm: ['%M', '[0-9]{2}'],
  m: ['%-M', '[0-9]{1,2}'],
  ss: ['%S', '[0-9]{2}'],
  s: ['%-S', '[0-9]{1,2}'],
  SSS: ['%g', '[0-9]{3}'],
  SSSSSS: ['%f', '[0-9]{6}'],
  a: ['%p', '[AP]M'],
}
const zoneLetters: Letters = {
  Z: ['%z', '[+-][0-9]{4}'],
  xx: ['%z', '[+-][0-9]{4}'],
  xxx: ['%z', '[+-][0-9]{2}:[0-9]{2}'],
}

// Letters that look right and mean something else, or that strptime cannot read as Java does.
const hints: Readonly<Record<string, string>> = {
  Y: 'YYYY is the year of a week: write yyyy',
  D: 'D is the day of a year: write dd',
  y: 'a year of two digits means 2000 to 2099 to Java and 1970 to 2069 to strptime: write yyyy',
  u: 'write yyyy',
  S: 'fractions of three (SSS) or six (SSSSSS) digits are read',
  E: 'a weekday is not compared with its day: leave it out of the data, or check the text with a pattern',
  X: 'X may be written "Z", which only the ISO form may: write xxx, or the whole as yyyy-MM-dd\'T\'HH:mm:ssXXX',
  z: 'names of zones are not read: write an offset (xxx)',
  V: 'names of zones are not read: write an offset (xxx)',
}

// Unquoted, `T` is no letter of Java's, and `Z` is an offset without a colon; the standard's own examples write them for ISO 8601.
const isoDate = /^(?:yyyy|uuuu)-MM-dd$/
const isoZoned = /^(?:yyyy|uuuu)-MM-dd(?:'T'|T)HH:mm:ss(?:\.S{1,6})?(?:Z|X|XXX|'Z')$/
/** A moment in ISO 8601, with its offset. */
export const isoMoment = '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})'

/** How the standard writes its default, meaning ISO 8601. */
const standardDefault = 'YYYY-MM-DDTHH:mm:ss.SSSZ'

/**
 * Translates a pattern of Java's DateTimeFormatter. What strptime would read otherwise is refused by its letter. The names of months
 * are the English ones.
 * @example javaTimeFormat('dd/MM/yyyy') // { kind: 'format', strptime: '%d/%m/%Y', form: '[0-9]{2}/[0-9]{2}/[0-9]{4}', parts: 'date', … }
 */
export function javaTimeFormat(pattern: string): JavaTimeFormat {
  if (isoDate.test(pattern)) return { kind: 'format', strptime: null, form: null, parts: 'date', zone: false }
  if (isoZoned.test(pattern) || pattern === standardDefault)
    return { kind: 'format', strptime: null, form: isoMoment, parts: 'timestamp', zone: true }
  const items = pattern.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[\s\S]/g) ?? []
  const seen = { date: false, clock: false, zone: false }
  let strptime = ''
  let form = ''
  for (const item of items) {
    const read = readItem(item, seen)
    if ('refused' in read) return { kind: 'refused', ...read.refused }
    strptime += read.strptime
    form += read.form
  }
  if (!seen.date && !seen.clock) return { kind: 'refused', reason: 'it reads neither a date nor a time', hint: null }
  return { kind: 'format', strptime, form, parts: seen.date ? (seen.clock ? 'timestamp' : 'date') : 'time', zone: seen.zone }
}

type ItemRead = { readonly strptime: string; readonly form: string } | { readonly refused: { readonly reason: string; readonly hint: string | null } }

function readItem(item: string, seen: { date: boolean; clock: boolean; zone: boolean }): ItemRead {
  if (item === 'T' || !/[A-Za-z]/.test(item[0] ?? '')) return literal(item)
  const kinds = [
    ['date', dateLetters],
    ['clock', clockLetters],
    ['zone', zoneLetters],
  ] as const
  for (const [kind, letters] of kinds) {
    const read = Object.hasOwn(letters, item) ? letters[item] : undefined
    if (read === undefined) continue
    seen[kind] = true
    return { strptime: read[0], form: read[1] }
  }
  return { refused: { reason: `the letters "${item}" cannot be read`, hint: hints[item[0] ?? ''] ?? null } }
}

function literal(item: string): ItemRead {
  if (item === "'") return { refused: { reason: 'a quote is not closed', hint: null } }
  if ('[]{}#'.includes(item)) return { refused: { reason: `"${item}" (an optional or reserved part) cannot be read`, hint: null } }
  const text = item === "''" ? "'" : item.length > 1 ? item.slice(1, -1).replaceAll("''", "'") : item
  return { strptime: text.replaceAll('%', '%%'), form: text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&') }
}
