/** Bytes of a block: headers are one or more, contents are filled up to whole ones. */
export const blockBytes = 512

/** A header of tar holds a size of at most 11 octal digits. */
export const maxFileBytes = 8 ** 11 - 1

/** Fields of a header of POSIX tar, with the bytes that they take. */
const widths = { name: 100, mode: 8, uid: 8, gid: 8, size: 12, mtime: 12, checksum: 8, type: 1, linkName: 100, magic: 8, rest: 247 } as const

/**
 * The header of one file, in as many blocks as its path needs. Nothing of it hangs on the machine: no owner, no time, no mode but 644.
 * A path that is longer than 100 bytes or not in ASCII stands in a record of its own before it, as in POSIX pax.
 */
export function fileHeader(path: string, bytes: number): Uint8Array {
  const name = Buffer.from(path)
  if (name.length <= widths.name && /^[\x20-\x7e]*$/.test(path)) return header({ name, bytes, type: '0' })
  return Buffer.concat([extendedHeader({ key: 'path', value: path, type: 'x' }), header({ name: Buffer.from('file'), bytes, type: '0' })])
}

/** A record about the file that follows (`x`), or about all of the archive (`g`). */
export function extendedHeader({ key, value, type }: { readonly key: string; readonly value: string; readonly type: 'x' | 'g' }): Uint8Array {
  const record = paxRecord(key, value)
  return Buffer.concat([header({ name: Buffer.from('pax'), bytes: record.length, type }), record, padding(record.length)])
}

/** What fills contents up to a whole block. */
export function padding(bytes: number): Uint8Array {
  return new Uint8Array((blockBytes - (bytes % blockBytes)) % blockBytes)
}

// The length of a record counts its own digits.
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  const digits = String(rest + String(rest).length).length
  return Buffer.from(`${rest + digits} ${key}=${value}\n`)
}

interface Header {
  readonly name: Buffer
  readonly bytes: number
  readonly type: '0' | 'x' | 'g'
}

function header({ name, bytes, type }: Header): Buffer {
  const block = Buffer.alloc(blockBytes)
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`
  const fields = {
    name,
    mode: octal(0o644, widths.mode),
    uid: octal(0, widths.uid),
    gid: octal(0, widths.gid),
    size: octal(bytes, widths.size),
    mtime: octal(0, widths.mtime),
    checksum: ' '.repeat(widths.checksum),
    type,
    linkName: '',
    magic: 'ustar\x0000',
    rest: '',
  }
  let at = 0
  for (const [field, width] of Object.entries(widths)) {
    Buffer.from(fields[field as keyof typeof fields]).copy(block, at, 0, width)
    at += width
  }
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
