import { maxImageBytes, maxPixels } from './decode-image.ts'
import { rowPhase } from './spread-rows.ts'

/** As the header tells. */
export interface FoundImage {
  /** Among the sampled rows, from 0. */
  readonly row: number
  readonly pixels: number
  readonly bytes: number
}
export interface ImageSample {
  /** By row. */
  readonly decodable: readonly FoundImage[]
  /** How many of the chosen are not worth their memory. */
  readonly tooLarge: number
}

/** At most so many images of a column are decoded, … */
export const maxImages = 256
/** … fewer where they have more pixels than this together (some 20 s of JPEG), … */
export const maxTotalPixels = 120_000_000
/** … or more bytes. */
export const maxTotalBytes = 256 * 1024 * 1024

/** Chooses by row numbers which images are decoded, spread evenly; the same ones each time. */
export function imageSample(images: readonly FoundImage[]): ImageSample {
  const order = images.map((image, at) => ({ image, phase: rowPhase(at) })).toSorted((one, other) => one.phase - other.phase)
  const decodable: FoundImage[] = []
  let [tooLarge, pixels, bytes] = [0, 0, 0]
  for (const { image } of order.slice(0, maxImages)) {
    if (image.pixels > maxPixels || image.bytes > maxImageBytes) {
      tooLarge++
      continue
    }
    pixels += image.pixels
    bytes += image.bytes
    // Ends here, and passes nothing over: else large images would be rarer than they are.
    if (pixels > maxTotalPixels || bytes > maxTotalBytes) break
    decodable.push(image)
  }
  return { decodable: decodable.toSorted((one, other) => one.row - other.row), tooLarge }
}
