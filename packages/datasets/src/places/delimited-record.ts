import type { TextDialect } from '@seaworthy/contracts'

/** One record as it is written. */
export interface DelimitedRecord {
  readonly values: readonly { readonly text: string; readonly quoted: boolean }[]
  /** Where the next one begins. */
  readonly end: number
}

/**
 * Reads the record that begins at a place of a text; null where a quote is not closed, or text follows where it closes.
 * @example delimitedRecord('a,"b,c"\n1,2', { dialect: commaSeparated, from: 0 })
 * // { values: [{ text: 'a', quoted: false }, { text: 'b,c', quoted: true }], end: 8 }
 */
export function delimitedRecord(text: string, { dialect, from }: { readonly dialect: TextDialect; readonly from: number }): DelimitedRecord | null {
  const values: { text: string; quoted: boolean }[] = []
  let at = from
  for (;;) {
    if (dialect.skipInitialSpace) while (text[at] === ' ') at++
    const quoted = dialect.quote !== null && text[at] === dialect.quote
    const found = quoted ? quotedValue(text, at + 1, dialect) : plainValue(text, at, dialect)
    if (!found) return null
    values.push({ text: found.text, quoted })
    at = found.end
    if (text.startsWith(dialect.delimiter, at)) at += dialect.delimiter.length
    else if (at === text.length || text[at] === '\n') return { values, end: Math.min(text.length, at + 1) }
    else if (text[at] === '\r') return { values, end: at + (text[at + 1] === '\n' ? 2 : 1) }
    else return null
  }
}

interface Value {
  readonly text: string
  readonly end: number
}

function plainValue(text: string, from: number, { delimiter }: TextDialect): Value {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r' && !text.startsWith(delimiter, at)) at++
  return { text: text.slice(from, at), end: at }
}

function quotedValue(text: string, from: number, { quote, escape: escapeMark }: TextDialect): Value | null {
  let value = ''
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? ''
    const next = text[at + 1]
    if (escapeMark === null && char === quote && next === quote) value += text[++at]
    else if (char === escapeMark && (escapeMark !== quote || next === quote)) value += text[++at] ?? ''
    else if (char === quote) return { text: value, end: at + 1 }
    else value += char
  }
  return null
}
