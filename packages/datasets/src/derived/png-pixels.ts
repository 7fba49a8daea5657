import { inflateSync } from 'node:zlib'
import { PixelSums } from './pixel-sums.ts'
import { type PngParts, pngParts, samplesOf } from './png-header.ts'
import { pngPasses, unfilter } from './png-lines.ts'

/**
 * The pixels of a PNG image, all colour types, depths and interlacing; null where it is broken. What is inflated is never more than
 * the header's size needs, whatever the data would unpack to. Checksums of chunks are not compared; that of the data is.
 */
export function pngPixels(bytes: Uint8Array): PixelSums | null {
  const parts = pngParts(bytes)
  const lines = parts && inflated(parts)
  return lines && summed(parts, lines)
}

function lineBytes(pixels: number, { depth, colour }: PngParts): number {
  return Math.ceil((pixels * depth * samplesOf[colour]) / 8)
}

function inflated(parts: PngParts): Uint8Array | null {
  const expected = pngPasses(parts).reduce((sum, { pixels, lines }) => sum + lines * (1 + lineBytes(pixels, parts)), 0)
  try {
    const lines = inflateSync(Buffer.concat(parts.data), { maxOutputLength: expected })
    return lines.length === expected ? lines : null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

function summed(parts: PngParts, bytes: Uint8Array): PixelSums | null {
  const sums = new PixelSums(parts.colour === 'palette' ? 255 : 2 ** parts.depth - 1)
  const step = Math.max(1, (parts.depth * samplesOf[parts.colour]) >> 3)
  let at = 0
  for (const { pixels, lines } of pngPasses(parts)) {
    const length = lineBytes(pixels, parts)
    let above: Uint8Array = new Uint8Array(length)
    for (let count = 0; count < lines; count++) {
      const line = bytes.subarray(at + 1, at + 1 + length)
      if (!unfilter({ filter: bytes[at] ?? 0, line, above, step }) || !addLine(sums, parts, { line, pixels })) return null
      above = line
      at += 1 + length
    }
  }
  return sums
}

/** False where a pixel names a colour that the palette lacks. */
function addLine(
  sums: PixelSums,
  { depth, colour, palette }: PngParts,
  { line, pixels }: { readonly line: Uint8Array; readonly pixels: number },
): boolean {
  const samples = samplesOf[colour]
  const isColoured = colour === 'rgb' || colour === 'rgb_alpha'
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * samples
    const first = sample(line, at, depth)
    if (colour === 'palette') {
      if (3 * first + 2 >= palette.length) return false
      sums.add(palette[3 * first] ?? 0, palette[3 * first + 1] ?? 0, palette[3 * first + 2] ?? 0)
    } else if (isColoured) sums.add(first, sample(line, at + 1, depth), sample(line, at + 2, depth))
    else sums.add(first, first, first)
  }
  return true
}

function sample(line: Uint8Array, at: number, depth: number): number {
  if (depth === 8) return line[at] ?? 0
  if (depth === 16) return (line[2 * at] ?? 0) * 256 + (line[2 * at + 1] ?? 0)
  const bit = at * depth
  return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
}
