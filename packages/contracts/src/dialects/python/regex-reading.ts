import type { RegexSet } from './regex-sets.ts'

/** A part of an expression as ECMA-262 writes it. `end` is Python's `$`: at the end, or before the line break that ends the text. */
export interface Piece {
  readonly kind: 'open' | 'close' | 'or' | 'repeat' | 'end' | 'other'
  readonly text: string
}
export interface Flags {
  readonly ignoreCase: boolean
  readonly dotAll: boolean
  readonly multiline: boolean
  readonly verbose: boolean
  readonly ascii: boolean
}

/** An expression while it is read from left to right. */
export interface Reading {
  readonly source: string
  at: number
  flags: Flags
  /** The flags outside each open group. */
  readonly outer: Flags[]
  readonly pieces: Piece[]
  /** False once something is met that RE2 would take otherwise. */
  re2: boolean
}

/** What is wrong, or what nothing but Python's own engine can do. */
export class RegexFault extends Error {
  readonly kind: 'invalid' | 'unsupported'
  constructor(kind: RegexFault['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

const syntax = /[\^$\\.*+?()[\]{}|/]/
/** A character that stands for itself. */
export function literal(char: string, inClass: boolean): string {
  if (char === '\n') return '\\n'
  return syntax.test(char) || (inClass && char === '-') ? `\\${char}` : char
}

export function codePointText(point: number): string {
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new RegexFault('unsupported', 'half of a surrogate pair is not available')
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`
  return point < 0x10000 ? `\\u${point.toString(16).padStart(4, '0')}` : String.fromCodePoint(point)
}

export function negated(reading: Reading, set: RegexSet): string {
  if (!set.complementInRe2) reading.re2 = false
  return set.outside
}
