import { DatasetsError } from '../errors.ts'
import { chunkBytes, openUnpacked, type PackedText } from './unpacked.ts'

/** Longer than any honest line. */
const maxLineBytes = 256 * 1024 * 1024
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

export const lineFeed = 10
export const carriageReturn = 13

/**
 * A text in parts that end where lines end (only the last part may not), unpacked and without its byte order mark. A part never
 * ends between a carriage return and its line feed, and holds only until the next one is asked for.
 * @throws {DatasetsError} `TEXT_MALFORMED` for a line beyond 256 MB, and those of {@link openUnpacked}.
 */
export async function* lineChunks(text: PackedText): AsyncGenerator<Buffer> {
  await using source = await openUnpacked(text)
  let buffer = Buffer.allocUnsafe(chunkBytes)
  let other = Buffer.allocUnsafe(chunkBytes)
  let filled = 0
  let reading = source.readInto(buffer, 0)
  try {
    for (let begun = false; ; ) {
      const read = await reading
      filled += read
      const from = begun ? 0 : markLength(buffer.subarray(0, filled))
      const end = read === 0 ? filled : from + lineEnd(buffer.subarray(from, filled))
      if (read > 0 && (end === from || (!begun && filled < byteOrderMark.length))) {
        if (filled > maxLineBytes) throw new DatasetsError('TEXT_MALFORMED', `${text.file.name}: a line is longer than 256 MB`)
        // Where a line is longer than all there is room for, there must be more.
        if (filled > buffer.length / 2) buffer = Buffer.concat([buffer], 2 * buffer.length)
        reading = source.readInto(buffer, filled)
        continue
      }
      begun = true
      const rest = filled - end
      if (rest > other.length / 2) other = Buffer.allocUnsafe(2 * buffer.length)
      buffer.copy(other, 0, end, filled)
      // The next part is read while this one is looked at.
      reading = read === 0 ? Promise.resolve(0) : source.readInto(other, rest)
      reading.catch(later)
      if (end > from) yield buffer.subarray(from, end)
      if (read === 0) return
      ;[buffer, other] = [other, buffer]
      filled = rest
    }
  } finally {
    await reading.catch(later)
  }
}

// What goes wrong is thrown where the part is waited for.
function later(): void {}

/** Whether a text begins with a byte order mark. */
export async function beginsWithMark(text: PackedText): Promise<boolean> {
  await using source = await openUnpacked(text)
  const bytes = Buffer.alloc(byteOrderMark.length)
  let filled = 0
  for (let read = 1; read > 0 && filled < bytes.length; filled += read) read = await source.readInto(bytes, filled)
  return markLength(bytes) > 0
}

function markLength(bytes: Buffer): number {
  return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0
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
