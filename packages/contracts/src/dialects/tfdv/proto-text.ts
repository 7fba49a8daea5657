const simple: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11, '\\': 92, "'": 39, '"': 34, '?': 63 }

/**
 * What a quoted text of the protobuf text format stands for, without its quotes: escapes name bytes, and all bytes together are UTF-8.
 * Null where an escape is none or the bytes are no UTF-8.
 * @example protoText('caf\\303\\251') // 'café'
 */
export function protoText(written: string): string | null {
  const bytes: number[] = []
  const encoder = new TextEncoder()
  for (let at = 0; at < written.length; ) {
    if (written[at] === '\\') {
      const escaped = readEscape(written.slice(at + 1, at + 10))
      if (!escaped) return null
      for (const byte of escaped.bytes) bytes.push(byte)
      at += 1 + escaped.length
      continue
    }
    const next = written.indexOf('\\', at)
    for (const byte of encoder.encode(written.slice(at, next < 0 ? undefined : next))) bytes.push(byte)
    at = next < 0 ? written.length : next
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}

interface Escape {
  readonly bytes: Iterable<number>
  /** Characters after the backslash. */
  readonly length: number
}

function readEscape(rest: string): Escape | null {
  const plain = simple[rest[0] ?? '']
  if (plain !== undefined) return { bytes: [plain], length: 1 }
  const octal = /^[0-7]{1,3}/.exec(rest)?.[0]
  if (octal !== undefined) return { bytes: [Number.parseInt(octal, 8) % 256], length: octal.length }
  const hex = /^[xX]([0-9a-fA-F]{1,2})/.exec(rest)
  if (hex) return { bytes: [Number.parseInt(hex[1] ?? '', 16)], length: hex[0].length }
  const point = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest)
  const value = Number.parseInt(point?.[1] ?? point?.[2] ?? '', 16)
  if (!point || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return null
  return { bytes: new TextEncoder().encode(String.fromCodePoint(value)), length: point[0].length }
}
