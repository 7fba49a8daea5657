import { decode } from 'jpeg-js'
import { imageSize } from './image-size.ts'
import { jpegHeader } from './jpeg-header.ts'
import { PixelSums } from './pixel-sums.ts'
import { pngPixels } from './png-pixels.ts'

/** Larger images are not decoded: a header may claim ten thousand million pixels. */
export const maxPixels = 16_000_000
/** Longer files are not decoded. */
export const maxImageBytes = 8 * 1024 * 1024
const maxMemoryMb = 512
/** Progressive files have about ten; each goes over the whole image, so that a short file of a million would never end. */
const maxScans = 40

/**
 * - `unsupported`: GIF, WebP and anything else that is neither PNG nor JPEG; of JPEG, other than 8 bits in one or three components, lossless and arithmetic ones.
 * - `too_large`: over {@link maxPixels} or {@link maxImageBytes}.
 * - `broken`: cut off, or its data do not hold what its header says.
 */
export type Undecoded = 'unsupported' | 'too_large' | 'broken'
export type DecodedImage = { readonly kind: 'decoded'; readonly pixels: PixelSums } | { readonly kind: Undecoded }

/** The pixels of a PNG or JPEG image, added up. Nothing is allocated for an image whose header claims too many. */
export function decodeImage(bytes: Uint8Array): DecodedImage {
  const form = formOfImage(bytes)
  if (form === 'jpeg') return summedJpeg(bytes)
  if (form !== 'png') return { kind: form }
  const pixels = pngPixels(bytes)
  return pixels ? { kind: 'decoded', pixels } : { kind: 'broken' }
}

/** Which decoder an image is for; else why it is decoded by none. */
export function formOfImage(bytes: Uint8Array): 'png' | 'jpeg' | Undecoded {
  const isPng = bytes[0] === 0x89
  const isJpeg = bytes[0] === 0xff
  if (!isPng && !isJpeg) return 'unsupported'
  const size = imageSize(bytes)
  if (size === null) return 'broken'
  if (size.width * size.height > maxPixels || bytes.length > maxImageBytes) return 'too_large'
  return isPng ? 'png' : 'jpeg'
}

function summedJpeg(bytes: Uint8Array): DecodedImage {
  const image = decodeJpeg(bytes)
  if (typeof image === 'string') return { kind: image }
  const pixels = new PixelSums(255)
  const { data } = image
  for (let at = 0; at + 2 < data.length; at += 3) pixels.add(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)
  return { kind: 'decoded', pixels }
}

/** Red, green and blue of each pixel of a JPEG image, line by line. */
export function decodeJpeg(bytes: Uint8Array): Rgb | Undecoded {
  const header = jpegHeader(bytes)
  if (header === null || !header.isEnded || header.scans > maxScans) return 'broken'
  if (header.frame > 0xc2 || header.precision !== 8 || (header.components !== 1 && header.components !== 3)) return 'unsupported'
  const image = rgbOf(bytes, header.isRgb)
  return !image || image.width !== header.width || image.height !== header.height ? 'broken' : image
}

export interface Rgb {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

function rgbOf(bytes: Uint8Array, isRgb: boolean): Rgb | null {
  const limits = { maxResolutionInMP: maxPixels / 1e6, maxMemoryUsageInMB: maxMemoryMb }
  const colours = isRgb ? { colorTransform: false } : {}
  try {
    return decode(bytes, { useTArray: true, formatAsRGBA: false, tolerantDecoding: false, ...limits, ...colours })
  } catch {
    // The decoder has no errors of its own: whatever it throws, TypeErrors included, is about these bytes.
    return null
  }
}
