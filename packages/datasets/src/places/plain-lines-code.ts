import { carriageReturn, lineFeed } from './line-chunks.ts'
import {
  add,
  again,
  and,
  anyBit,
  atMostBytes,
  block,
  bytesAt,
  type Code,
  constant,
  eitherBytes,
  equalBytes,
  highBits,
  isZero,
  leave,
  less,
  local,
  loop,
  moduleOf,
  notEqual,
  numberAt,
  onesIn,
  or,
  putNumber,
  shiftLeft,
  shiftRight,
  sixteenTimes,
  subtract,
  trailingZeros,
  when,
} from './machine-code.ts'

/** Bytes that are looked at at once. */
export const wordBytes = 16
/** Where the bytes of a walk are in the memory, and the most of them. */
export const bytesFrom = 64
export const mostBytes = 65_536
/** Places in the memory, as 32 bits each, of what a walk keeps from one run to the next. */
export const stateAt = { begin: 0, values: 1, blank: 2, back: 3, lines: 4, longest: 5, blankEnds: 6 } as const

const blank = 32

const length = local(0)
const delimiter = local(1)
const quote = local(2)
const escapeMark = local(3)
const last = local(4)
/** What is kept: where the line begins, values before the one at hand, and whether the byte before is a blank, or a carriage return. */
const state = { begin: local(5), values: local(6), blank: local(7), back: local(8), lines: local(9), longest: local(10), blankEnds: local(11) }
const at = local(12)
const stopped = local(13)
/** Of the word, a bit for each byte: delimiters, line feeds, carriage returns, all of these, blanks. */
const delimiters = local(14)
const feeds = local(15)
const returns = local(16)
const ends = local(17)
const blanks = local(18)
const feed = local(19)
const size = local(20)
const word = local(21)
const delimiterWord = local(22)
const quoteWord = local(23)
const escapeWord = local(24)

const one = constant(1)
const bitsOf = (byte: number): Code => highBits(equalBytes(word.get, sixteenTimes(constant(byte))))
/** Bits of the bytes behind those of some bits. */
const behind = (bits: Code, before: Code): Code => or(shiftLeft(bits, one), before)
const lastBit = (bits: Code): Code => shiftRight(bits, constant(wordBytes - 1))
const below = subtract(shiftLeft(one, feed.get), one)

// A quote, an escape, a NUL, or a carriage return without its line feed.
const isOdd = or(
  anyBit(
    eitherBytes(
      eitherBytes(equalBytes(word.get, quoteWord.get), equalBytes(word.get, escapeWord.get)),
      equalBytes(word.get, sixteenTimes(constant(0))),
    ),
  ),
  and(behind(returns.get, state.back.get), subtract(constant(2 ** wordBytes - 1), feeds.get)),
)

const pastFeed = [
  feed.set(trailingZeros(feeds.get)),
  state.values.set(add(state.values.get, onesIn(and(delimiters.get, below)))),
  delimiters.set(subtract(delimiters.get, and(delimiters.get, below))),
  // The line without its end.
  size.set(subtract(subtract(add(at.get, feed.get), state.begin.get), and(shiftRight(behind(returns.get, state.back.get), feed.get), one))),
  when(or(notEqual(state.values.get, last.get), isZero(size.get)), stopped.set(one), leave(4)),
  when(less(state.longest.get, size.get), state.longest.set(size.get)),
  state.lines.set(add(state.lines.get, one)),
  state.values.set(constant(0)),
  state.begin.set(add(add(at.get, feed.get), one)),
  feeds.set(and(feeds.get, subtract(feeds.get, one))),
]

const pastWord = [
  word.set(bytesAt(at.get, bytesFrom)),
  delimiters.set(highBits(equalBytes(word.get, delimiterWord.get))),
  feeds.set(bitsOf(lineFeed)),
  returns.set(bitsOf(carriageReturn)),
  when(isOdd, stopped.set(one), leave(2)),
  ends.set(or(or(delimiters.get, feeds.get), returns.get)),
  // What ends a value is no blank in it, though it be a tab.
  blanks.set(subtract(or(highBits(atMostBytes(word.get, sixteenTimes(constant(blank)))), ends.get), ends.get)),
  state.blankEnds.set(or(state.blankEnds.get, and(behind(blanks.get, state.blank.get), ends.get))),
  state.blank.set(lastBit(blanks.get)),
  when(feeds.get, loop(...pastFeed, when(feeds.get, again(1)))),
  state.back.set(lastBit(returns.get)),
  state.values.set(add(state.values.get, onesIn(delimiters.get))),
  at.set(add(at.get, constant(wordBytes))),
  when(less(at.get, length.get), again(1)),
]

/**
 * The module of the walk over plain lines: `run(length, delimiter, quote, escape, last)` walks over so many bytes, a multiple of
 * {@link wordBytes}, and gives back 1 where it stopped before their end: at the line on which it began to be odd.
 */
export function plainLinesModule(): Uint8Array<ArrayBuffer> {
  const kept = Object.keys(state) as (keyof typeof state)[]
  return moduleOf({
    parameters: 5,
    numbers: 16,
    words: 4,
    pages: 2,
    code: [
      delimiterWord.set(sixteenTimes(delimiter.get)),
      quoteWord.set(sixteenTimes(quote.get)),
      escapeWord.set(sixteenTimes(escapeMark.get)),
      ...kept.map((name) => state[name].set(numberAt(4 * stateAt[name]))),
      block(loop(...pastWord)),
      ...kept.map((name) => putNumber(4 * stateAt[name], state[name].get)),
      stopped.get,
    ].flat(),
  })
}
