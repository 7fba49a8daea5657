import { SourceError } from './errors.ts'

export interface LfsPointer {
  /** SHA-256 in 64 hexadecimal digits. */
  readonly oid: string
  readonly bytes: number
}

const beginning = 'version https://git-lfs.github.com/spec/v1'
/** The specification's limit: whatever is longer is data. */
export const maxLfsPointerBytes = 1024

/**
 * What a Git LFS pointer names; null where the bytes are none, judged by their first line.
 * @throws {SourceError} `POINTER_INVALID` where a pointer begins and does not go on as one.
 */
export function readLfsPointer(bytes: Uint8Array): LfsPointer | null {
  const text = Buffer.from(bytes.subarray(0, maxLfsPointerBytes)).toString('latin1')
  if (!text.startsWith(beginning) || !/^\r?\n|^$/.test(text.slice(beginning.length))) return null
  const [, oid] = /^oid sha256:([0-9a-f]{64})\r?$/m.exec(text) ?? []
  const [, size] = /^size (\d{1,15})\r?$/m.exec(text) ?? []
  if (oid !== undefined && size !== undefined) return { oid, bytes: Number(size) }
  throw new SourceError('POINTER_INVALID', 'a Git LFS pointer lacks its oid or its size', { hint: 'restore the file from git' })
}
