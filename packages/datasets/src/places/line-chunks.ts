import { DatasetsError } from '../errors.ts'
import { type PackedText, unpacked } from './unpacked.ts'

/** Longer than any honest line. */
const maxLineBytes = 256 * 1024 * 1024
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

export const lineFeed = 10
export const carriageReturn = 13

/**
 * A text in parts that end where lines end (only the last part may not), unpacked and without its byte order mark. A part never
 * ends between a carriage return and its line feed.
 * @throws {DatasetsError} `TEXT_MALFORMED` for a line beyond 256 MB, and those of {@link unpacked}.
 */
export async function* lineChunks(text: PackedText): AsyncGenerator<Buffer> {
  let carried: Buffer = Buffer.alloc(0)
  let begun = false
  for await (const part of unpacked(text)) {
    let bytes = carried.length === 0 ? part : Buffer.concat([carried, part])
    carried = bytes
    if (!begun && bytes.length < byteOrderMark.length) continue
    if (!begun) bytes = withoutMark(bytes)
    begun = true
    const end = lineEnd(bytes)
    carried = bytes.subarray(end)
    if (carried.length > maxLineBytes) throw new DatasetsError('TEXT_MALFORMED', `${text.file.name}: a line is longer than 256 MB`)
    if (end > 0) yield bytes.subarray(0, end)
  }
  if (carried.length > 0) yield carried
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? bytes.subarray(byteOrderMark.length) : bytes
}

// A carriage return at the very end may have its line feed in the next part.
function lineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(lineFeed)
  if (feed >= 0) return feed + 1
  return bytes.length < 2 ? 0 : bytes.lastIndexOf(carriageReturn, bytes.length - 2) + 1
}

/** Lines that end before `end`: by a line feed, or by a carriage return without one. */
export function countLines(bytes: Buffer, end: number): number {
  let lines = 0
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]
    if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) lines++
  }
  return lines
}
