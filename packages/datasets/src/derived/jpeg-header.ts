/** What the segments of a JPEG file tell before its data are decoded. */
export interface JpegHeader {
  readonly width: number
  readonly height: number
  /** Of the frame: 0xc0 baseline, 0xc1 extended, 0xc2 progressive; others are lossless, hierarchic or arithmetic. */
  readonly frame: number
  /** Bits of a sample. */
  readonly precision: number
  readonly components: number
  /** Whether the three components are red, green and blue themselves, as Adobe's marker says. */
  readonly isRgb: boolean
  /** At most: also those of a preview that the file holds. */
  readonly scans: number
  /** Whether an end follows the last scan. */
  readonly isEnded: boolean
}

const startOfScan = 0xda
const adobe = 0xee

/** Segments of ITU-T T.81, up to the first scan; null where no frame comes before it. */
export function jpegHeader(bytes: Uint8Array): JpegHeader | null {
  let frame: Omit<JpegHeader, 'isRgb' | 'scans' | 'isEnded'> | null = null
  let isRgb = false
  for (const { marker, content } of segments(bytes)) {
    const [precision = 0, high = 0, low = 0, left = 0, right = 0, components = 0] = content
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame && frame === null) frame = { frame: marker, precision, height: high * 256 + low, width: left * 256 + right, components }
    if (marker === adobe && String.fromCharCode(...content.subarray(0, 5)) === 'Adobe') isRgb = content[11] === 0
  }
  return frame && { ...frame, isRgb, ...scansOf(bytes) }
}

interface Segment {
  readonly marker: number
  readonly content: Uint8Array
}

function* segments(bytes: Uint8Array): Generator<Segment> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === startOfScan) return
    const isFill = marker === 0xff
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    const length = Math.max(2, (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0))
    if (!isFill && !isAlone) yield { marker, content: bytes.subarray(at + 4, at + 2 + length) }
    at += isFill ? 1 : isAlone ? 2 : 2 + length
  }
}

// In coded data each 0xff is followed by a zero or a restart, so that no scan begins within one.
function scansOf(bytes: Uint8Array): Pick<JpegHeader, 'scans' | 'isEnded'> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = Buffer.from([0xff, startOfScan])
  let scans = 0
  let last = -1
  for (let at = buffer.indexOf(start); at >= 0; at = buffer.indexOf(start, at + 2)) {
    scans++
    last = at
  }
  return { scans, isEnded: last >= 0 && buffer.lastIndexOf(Buffer.from([0xff, 0xd9])) > last }
}
