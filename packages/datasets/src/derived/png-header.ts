export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits of a sample. */
  readonly depth: number
  readonly colour: PngColour
  readonly interlaced: boolean
}
export type PngColour = 'grey' | 'rgb' | 'palette' | 'grey_alpha' | 'rgb_alpha'

/** The parts of a PNG file that its pixels need. */
export interface PngParts extends PngHeader {
  /** Red, green, blue of each colour; empty without a palette. */
  readonly palette: Uint8Array
  /** Compressed, in the order of the file. */
  readonly data: readonly Uint8Array[]
}

export const samplesOf: Readonly<Record<PngColour, number>> = { grey: 1, rgb: 3, palette: 1, grey_alpha: 2, rgb_alpha: 4 }

const colours: ReadonlyMap<number, { readonly colour: PngColour; readonly depths: readonly number[] }> = new Map([
  [0, { colour: 'grey', depths: [1, 2, 4, 8, 16] }],
  [2, { colour: 'rgb', depths: [8, 16] }],
  [3, { colour: 'palette', depths: [1, 2, 4, 8] }],
  [4, { colour: 'grey_alpha', depths: [8, 16] }],
  [6, { colour: 'rgb_alpha', depths: [8, 16] }],
] as const)

const signatureBytes = 8
const headerBytes = 13

/** Chunks of www.w3.org/TR/png that pixels need; null where a chunk is cut off, there is no data, or the header allows no such image. */
export function pngParts(bytes: Uint8Array): PngParts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let header: PngHeader | null = null
  let palette = new Uint8Array()
  const data: Uint8Array[] = []
  for (let at = signatureBytes; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (content.length < length || (header === null) !== (type === 'IHDR')) return null
    if (type === 'IHDR') header = pngHeader(content)
    if (type === 'PLTE') palette = content.slice()
    if (type === 'IDAT') data.push(content)
    if (type === 'IEND' || header === null) break
    at += 12 + length
  }
  return header === null || data.length === 0 ? null : { ...header, palette, data }
}

function pngHeader(content: Uint8Array): PngHeader | null {
  if (content.length !== headerBytes) return null
  const view = new DataView(content.buffer, content.byteOffset, content.length)
  const [depth = 0, type = 0, compression, filter, interlace] = content.subarray(8)
  const known = colours.get(type)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  if (!known?.depths.includes(depth) || compression !== 0 || filter !== 0 || width === 0 || height === 0) return null
  return interlace === 0 || interlace === 1 ? { width, height, depth, colour: known.colour, interlaced: interlace === 1 } : null
}
