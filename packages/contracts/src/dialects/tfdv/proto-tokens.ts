import type { Place } from '../../reading/yaml-source.ts'

/** `text`: without its quotes, escapes as written. `name`: also `[of.an.extension]`. `mark`: one character. */
export interface ProtoToken {
  readonly kind: 'name' | 'number' | 'text' | 'mark' | 'end'
  readonly text: string
  readonly place: Place
}
export interface ProtoFault {
  readonly message: string
  readonly place: Place
}

const patterns: readonly (readonly [ProtoToken['kind'] | 'blank', RegExp])[] = [
  ['blank', /(?:[ \t\r\n\f\v]|#[^\n]*)+/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /(?:0[xX][0-9a-fA-F]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?)(?![A-Za-z0-9_.])/y],
  ['text', /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'/y],
  ['mark', /[{}<>[\]:,;\-/.]/y],
]

/** The protobuf text format as tokens, the last one `end` (protobuf.dev/reference/protobuf/textformat-spec); or the first thing that is none. */
export function protoTokens(source: string): readonly ProtoToken[] | ProtoFault {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  const tokens: ProtoToken[] = []
  let [line, lineStart] = [1, 0]
  for (let at = 0; at < text.length; ) {
    const place = { line, column: at - lineStart + 1 }
    const found = tokenAt(text, at)
    if (!found) return { message: unknownToken(text[at] ?? ''), place }
    if (found.kind !== 'blank') tokens.push({ kind: found.kind, text: found.kind === 'text' ? found.text.slice(1, -1) : found.text, place })
    for (let from = found.text.indexOf('\n'); from >= 0; from = found.text.indexOf('\n', from + 1)) [line, lineStart] = [line + 1, at + from + 1]
    at += found.text.length
  }
  return [...tokens, { kind: 'end', text: 'the end of the file', place: { line, column: text.length - lineStart + 1 } }]
}

function tokenAt(text: string, at: number): { readonly kind: ProtoToken['kind'] | 'blank'; readonly text: string } | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return { kind, text: found }
  }
  return null
}

function unknownToken(char: string): string {
  if (char === '"' || char === "'") return 'a text that does not end on its line'
  return /[0-9]/.test(char) ? 'a number that is none' : `unexpected ${JSON.stringify(char)}`
}
