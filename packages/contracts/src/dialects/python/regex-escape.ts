import { codePointText, literal, negated, type Reading, RegexFault } from './regex-reading.ts'
import { asciiSets, noWordBoundary, unicodeSets, wordBoundary } from './regex-sets.ts'

const controls: Readonly<Record<string, string>> = { a: '\\x07', f: '\\f', n: '\\n', r: '\\r', t: '\\t', v: '\\v' }

/** What follows a backslash, and moves beyond it. */
export function readEscape(reading: Reading, inClass: boolean): string {
  const rest = reading.source.slice(reading.at)
  const [char] = Array.from(rest.slice(1, 3))
  if (char === undefined) throw new RegexFault('invalid', 'bad escape (end of pattern)')
  const point = readCodePoint(rest, inClass)
  if (point) {
    reading.at += point.length
    return codePointText(point.point)
  }
  const reference = inClass ? null : /^\\([1-9][0-9]?)/.exec(rest)
  reading.at += reference ? reference[0].length : 1 + char.length
  // A digit that follows must not become part of the number.
  if (reference) return `(?:\\${reference[1]})`
  return classEscape(reading, char, inClass) ?? (inClass ? inClassEscape(char) : placeEscape(reading, char)) ?? plainEscape(char, inClass)
}

function classEscape(reading: Reading, char: string, inClass: boolean): string | null {
  const sets = reading.flags.ascii ? asciiSets : unicodeSets
  const name = char.toLowerCase()
  if (name !== 'd' && name !== 's' && name !== 'w') return null
  const set = sets[name]
  if (!inClass) return char === name ? `[${set.inside}]` : `[^${set.inside}]`
  return char === name ? set.inside : negated(reading, set)
}

function inClassEscape(char: string): string | null {
  return char === 'b' ? '\\x08' : null
}

function placeEscape({ flags }: Reading, char: string): string | null {
  const words = flags.ascii ? asciiSets.w : unicodeSets.w
  if (char === 'A') return '^'
  if (char === 'Z') return '$'
  if (char === 'b') return flags.ascii ? '\\b' : wordBoundary(words)
  if (char === 'B') return flags.ascii ? '\\B' : noWordBoundary(words)
  return null
}

function plainEscape(char: string, inClass: boolean): string {
  const control = controls[char]
  if (control !== undefined) return control
  if (char === 'N') throw new RegexFault('unsupported', 'characters by their names (\\N) are not available')
  if (/[A-Za-z0-9]/.test(char)) throw new RegexFault('invalid', `bad escape \\${char}`)
  return literal(char, inClass)
}

function readCodePoint(rest: string, inClass: boolean): { readonly point: number; readonly length: number } | null {
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest)
  if (hex) return { point: Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16), length: hex[0].length }
  const octal = (inClass ? /^\\([0-7]{1,3})/ : /^\\(0[0-7]{0,2}|[1-3][0-7]{2})/).exec(rest)
  return octal ? { point: Number.parseInt(octal[1] ?? '', 8), length: octal[0].length } : null
}
