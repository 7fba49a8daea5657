/** What a text that was read with a time format says. */
export interface TimeParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Digits behind the second, up to six. */
  readonly fraction: string
  readonly offsetMinutes: number
}

/** A format of strptime. `form` is RE2 for the texts that Python reads with it: DuckDB alone would take blanks around, and `1-1-1`. */
export interface TimeFormat {
  readonly form: string
  readonly zoned: boolean
  /** The parts of a text, null where it is not written so; the day may be none of its month. */
  parse(text: string): TimeParts | null
}

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3))
const oneOf = (names: readonly string[]) => `(?i:${names.join('|')})`

/** The directives that Python and DuckDB read alike. */
const directives: Readonly<Record<string, string>> = {
  Y: '[0-9]{4}',
  y: '[0-9]{2}',
  m: '1[0-2]|0[1-9]|[1-9]',
  d: '3[01]|[12][0-9]|0[1-9]|[1-9]',
  H: '2[0-3]|[01][0-9]|[0-9]',
  I: '1[0-2]|0[1-9]|[1-9]',
  p: '(?i:am|pm)',
  M: '[0-5][0-9]|[0-9]',
  S: '[0-5][0-9]|[0-9]',
  f: '[0-9]{1,6}',
  j: '36[0-6]|3[0-5][0-9]|[12][0-9]{2}|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9]',
  B: oneOf(months),
  b: oneOf(short(months)),
  A: oneOf(days),
  a: oneOf(short(days)),
  z: '[+-][0-9]{2}:?[0-9]{2}',
}

/**
 * Reads a format of strptime, or says what of it cannot be read: directives of the locale and of weeks mean different things in
 * different places.
 * @example timeFormat('%d/%m/%Y') // { format: { form: '(?:3[01]|…)/(?:1[0-2]|…)/(?:[0-9]{4})', … } }
 */
export function timeFormat(format: string): { readonly format: TimeFormat } | { readonly unsupported: string } {
  const order: string[] = []
  let form = ''
  let named = ''
  for (let at = 0; at < format.length; at++) {
    const char = format[at] ?? ''
    const letter = char === '%' ? (format[++at] ?? '') : null
    if (letter !== null && letter !== '%') {
      if (!Object.hasOwn(directives, letter)) return { unsupported: `"%${letter}" is not read; known are ${known}` }
      if (order.includes(letter)) return { unsupported: `"%${letter}" comes twice` }
      order.push(letter)
      form += `(?:${directives[letter]})`
      named += `(?<${letter}>${directives[letter]})`
    } else {
      const literal = /\s/.test(char) ? '\\s+' : (letter ?? char).replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&')
      form += literal
      named += literal
    }
  }
  const whole = new RegExp(`^${named}$`)
  const parse = (text: string) => parts(whole.exec(text)?.groups)
  return { format: { form, zoned: order.includes('z'), parse } }
}

const known = Object.keys(directives)
  .map((letter) => `%${letter}`)
  .join(' ')

function parts(groups: Readonly<Record<string, string | undefined>> | undefined): TimeParts | null {
  if (!groups) return null
  const number = (letter: string, otherwise: number) => (groups[letter] === undefined ? otherwise : Number(groups[letter]))
  // 69 to 99 are of the last century, as POSIX has it.
  const short = groups['y'] === undefined ? null : Number(groups['y']) + (Number(groups['y']) < 69 ? 2000 : 1900)
  const named = groups['B'] ?? groups['b']
  const month = named === undefined ? number('m', 1) : months.findIndex((name) => name.startsWith(named.toLowerCase())) + 1
  const half = groups['p']?.toLowerCase()
  const hour = groups['I'] === undefined ? number('H', 0) : (number('I', 12) % 12) + (half === 'pm' ? 12 : 0)
  const read = { hour, minute: number('M', 0), second: number('S', 0), fraction: groups['f'] ?? '', offsetMinutes: offset(groups['z']) }
  const year = groups['Y'] === undefined ? (short ?? 1900) : number('Y', 1900)
  return groups['j'] === undefined ? { ...read, year, month, day: number('d', 1) } : { ...read, ...ofYear(year, number('j', 1)) }
}

function ofYear(year: number, dayOfYear: number): Pick<TimeParts, 'year' | 'month' | 'day'> {
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(year, 0, dayOfYear)
  return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** @example offset('+02:30') // 150 */
export function offset(zone: string | undefined): number {
  const found = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '')
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0)) : 0
}
