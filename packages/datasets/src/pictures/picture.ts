import { decodeJpeg, formOfImage, type Undecoded } from '../derived/decode-image.ts'
import { colourAt, largestSample, readPng } from '../derived/read-png.ts'

/** An image as its pixels. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** Red, green, blue of each pixel, 0 to 255, line by line from the top. */
  readonly rgb: Uint8Array
}

export type DecodedPicture = { readonly kind: 'picture'; readonly picture: Picture } | { readonly kind: Undecoded }

/**
 * The pixels of a PNG or JPEG image as they are stored: transparency, colour profiles and a turn that a camera notes are not taken into
 * account. Grey is three equal channels; 16 bits are cut to the upper 8.
 */
export function decodePicture(bytes: Uint8Array): DecodedPicture {
  const form = formOfImage(bytes)
  if (form === 'png') {
    const picture = pngPicture(bytes)
    return picture ? { kind: 'picture', picture } : { kind: 'broken' }
  }
  if (form !== 'jpeg') return { kind: form }
  const image = decodeJpeg(bytes)
  if (typeof image === 'string') return { kind: image }
  return { kind: 'picture', picture: { width: image.width, height: image.height, rgb: image.data } }
}

function pngPicture(bytes: Uint8Array): Picture | null {
  let rgb: Uint8Array | null = null
  const parts = readPng(bytes, ({ line, pixels, x, y, across }, header) => {
    rgb ??= new Uint8Array(3 * header.width * header.height)
    const { depth, colour } = header
    const shift = depth === 16 ? 8 : 0
    // One to four bits are spread over the whole range.
    const scale = depth < 8 && colour !== 'palette' ? 255 / largestSample(header) : 1
    for (let pixel = 0; pixel < pixels; pixel++) {
      const found = colourAt(line, pixel, header)
      if (found === null) return false
      const at = 3 * (y * header.width + x + pixel * across)
      for (let channel = 0; channel < 3; channel++) rgb[at + channel] = ((found[channel] ?? 0) >> shift) * scale
    }
    return true
  })
  return parts && rgb && { width: parts.width, height: parts.height, rgb }
}
