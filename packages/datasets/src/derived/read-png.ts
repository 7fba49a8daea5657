import { inflateSync } from 'node:zlib'
import { type PngParts, pngParts, samplesOf } from './png-header.ts'
import { pngPasses, unfilter } from './png-lines.ts'

/** One line of samples as they are packed, and where its pixels lie in the image. */
export interface PngLine {
  readonly line: Uint8Array
  readonly pixels: number
  /** Of its first pixel. */
  readonly x: number
  readonly y: number
  /** From one pixel to the next. */
  readonly across: number
}

/**
 * Hands out the lines of a PNG image, all colour types, depths and interlacing; null where it is broken, or `take` gives false. What is
 * inflated is never more than the header's size needs, whatever the data would unpack to. Checksums of chunks are not compared; that of
 * the data is.
 */
export function readPng(bytes: Uint8Array, take: (line: PngLine, parts: PngParts) => boolean): PngParts | null {
  const parts = pngParts(bytes)
  const inflated = parts && inflatedLines(parts)
  return inflated && eachLine(parts, inflated, take) ? parts : null
}

function inflatedLines(parts: PngParts): Uint8Array | null {
  const expected = pngPasses(parts).reduce((sum, { pixels, lines }) => sum + lines * (1 + lineBytes(pixels, parts)), 0)
  try {
    const lines = inflateSync(Buffer.concat(parts.data), { maxOutputLength: expected })
    return lines.length === expected ? lines : null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

function eachLine(parts: PngParts, bytes: Uint8Array, take: (line: PngLine, parts: PngParts) => boolean): boolean {
  const step = Math.max(1, (parts.depth * samplesOf[parts.colour]) >> 3)
  let at = 0
  for (const { pixels, lines, x, y, across, down } of pngPasses(parts)) {
    const length = lineBytes(pixels, parts)
    let above: Uint8Array = new Uint8Array(length)
    for (let count = 0; count < lines; count++) {
      const line = bytes.subarray(at + 1, at + 1 + length)
      if (!unfilter({ filter: bytes[at] ?? 0, line, above, step })) return false
      if (!take({ line, pixels, x, y: y + count * down, across }, parts)) return false
      above = line
      at += 1 + length
    }
  }
  return true
}

function lineBytes(pixels: number, { depth, colour }: PngParts): number {
  return Math.ceil((pixels * depth * samplesOf[colour]) / 8)
}

/** A sample of a line, by its number and the bits that each has. */
export function sampleAt(line: Uint8Array, at: number, depth: number): number {
  if (depth === 8) return line[at] ?? 0
  if (depth === 16) return (line[2 * at] ?? 0) * 256 + (line[2 * at + 1] ?? 0)
  const bit = at * depth
  return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
}

/** Red, green and blue of a pixel of a line, in the samples' own range; null where it names a colour that the palette lacks. */
export function colourAt(line: Uint8Array, pixel: number, { depth, colour, palette }: PngParts): readonly [number, number, number] | null {
  const at = pixel * samplesOf[colour]
  const first = sampleAt(line, at, depth)
  if (colour === 'palette') {
    if (3 * first + 2 >= palette.length) return null
    return [palette[3 * first] ?? 0, palette[3 * first + 1] ?? 0, palette[3 * first + 2] ?? 0]
  }
  if (colour === 'grey' || colour === 'grey_alpha') return [first, first, first]
  return [first, sampleAt(line, at + 1, depth), sampleAt(line, at + 2, depth)]
}

/** What a channel has at most. */
export function largestSample({ colour, depth }: PngParts): number {
  return colour === 'palette' ? 255 : 2 ** depth - 1
}
