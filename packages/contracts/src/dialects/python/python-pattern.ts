import type { Pattern } from '../../check.ts'
import { re2Pattern } from '../../sql/re2-pattern.ts'
import { readClass } from './regex-class.ts'
import { readEscape } from './regex-escape.ts'
import { readOpening } from './regex-group.ts'
import { literal, type Piece, type Reading, RegexFault } from './regex-reading.ts'

export type PythonPattern = { readonly pattern: Pattern } | { readonly fault: 'invalid' | 'unsupported'; readonly reason: string }

/**
 * An expression of Python's `re` (docs.python.org/3/library/re.html) for RE2 and JavaScript, with Python's meaning: classes by
 * Unicode, `.` without the line feed alone, `$` also before a line feed that ends the text. `anchor: 'start'` is `re.match`.
 * Conditional and atomic groups, possessive repeats and `\N{…}` are unsupported. A reference to a group that took no part
 * matches an empty text here, and nothing in Python; `\B` matches in an empty text, as from Python 3.14 on.
 * @example pythonPattern('(?P<code>a)\\Z', { anchor: 'none' }) // { pattern: { re2: '(?P<code>a)$', javascript: '(?<code>a)$', … } }
 */
export function pythonPattern(source: string, { anchor }: { readonly anchor: 'none' | 'start' }): PythonPattern {
  try {
    const { pieces, re2, ignoreCase } = readExpression(source)
    const javascript = joined(pieces, { ignoreCase, anchor, end: '(?=\\n?$)' })
    new RegExp(javascript, 'u')
    const plain = re2 && pieces.every((piece, at) => piece.kind !== 'end' || nothingFollows(pieces, at + 1))
    const translated = plain ? re2Pattern(joined(pieces, { ignoreCase, anchor, end: '\\n?$' })) : null
    return { pattern: { source, re2: translated?.kind === 'pattern' ? translated.re2 : null, javascript } }
  } catch (error) {
    if (error instanceof RegexFault) return { fault: error.kind, reason: error.message }
    if (error instanceof SyntaxError) return { fault: 'invalid', reason: error.message.replace(/^Invalid regular expression: /, '') }
    throw error
  }
}

interface Joining {
  readonly ignoreCase: boolean
  readonly anchor: 'none' | 'start'
  readonly end: string
}

function joined(pieces: readonly Piece[], { ignoreCase, anchor, end }: Joining): string {
  const body = pieces.map(({ kind, text }) => (kind === 'end' ? end : text)).join('')
  const cased = ignoreCase ? `(?i:${body})` : body
  return anchor === 'start' ? `^(?:${cased})` : cased
}

// A line feed that `\n?$` consumes must not be wanted by what comes after.
function nothingFollows(pieces: readonly Piece[], from: number): boolean {
  let at = from
  let skipping = 0
  for (; at < pieces.length; at++) {
    const { kind } = pieces[at] ?? { kind: 'other' }
    if (skipping > 0) skipping += kind === 'open' ? 1 : kind === 'close' ? -1 : 0
    if (skipping > 0) continue
    if (kind === 'or') skipping = 1
    else if (kind !== 'close' && kind !== 'end') return false
  }
  return true
}

const plainFlags = { ignoreCase: false, dotAll: false, multiline: false, verbose: false, ascii: false }

function readExpression(source: string): Reading & { readonly ignoreCase: boolean } {
  const reading: Reading = { source, at: 0, flags: plainFlags, outer: [], pieces: [], re2: true }
  while (/^\(\?[aiLmsux]+\)/.test(source.slice(reading.at))) readOpening(reading)
  const { ignoreCase } = reading.flags
  while (reading.at < source.length) readPiece(reading)
  if (reading.outer.length > 0) throw new RegexFault('invalid', 'missing ), unterminated subpattern')
  return { ...reading, ignoreCase }
}

function readPiece(reading: Reading): void {
  const { source, flags, pieces } = reading
  const [char = ''] = Array.from(source.slice(reading.at, reading.at + 2))
  const push = (kind: Piece['kind'], text: string) => {
    pieces.push({ kind, text })
    reading.at += char.length
  }
  if (char === '(') readOpening(reading)
  else if (char === ')') {
    const outer = reading.outer.pop()
    if (!outer) throw new RegexFault('invalid', 'unbalanced parenthesis')
    reading.flags = outer
    push('close', ')')
  } else if (char === '\\') pieces.push({ kind: 'other', text: readEscape(reading, false) })
  else if (char === '[') pieces.push({ kind: 'other', text: readClass(reading) })
  else if (/[*+?{]/.test(char)) readRepeat(reading)
  else if (char === '|') push('or', '|')
  else if (char === '.') push('other', flags.dotAll ? '[^]' : '[^\\n]')
  else if (char === '^') push('other', flags.multiline ? '(?<![^\\n])' : '^')
  else if (char === '$') push(flags.multiline ? 'other' : 'end', flags.multiline ? '(?![^\\n])' : '$')
  else if (flags.verbose && /[ \t\n\r\f\v]/.test(char)) reading.at++
  else if (flags.verbose && char === '#') reading.at += (/^[^\n]*/.exec(source.slice(reading.at))?.[0] ?? '').length
  else push('other', literal(char, false))
}

function readRepeat(reading: Reading): void {
  const rest = reading.source.slice(reading.at)
  const found = /^(?:([*+?])|\{(\d*)(,?)(\d*)\})([?+]?)/.exec(rest)
  if (!found || found[0] === '{}' || found[0].startsWith('{}')) {
    reading.pieces.push({ kind: 'other', text: '\\{' })
    reading.at++
    return
  }
  if (found[5] === '+') throw new RegexFault('unsupported', 'possessive repeats are not available')
  const counts = found[1] ?? `{${found[2] || '0'}${found[3]}${found[4]}}`
  reading.pieces.push({ kind: 'repeat', text: counts + (found[5] ?? '') })
  reading.at += found[0].length
}
