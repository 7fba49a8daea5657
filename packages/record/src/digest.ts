import { createHash } from 'node:crypto'

/** `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`

/** SHA-256 of some bytes; a string is hashed as its UTF-8. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && /^sha256:[0-9a-f]{64}$/.test(text)
}

/** The first twelve hexadecimal digits: for people, never for comparison. */
export function shortDigest(digest: Digest): string {
  return digest.slice(7, 19)
}
