import { formOfImage, type Undecoded } from '../derived/decode-image.ts'
import { readPng, sampleAt } from '../derived/read-png.ts'

/** Of each pixel of an image the number of its class, line by line from the top. */
export interface ClassMap {
  readonly width: number
  readonly height: number
  readonly classes: Uint8Array
}

/** `colours`: it holds colours, or numbers above 255, and no classes. */
export type DecodedClassMap = { readonly kind: 'map'; readonly map: ClassMap } | { readonly kind: Undecoded | 'colours' }

/**
 * A PNG as the numbers of classes that its pixels are: the samples of a grey image, or the places in the palette of one that has a
 * palette, whatever colours these are. A JPEG is refused: it does not keep numbers.
 */
export function decodeClassMap(bytes: Uint8Array): DecodedClassMap {
  const form = formOfImage(bytes)
  if (form !== 'png') return { kind: form === 'jpeg' ? 'unsupported' : form }
  let classes: Uint8Array | null = null
  let isColour = false
  const parts = readPng(bytes, ({ line, pixels, x, y, across }, { width, height, colour, depth }) => {
    classes ??= new Uint8Array(width * height)
    isColour = colour !== 'grey' && colour !== 'palette'
    for (let pixel = 0; pixel < pixels && !isColour; pixel++) {
      const found = sampleAt(line, pixel, depth)
      isColour = found > 255
      classes[y * width + x + pixel * across] = found
    }
    return !isColour
  })
  if (isColour) return { kind: 'colours' }
  return parts && classes ? { kind: 'map', map: { width: parts.width, height: parts.height, classes } } : { kind: 'broken' }
}
