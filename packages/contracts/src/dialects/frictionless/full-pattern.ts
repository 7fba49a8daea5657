import type { Pattern } from '../../check.ts'
import { ecmaPattern } from '../../sql/pattern.ts'
import { type PatternStep, PatternUnsupported, translatePattern } from '../../sql/pattern-steps.ts'

/** A pattern that holds for a whole text; why it is none; or what of it cannot be run. */
export type FullPattern = { readonly pattern: Pattern } | { readonly invalid: string } | { readonly unsupported: string }

/**
 * The `pattern` of a Table Schema. The standard asks for the syntax of XML Schema, the tools take Python's: both are read where they do
 * not contradict, and Python's meaning where they do (`^` and `$` are ends of the text, `\d` and `\w` know every script, `_` is in `\w`).
 * The whole text must match, with alternatives too: `a|bc` is not found in `abc`.
 * @example fullPattern('[A-Z]{3}') // { pattern: { source: '[A-Z]{3}', re2: '^(?:[A-Z]{3})$', javascript: '^(?:[A-Z]{3})$' } }
 */
export function fullPattern(source: string): FullPattern {
  try {
    const flags = /^\(\?([a-zA-Z]+)\)/.exec(source)
    if (flags && flags[1] !== 'i') throw new PatternUnsupported(`the flags "${flags[1]}" are not available`)
    const body = translatePattern(source.slice(flags?.[0].length ?? 0), outside)
    const javascript = flags ? `^(?i:${body})$` : `^(?:${body})$`
    // Checked with the flag with which it runs.
    new RegExp(javascript, 'u')
    const read = ecmaPattern(javascript)
    return 'invalid' in read ? read : { pattern: { ...read.pattern, source } }
  } catch (error) {
    if (error instanceof PatternUnsupported) return { unsupported: error.message }
    if (error instanceof SyntaxError) return { invalid: error.message.replace(/^Invalid regular expression: /, '') }
    throw error
  }
}

function outside(source: string, at: number): PatternStep {
  const char = source[at] ?? ''
  if (char === '\\') return escaped(source, at, false)
  if (char === '[') return characterClass(source, at)
  if (char === '(') return group(source, at)
  if (char === '{') return repeat(source, at)
  // Python's dot is anything but a line feed.
  if (char === '.') return { text: '[^\\n]', next: at + 1 }
  if ('*+?'.includes(char) && source[at + 1] === '+') throw new PatternUnsupported('possessive repetition is not available')
  return { text: char === '}' || char === ']' || char === '/' ? `\\${char}` : char, next: at + 1 }
}

function group(source: string, at: number): PatternStep {
  const rest = source.slice(at)
  const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest)
  if (named) return { text: `(?<${named[1]}>`, next: at + named[0].length }
  const again = /^\(\?P=([A-Za-z_]\w*)\)/.exec(rest)
  if (again) return { text: `\\k<${again[1]}>`, next: at + again[0].length }
  const comment = /^\(\?#[^)]*\)/.exec(rest)
  if (comment) return { text: '', next: at + comment[0].length }
  const plain = /^\((?:\?(?::|i:|-i:|=|!|<=|<!))?(?!\?)/.exec(rest)
  if (!plain) throw new PatternUnsupported(`the group "${rest.slice(0, 4)}" is not available`)
  return { text: plain[0], next: at + plain[0].length }
}

function repeat(source: string, at: number): PatternStep {
  const counts = /^\{(\d*)(,?)(\d*)\}/.exec(source.slice(at))
  if (!counts || counts[0] === '{}' || counts[0] === '{,}') return { text: '\\{', next: at + 1 }
  if (source[at + counts[0].length] === '+') throw new PatternUnsupported('possessive repetition is not available')
  return { text: `{${counts[1] || '0'}${counts[2]}${counts[3]}}`, next: at + counts[0].length }
}

function characterClass(source: string, at: number): PatternStep {
  const negated = source[at + 1] === '^'
  const start = at + (negated ? 2 : 1)
  let next = start
  let inside = ''
  let without: PatternStep | null = null
  // A bracket that comes first is a character.
  while (next < source.length && (source[next] !== ']' || next === start)) {
    if (source.startsWith('-[', next) && next > start) {
      // XML Schema: all of the class but what the inner one holds.
      without = characterClass(source, next + 1)
      next = without.next
      break
    }
    const char = source[next] ?? ''
    const step = char === '\\' ? escaped(source, next, true) : { text: '[]'.includes(char) ? `\\${char}` : char, next: next + 1 }
    inside += step.text
    next = step.next
  }
  if (source[next] !== ']') throw new SyntaxError('a character class is not closed')
  const text = `[${negated ? '^' : ''}${inside}]`
  return { text: without ? `(?:(?!${without.text})${text})` : text, next: next + 1 }
}

/** Sets of characters, as they stand within brackets. */
const sets: Readonly<Record<string, string>> = { d: '\\p{Nd}', w: '\\p{L}\\p{N}_', s: '\\s', i: '\\p{L}_:', c: '\\p{L}\\p{N}._:\\-' }

function escaped(source: string, at: number, inClass: boolean): PatternStep {
  const char = source[at + 1]
  if (char === undefined) throw new SyntaxError('a backslash ends the pattern')
  const set = Object.hasOwn(sets, char.toLowerCase()) ? sets[char.toLowerCase()] : undefined
  if (set !== undefined) return { text: ofSet(set, char, inClass), next: at + 2 }
  if (char === 'p' || char === 'P') return property(source, at)
  const point = codePoint(source, at)
  if (point) return point
  if (char === 'A' || char === 'Z') return { text: char === 'A' ? '^' : '$', next: at + 2 }
  if (/[tnrfv]/.test(char) || (char === 'b' && !inClass) || (char === 'B' && !inClass)) return { text: `\\${char}`, next: at + 2 }
  const reference = inClass ? null : /^\\[1-9]\d?/.exec(source.slice(at))
  if (reference) return { text: `${reference[0]}(?:)`, next: at + reference[0].length }
  if (/[A-Za-z0-9]/.test(char)) throw new SyntaxError(`"\\${char}" means nothing`)
  return { text: /[\^$\\.*+?()[\]{}|/]/.test(char) || (inClass && char === '-') ? `\\${char}` : char, next: at + 2 }
}

function ofSet(set: string, char: string, inClass: boolean): string {
  const negated = char !== char.toLowerCase()
  if (!inClass) return `[${negated ? '^' : ''}${set}]`
  if (!negated) return set
  if (char === 'D') return '\\P{Nd}'
  if (char === 'S') return '\\S'
  throw new PatternUnsupported(`"\\${char}" within brackets is not available`)
}

function property(source: string, at: number): PatternStep {
  const named = /^\\[pP]\{(\^?)([A-Z][a-z]?)\}/.exec(source.slice(at))
  if (!named || named[1]) throw new PatternUnsupported('of Unicode properties, categories such as \\p{Lu} are available')
  return { text: named[0], next: at + named[0].length }
}

function codePoint(source: string, at: number): PatternStep | null {
  const written = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(0)(?![0-9])|(a))/.exec(source.slice(at))
  if (!written) return null
  const [all, x, u, long, zero] = written
  const digits = x ?? u ?? long ?? (zero === undefined ? '7' : '0')
  return { text: `\\u{${Number.parseInt(digits, 16).toString(16)}}`, next: at + all.length }
}
