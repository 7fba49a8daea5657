import { type Flags, type Reading, RegexFault } from './regex-reading.ts'

/** What opens a group, flags for all of the pattern, or a comment; and moves beyond it. */
export function readOpening(reading: Reading): void {
  const rest = reading.source.slice(reading.at)
  const comment = /^\(\?#[^)]*\)/.exec(rest)
  const named = /^\(\?P<([A-Za-z_]\w*)>/.exec(rest)
  const again = /^\(\?P=([A-Za-z_]\w*)\)/.exec(rest)
  const plain = /^\((?!\?)|^\(\?(?::|<?[=!])/.exec(rest)
  if (comment) reading.at += comment[0].length
  else if (named) open(reading, `(?<${named[1]}>`, named[0].length)
  else if (again) {
    reading.pieces.push({ kind: 'other', text: `\\k<${again[1]}>` })
    reading.at += again[0].length
  } else if (plain) open(reading, plain[0], plain[0].length)
  else readFlags(reading, rest)
}

function readFlags(reading: Reading, rest: string): void {
  const found = /^\(\?([aiLmsux]*)(?:-([imsx]+))?([:)])/.exec(rest)
  if (!found) throw unknown(rest)
  const flags = changed(reading.flags, found[1] ?? '', found[2] ?? '')
  if (found[3] === ')') {
    setAll(reading, flags, found)
    return
  }
  const turned = flags.ignoreCase === reading.flags.ignoreCase ? '' : flags.ignoreCase ? 'i' : '-i'
  open(reading, `(?${turned}:`, found[0].length)
  reading.flags = flags
}

function open(reading: Reading, text: string, length: number): void {
  reading.outer.push(reading.flags)
  reading.pieces.push({ kind: 'open', text })
  reading.at += length
}

function setAll(reading: Reading, flags: Flags, found: RegExpExecArray): void {
  if (reading.pieces.length > 0 || found[2] !== undefined || found[1] === '')
    throw new RegexFault('invalid', 'global flags not at the start of the expression')
  reading.flags = flags
  reading.at += found[0].length
}

function changed(flags: Flags, on: string, off: string): Flags {
  if (on.includes('L')) throw new RegexFault('invalid', "bad inline flags: cannot use 'L' flag with a str pattern")
  return {
    ignoreCase: (flags.ignoreCase || on.includes('i')) && !off.includes('i'),
    dotAll: (flags.dotAll || on.includes('s')) && !off.includes('s'),
    multiline: (flags.multiline || on.includes('m')) && !off.includes('m'),
    verbose: (flags.verbose || on.includes('x')) && !off.includes('x'),
    ascii: (flags.ascii || on.includes('a')) && !on.includes('u'),
  }
}

function unknown(rest: string): RegexFault {
  if (rest.startsWith('(?>')) return new RegexFault('unsupported', 'atomic groups are not available')
  if (rest.startsWith('(?(')) return new RegexFault('unsupported', 'conditional groups are not available')
  return new RegexFault('invalid', `unknown extension ${rest.slice(0, 4)}`)
}
