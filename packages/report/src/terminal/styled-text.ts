import { displayWidth, graphemes } from './display-width.ts'

export type Style = 'bold' | 'code' | 'dim' | 'heading'

/** A word or a space of one style; lines are lists of them, so that wrapping never cuts an escape sequence. */
export interface Span {
  readonly text: string
  readonly style: Style | null
}

const escapeCharacter = '\u001b'
const codes = { bold: ['1', '22'], code: ['36', '39'], dim: ['2', '22'], heading: ['1;4', '22;24'] } as const

export function paint(spans: readonly Span[], color: boolean): string {
  return spans
    .map(({ text, style }) =>
      color && style && text.trim() !== '' ? `${escapeCharacter}[${codes[style][0]}m${text}${escapeCharacter}[${codes[style][1]}m` : text,
    )
    .join('')
}

export function widthOf(spans: readonly Span[]): number {
  return spans.reduce((total, span) => total + displayWidth(span.text), 0)
}

/** Breaks a text into lines of at most `width` columns, between words, and within a word only where it is longer than a line. */
export function wrap(spans: readonly Span[], width: number): readonly (readonly Span[])[] {
  const lines: Span[][] = []
  let line: Span[] = []
  for (const word of wordsOf(spans, width)) {
    if (line.length > 0 && widthOf(line) + displayWidth(word.text.trimEnd()) > width) {
      lines.push(trimmed(line))
      line = []
    }
    if (line.length > 0 || word.text.trim() !== '') line.push(word)
  }
  return [...lines, trimmed(line)]
}

function wordsOf(spans: readonly Span[], width: number): readonly Span[] {
  return spans.flatMap(({ text, style }) =>
    (text.match(/\S+|\s+/g) ?? []).flatMap((word) => pieces(word, width).map((piece) => ({ text: piece, style }))),
  )
}

function pieces(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word]
  const parts: string[] = []
  let part = ''
  for (const grapheme of graphemes(word)) {
    if (part !== '' && displayWidth(part + grapheme) > width) {
      parts.push(part)
      part = ''
    }
    part += grapheme
  }
  return [...parts, part]
}

function trimmed(line: readonly Span[]): Span[] {
  const end = line.findLastIndex((span) => span.text.trim() !== '')
  return line.slice(0, end + 1)
}
