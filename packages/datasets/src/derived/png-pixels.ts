import { PixelSums } from './pixel-sums.ts'
import { colourAt, largestSample, readPng } from './read-png.ts'

/** The pixels of a PNG image, added up; null where it is broken, see {@link readPng}. */
export function pngPixels(bytes: Uint8Array): PixelSums | null {
  let sums: PixelSums | null = null
  const parts = readPng(bytes, ({ line, pixels }, parts) => {
    sums ??= new PixelSums(largestSample(parts))
    for (let pixel = 0; pixel < pixels; pixel++) {
      const colour = colourAt(line, pixel, parts)
      if (colour === null) return false
      sums.add(...colour)
    }
    return true
  })
  return parts && sums
}
