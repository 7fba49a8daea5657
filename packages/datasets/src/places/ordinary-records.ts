import { delimiterByte, endByte, plain } from './byte-classes.ts'
import { lineFeed } from './line-chunks.ts'

/** A walk over the bytes of a text. */
export interface Walk {
  /** In the part at hand: the next byte, and where its record and value begin. */
  at: number
  begin: number
  field: number
  /** Delimiters in the record so far. */
  values: number
  /** Ordinary records that have been passed in the part. */
  passed: number
  longestBytes: number
  /** Whether a value may end in a blank. */
  blankEnds: boolean
  /** From where on lines are tried to be passed many bytes at once. */
  plainFrom: number
}

export interface OrdinaryOptions {
  readonly classes: Uint8Array
  readonly delimiter: Buffer
  /** Of records that are as they should be; -1 where the end of each must be looked at. */
  readonly delimiters: number
  /** Told of each record that is passed. */
  readonly passed: ((record: Buffer) => void) | null
}

const blank = 32

/** Past plain bytes, delimiters and the ends of records that are as they should be, as far as there may be plain lines again. */
export function passOrdinary(bytes: Buffer, walk: Walk, { classes, delimiter, delimiters, passed: told }: OrdinaryOptions): void {
  const step = delimiter.length
  const end = bytes.length
  const { plainFrom } = walk
  let { at, begin, field, values, passed, longestBytes, blankEnds } = walk
  for (; at < end; at++) {
    while (at < end && classes[bytes[at] as number] === plain) at++
    if (at === end) break
    const byte = bytes[at] as number
    const kind = classes[byte]
    if (at > field && (bytes[at - 1] as number) <= blank) blankEnds = true
    if (kind === delimiterByte) {
      if (step > 1 && !delimits(bytes, at, delimiter)) continue
      values++
      at += step - 1
      field = at + 1
    } else if (kind === endByte && values === delimiters && at > begin && (byte === lineFeed || bytes[at + 1] === lineFeed)) {
      if (at - begin > longestBytes) longestBytes = at - begin
      // What began in the part before is gone.
      told?.(bytes.subarray(Math.max(0, begin), at))
      if (byte !== lineFeed) at++
      passed++
      values = 0
      begin = at + 1
      field = begin
      if (begin < plainFrom) continue
      at = begin
      break
    } else break
  }
  // One by one: where values are in quotes this is passed at each of them.
  walk.at = at
  walk.begin = begin
  walk.field = field
  walk.values = values
  walk.passed = passed
  walk.longestBytes = longestBytes
  walk.blankEnds = blankEnds
}

export function delimits(bytes: Buffer, at: number, delimiter: Buffer): boolean {
  return bytes.subarray(at, at + delimiter.length).equals(delimiter)
}
