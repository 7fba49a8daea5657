import { readEscape } from './regex-escape.ts'
import { literal, type Reading, RegexFault } from './regex-reading.ts'

/** A class in brackets, and moves beyond it. A `]` that comes first stands for itself, as do `[` and a `-` at either end. */
export function readClass(reading: Reading): string {
  const { source } = reading
  const not = source[reading.at + 1] === '^'
  reading.at += not ? 2 : 1
  const start = reading.at
  let inside = ''
  while (reading.at === start || source[reading.at] !== ']') {
    if (reading.at >= source.length) throw new RegexFault('invalid', 'unterminated character set')
    inside += readMember(reading)
  }
  const written = source.slice(start, reading.at++)
  if (isEverything(written)) return not ? '[]' : '[^]'
  return `[${not ? '^' : ''}${inside}]`
}

function readMember(reading: Reading): string {
  const from = readOne(reading)
  const { source } = reading
  if (source[reading.at] !== '-' || source[reading.at + 1] === ']' || reading.at + 1 >= source.length) return from.text
  reading.at++
  const to = readOne(reading)
  if (from.several || to.several) throw new RegexFault('invalid', 'bad character range')
  return `${from.text}-${to.text}`
}

function readOne(reading: Reading): { readonly text: string; readonly several: boolean } {
  const [char = ''] = Array.from(reading.source.slice(reading.at, reading.at + 2))
  if (char === '\\') return { several: /^\\[dDsSwW]/.test(reading.source.slice(reading.at)), text: readEscape(reading, true) }
  reading.at += char.length
  return { text: literal(char, true), several: false }
}

/** `[\s\S]` and its like. */
function isEverything(members: string): boolean {
  const escapes = new Set(members.match(/\\./gs))
  return ['d', 's', 'w'].some((name) => escapes.has(`\\${name}`) && escapes.has(`\\${name.toUpperCase()}`))
}
