import { carriageReturn, lineFeed } from './line-chunks.ts'
import {
  add,
  again,
  atMostBytes,
  block,
  bytesAt,
  type Code,
  constant,
  either,
  eitherBytes,
  equalBytes,
  highBits,
  isZero,
  leave,
  less,
  lessBytes,
  localsFrom,
  long,
  loop,
  moduleOf,
  notEqual,
  numberAt,
  numberIn,
  or,
  putNumber,
  putNumberIn,
  shiftLeft,
  sixteenTimes,
  subtract,
  when,
} from './machine-code.ts'
import { any, both, carryRuns, integerFaults, not, numberFaults, startRuns, type ValueBytes, type ValueRuns, without } from './written-values-code.ts'

/** Bytes that are looked at at once: a bit of a number for each. */
export const blockBytes = 64
/** The most bytes of a run. */
export const mostBytes = 131_072
/** Places in the memory, as 32 bits each, of what a run takes and leaves. */
export const stateAt = { begin: 0, lines: 1, longest: 2, blankEnds: 3 } as const
/** Two places for each column: how its values are not written (bits), and the bytes of the longest. */
export const columnsAt = 16
/** Bits: a value is not written as numbers are, or not as whole numbers are. */
export const noNumber = 1
export const noInteger = 2

const columnBytes = 8
const wordBytes = 16
const pageBytes = 65_536
const blank = 32

/** Where the bytes of a run are in the memory. */
export function bytesFrom(width: number): number {
  return Math.ceil((4 * columnsAt + columnBytes * width) / blockBytes) * blockBytes
}

const parameters = ['length', 'delimiter', 'quote', 'escapeMark', 'lastColumn'] as const
const numbers = ['begin', 'lines', 'longest', 'blankEnds', 'at', 'stopped', 'field', 'end', 'size', 'column'] as const
/** Of the block, a bit for each byte. `ends` are delimiters and line feeds, `starts` what follows them. */
const masks = ['ends', 'returns', 'blanks', 'digits', 'points', 'minuses', 'exponents', 'zeros', 'starts'] as const
const runs = ['fractions', 'fractionCarried', 'exponentDigits', 'exponentCarried'] as const
/** `left`: ends that are yet to be passed; `notNumber` and `notInteger`: where it shows that a value is none; `upTo`: up to the end of the value at hand. */
const longs = ['left', 'feeds', 'odd', 'notNumber', 'notInteger', 'upTo', 'place', 'carriedNumber', 'carriedInteger', ...runs] as const
const words = ['first', 'second', 'third', 'fourth', 'delimiters', 'quotes', 'escapes'] as const

const given = localsFrom(0, parameters)
const own = localsFrom(parameters.length, numbers)
const firstLong = parameters.length + numbers.length
const now = localsFrom(firstLong, masks)
/** Of the block before. */
const last = localsFrom(firstLong + masks.length, masks)
const bits = localsFrom(firstLong + 2 * masks.length, longs)
const longCount = 2 * masks.length + longs.length
const word = localsFrom(firstLong + longCount, words)

const one = constant(1)
const oneBit = long.constant(1n)
const none = long.constant(0n)
const firstColumn = constant(4 * columnsAt)
const longestOf = add(own.column.get, constant(4))
const has = (code: Code): Code => isZero(long.isZero(code))
const atPlace = (code: Code): Code => both(long.shiftRight(code, bits.place.get), oneBit)
const bytesOf = (byte: number | string): Code => sixteenTimes(constant(typeof byte === 'number' ? byte : byte.charCodeAt(0)))

function behind(kind: (typeof masks)[number], bytes: 1 | 2 = 1): Code {
  return long.or(long.shiftLeft(now[kind].get, long.constant(BigInt(bytes))), long.shiftRight(last[kind].get, long.constant(BigInt(64 - bytes))))
}

const valueBytes: ValueBytes = { now: (kind) => now[kind].get, behind }
const valueRuns: ValueRuns = {
  fraction: { starts: bits.fractions, carried: bits.fractionCarried },
  exponent: { starts: bits.exponentDigits, carried: bits.exponentCarried },
}

/** A bit for each byte of the block that a test of sixteen finds. */
function bitsOf(test: (sixteen: Code) => Code): Code {
  return any(
    ...[word.first, word.second, word.third, word.fourth].map(({ get }, at) =>
      long.shiftLeft(long.of(highBits(test(get))), long.constant(BigInt(at * wordBytes))),
    ),
  )
}

const bitsOfByte = (byte: number | string): Code => bitsOf((sixteen) => equalBytes(sixteen, bytesOf(byte)))

const tellColumn = [
  putNumberIn(
    own.column.get,
    or(
      numberIn(own.column.get),
      or(
        has(any(both(bits.notNumber.get, bits.upTo.get), bits.carriedNumber.get)),
        shiftLeft(has(any(both(bits.notInteger.get, bits.upTo.get), bits.carriedInteger.get)), one),
      ),
    ),
  ),
  bits.notNumber.set(without(bits.notNumber.get, bits.upTo.get)),
  bits.notInteger.set(without(bits.notInteger.get, bits.upTo.get)),
  bits.carriedNumber.set(none),
  bits.carriedInteger.set(none),
  own.size.set(subtract(own.end.get, own.field.get)),
  when(less(numberIn(longestOf), own.size.get), putNumberIn(longestOf, own.size.get)),
]

/** The depth is that of a condition in a branch in the loop of values, itself within a condition in the loop of blocks. */
const stop = (condition: Code): Code => when(condition, own.stopped.set(one), leave(5))

const pastLine = [
  // The line without its end.
  own.size.set(subtract(subtract(own.end.get, own.begin.get), long.lower(atPlace(behind('returns'))))),
  stop(or(notEqual(own.column.get, given.lastColumn.get), isZero(own.size.get))),
  when(less(own.longest.get, own.size.get), own.longest.set(own.size.get)),
  own.lines.set(add(own.lines.get, one)),
  own.begin.set(own.field.get),
  own.column.set(firstColumn),
]

/** A value too many has no column. */
const pastDelimiter = [stop(isZero(subtract(own.column.get, given.lastColumn.get))), own.column.set(add(own.column.get, constant(columnBytes)))]

const pastValue = [
  bits.place.set(long.trailingZeros(bits.left.get)),
  own.end.set(add(own.at.get, long.lower(bits.place.get))),
  bits.upTo.set(long.xor(bits.left.get, long.subtract(bits.left.get, oneBit))),
  ...tellColumn,
  own.field.set(add(own.end.get, one)),
  either(long.lower(atPlace(bits.feeds.get)), pastLine, pastDelimiter),
  bits.left.set(long.and(bits.left.get, long.subtract(bits.left.get, oneBit))),
]

/** A quote, an escape, a NUL, or a carriage return without its line feed. */
const oddBits = any(
  bitsOf((sixteen) =>
    eitherBytes(eitherBytes(equalBytes(sixteen, word.quotes.get), equalBytes(sixteen, word.escapes.get)), equalBytes(sixteen, bytesOf(0))),
  ),
  without(behind('returns'), bits.feeds.get),
)

const readBlock = (from: number) => [
  ...[word.first, word.second, word.third, word.fourth].map((one, at) => one.set(bytesAt(own.at.get, from + at * wordBytes))),
  bits.feeds.set(bitsOfByte(lineFeed)),
  now.ends.set(
    any(
      bitsOf((sixteen) => equalBytes(sixteen, word.delimiters.get)),
      bits.feeds.get,
    ),
  ),
  now.returns.set(bitsOfByte(carriageReturn)),
  // What ends a value is no blank in it, though it be a tab.
  now.blanks.set(
    without(
      bitsOf((sixteen) => atMostBytes(sixteen, bytesOf(blank))),
      any(now.ends.get, now.returns.get),
    ),
  ),
  now.digits.set(bitsOf((sixteen) => atMostBytes(lessBytes(sixteen, bytesOf('0')), bytesOf(9)))),
  now.points.set(bitsOfByte('.')),
  now.minuses.set(bitsOfByte('-')),
  now.exponents.set(bitsOf((sixteen) => equalBytes(eitherBytes(sixteen, bytesOf(0x20)), bytesOf('e')))),
  now.zeros.set(bitsOfByte('0')),
  now.starts.set(behind('ends')),
  bits.odd.set(oddBits),
  ...startRuns(valueBytes, valueRuns),
  bits.notNumber.set(numberFaults(valueBytes, valueRuns)),
  bits.notInteger.set(any(bits.notNumber.get, integerFaults(valueBytes))),
]

const pastBlock = (from: number) => [
  ...readBlock(from),
  own.blankEnds.set(or(own.blankEnds.get, has(both(behind('blanks'), any(now.ends.get, now.returns.get))))),
  bits.left.set(now.ends.get),
  // Up to what is odd.
  when(has(bits.odd.get), own.stopped.set(one), bits.left.set(both(now.ends.get, not(bits.odd.get), long.subtract(bits.odd.get, oneBit)))),
  when(has(bits.left.get), loop(...pastValue, when(has(bits.left.get), again(1)))),
  when(own.stopped.get, leave(2)),
  bits.carriedNumber.set(any(bits.carriedNumber.get, bits.notNumber.get)),
  bits.carriedInteger.set(any(bits.carriedInteger.get, bits.notInteger.get)),
  ...carryRuns(valueBytes, valueRuns),
  ...masks.map((name) => last[name].set(now[name].get)),
  own.at.set(add(own.at.get, constant(blockBytes))),
  when(less(own.at.get, given.length.get), again(1)),
]

/**
 * The module of the walk over plain lines of so many values: `run(length, delimiter, quote, escape, lastColumn)` walks over so many
 * bytes, a multiple of {@link blockBytes}, from where a line begins, and gives back 1 where it stopped before their end. It leaves
 * where the first line begins that it has not passed, and adds to the lines, the longest of them and what it tells of each column.
 */
export function plainLinesModule(width: number): Uint8Array<ArrayBuffer> {
  const from = bytesFrom(width)
  const kept = ['lines', 'longest', 'blankEnds'] as const
  return moduleOf({
    parameters: parameters.length,
    numbers: numbers.length,
    longs: longCount,
    words: words.length,
    pages: Math.ceil((from + mostBytes) / pageBytes),
    code: [
      word.delimiters.set(sixteenTimes(given.delimiter.get)),
      word.quotes.set(sixteenTimes(given.quote.get)),
      word.escapes.set(sixteenTimes(given.escapeMark.get)),
      ...kept.map((name) => own[name].set(numberAt(4 * stateAt[name]))),
      own.column.set(firstColumn),
      // What comes first begins a value.
      last.ends.set(long.constant(-(2n ** 63n))),
      block(loop(...pastBlock(from))),
      ...[...kept, 'begin' as const].map((name) => putNumber(4 * stateAt[name], own[name].get)),
      own.stopped.get,
    ].flat(),
  })
}

/** Where a column is in the memory. */
export function columnAddress(column: number): number {
  return 4 * columnsAt + columnBytes * column
}
