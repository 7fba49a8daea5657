import { inflateRawSync } from 'node:zlib'

/** A file in a ZIP archive, by the archive's own listing. */
export interface ZipEntry {
  readonly name: string
  /** Its bytes; null where they are larger than the limit, damaged, or packed in a way that is not read here. */
  read(maxBytes: number): Uint8Array | null
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endBytes = 22
const longestComment = 65_535

/** The entries that the directory at the end of an archive lists; null where there is no such directory. */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === null) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) return null
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const place = { method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), header: view.getUint32(at + 42, true) }
    entries.push({ name, read: (maxBytes) => contents(bytes, place, maxBytes) })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function endOf(view: DataView): number | null {
  const last = view.byteLength - endBytes
  for (let at = last; at >= Math.max(0, last - longestComment); at--) if (view.getUint32(at, true) === endSignature) return at
  return null
}

interface Place {
  readonly method: number
  readonly packed: number
  readonly header: number
}

function contents(bytes: Uint8Array, { method, packed, header }: Place, maxBytes: number): Uint8Array | null {
  if (header + 30 > bytes.length) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  const raw = bytes.subarray(start, start + packed)
  if (raw.length < packed || packed > maxBytes) return null
  if (method === 0) return raw
  try {
    return method === 8 ? inflateRawSync(raw, { maxOutputLength: maxBytes }) : null
  } catch {
    return null
  }
}
