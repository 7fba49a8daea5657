import { type PatternStep, PatternUnsupported, translatePattern } from './pattern-steps.ts'

/** An ECMA-262 pattern as RE2 runs it, or why it cannot. */
export type Re2Pattern =
  | { readonly kind: 'pattern'; readonly re2: string }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'unsupported'; readonly reason: string }

/**
 * Translates an ECMA-262 pattern to RE2 (github.com/google/re2/wiki/Syntax), where `.`, `\s`, named groups, empty classes and
 * escapes differ. RE2 has no look-around and no back-references: those are `unsupported`. Read as with the `u` flag where valid so.
 * @example re2Pattern('^(?<code>[A-Z]{3})$') // { kind: 'pattern', re2: '^(?P<code>[A-Z]{3})$' }
 */
export function re2Pattern(source: string): Re2Pattern {
  try {
    new RegExp(source)
  } catch (error) {
    return { kind: 'invalid', reason: error instanceof Error ? error.message : String(error) }
  }
  try {
    return { kind: 'pattern', re2: translatePattern(source, outside) }
  } catch (error) {
    if (error instanceof PatternUnsupported) return { kind: 'unsupported', reason: error.message }
    throw error
  }
}

const maxRepeat = 1000
const space = '\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}'
const notSpace =
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}' +
  '\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}'
const sets: Readonly<Record<string, string>> = {
  d: '0-9',
  D: '\\x{0}-/:-\\x{10ffff}',
  w: '0-9A-Za-z_',
  W: '\\x{0}-/:-@\\[-^`{-\\x{10ffff}',
  s: space,
  S: notSpace,
}

function outside(source: string, at: number): PatternStep {
  const char = source[at]
  if (char === '\\') return escaped(source, at, false)
  if (char === '[') return characterClass(source, at)
  if (char === '(') return group(source, at)
  if (char === '{') return repeat(source, at)
  if (char === '.') return { text: '[^\\n\\r\\x{2028}\\x{2029}]', next: at + 1 }
  return { text: char === '}' || char === ']' ? `\\${char}` : (char ?? ''), next: at + 1 }
}

function group(source: string, at: number): PatternStep {
  const rest = source.slice(at)
  if (!rest.startsWith('(?')) return { text: '(', next: at + 1 }
  if (/^\(\?<?[=!]/.test(rest)) throw new PatternUnsupported('look-around is not available')
  if (rest.startsWith('(?<')) return { text: '(?P<', next: at + 3 }
  const plain = /^\(\?(?:i|-i)?:/.exec(rest)
  if (!plain) throw new PatternUnsupported(`the group "${rest.slice(0, 5)}" is not available`)
  return { text: plain[0], next: at + plain[0].length }
}

function repeat(source: string, at: number): PatternStep {
  const counts = /^\{(\d+)(?:,(\d*))?\}/.exec(source.slice(at))
  if (!counts) return { text: '\\{', next: at + 1 }
  if (Number(counts[1]) > maxRepeat || Number(counts[2] || 0) > maxRepeat)
    throw new PatternUnsupported(`more than ${maxRepeat} repetitions are not available`)
  return { text: counts[0], next: at + counts[0].length }
}

function characterClass(source: string, at: number): PatternStep {
  const negated = source[at + 1] === '^'
  let next = at + (negated ? 2 : 1)
  let inside = ''
  while (source[next] !== ']') {
    const char = source[next] ?? ''
    const step = char === '\\' ? escaped(source, next, true) : { text: '[^&'.includes(char) ? `\\${char}` : char, next: next + 1 }
    inside += step.text
    next = step.next
  }
  if (inside === '') return { text: negated ? '[\\x{0}-\\x{10ffff}]' : '[^\\x{0}-\\x{10ffff}]', next: next + 1 }
  return { text: `[${negated ? '^' : ''}${inside}]`, next: next + 1 }
}

function escaped(source: string, at: number, inClass: boolean): PatternStep {
  const char = source[at + 1] ?? ''
  const set = sets[char]
  if (set !== undefined) return { text: inClass ? set : `[${set}]`, next: at + 2 }
  if (char === 'b') return { text: inClass ? '\\x{8}' : '\\b', next: at + 2 }
  if (char === 'p' || char === 'P') return property(source, at)
  const point = codePoint(source, at)
  if (point) return point
  if (/[1-9]/.test(char) || char === 'k') throw new PatternUnsupported('back-references are not available')
  if (/[Btnrfv]/.test(char)) return { text: `\\${char}`, next: at + 2 }
  return { text: /[A-Za-z0-9_]/.test(char) || char > '\x7f' ? char : `\\${char}`, next: at + 2 }
}

function codePoint(source: string, at: number): PatternStep | null {
  const rest = source.slice(at)
  const pair = /^\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/i.exec(rest)
  if (pair) return hex(String.fromCharCode(Number.parseInt(pair[1] ?? '', 16), Number.parseInt(pair[2] ?? '', 16)).codePointAt(0) ?? 0, at + 12)
  const written = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]+)\})/i.exec(rest)
  if (written) return hex(Number.parseInt(written[1] ?? written[2] ?? written[3] ?? '', 16), at + written[0].length)
  const control = /^\\c([a-z])/i.exec(rest)
  if (control) return hex((control[1] ?? '').charCodeAt(0) % 32, at + 3)
  if (/^\\0[0-9]/.test(rest)) throw new PatternUnsupported('octal escapes are not available')
  return rest.startsWith('\\0') ? hex(0, at + 2) : null
}

function hex(point: number, next: number): PatternStep {
  if (point >= 0xd800 && point <= 0xdfff) throw new PatternUnsupported('half of a surrogate pair is not available')
  return { text: `\\x{${point.toString(16)}}`, next }
}

function property(source: string, at: number): PatternStep {
  const named = /^\\([pP])\{(?:(?:Script|sc|General_Category|gc)=)?([A-Z][A-Za-z_]*)\}/.exec(source.slice(at))
  if (!named) throw new PatternUnsupported('this Unicode property is not available')
  return { text: `\\${named[1]}{${named[2]}}`, next: at + named[0].length }
}
