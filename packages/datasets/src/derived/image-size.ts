export interface ImageSize {
  readonly width: number
  readonly height: number
}

/**
 * Width and height of a PNG, JPEG, GIF or WebP image, from its header alone; null of anything else, or where the header is cut off.
 * A turn that a camera notes beside a JPEG is not taken into account.
 */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = png(view) ?? gif(view) ?? webp(view) ?? jpeg(view)
  return size !== null && size.width > 0 && size.height > 0 ? size : null
}

function begins(view: DataView, text: string, at = 0): boolean {
  return view.byteLength >= at + text.length && [...text].every((character, index) => view.getUint8(at + index) === character.charCodeAt(0))
}

// www.w3.org/TR/png: IHDR is the first chunk.
function png(view: DataView): ImageSize | null {
  if (!begins(view, '\x89PNG\r\n\x1a\n') || !begins(view, 'IHDR', 12) || view.byteLength < 24) return null
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

function gif(view: DataView): ImageSize | null {
  if ((!begins(view, 'GIF87a') && !begins(view, 'GIF89a')) || view.byteLength < 10) return null
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

// RFC 9649: lossy, lossless and extended files have their sizes in different places.
function webp(view: DataView): ImageSize | null {
  if (!begins(view, 'RIFF') || !begins(view, 'WEBP', 8) || view.byteLength < 30) return null
  if (begins(view, 'VP8 ', 12)) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (begins(view, 'VP8L', 12)) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (!begins(view, 'VP8X', 12)) return null
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1
  return { width: three(24), height: three(27) }
}

// ITU-T T.81: segments, until one that starts a frame (SOF). C4, C8 and CC are none.
function jpeg(view: DataView): ImageSize | null {
  if (!begins(view, '\xff\xd8\xff')) return null
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    at += isAlone ? 2 : 2 + Math.max(2, view.getUint16(at + 2))
  }
  return null
}
