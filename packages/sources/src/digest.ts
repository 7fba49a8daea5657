import { SourceError } from './errors.ts'

/** `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`

export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && /^sha256:[0-9a-f]{64}$/.test(text)
}

/**
 * The 64 digits alone. They become part of a path, so that nothing else may pass.
 * @throws {SourceError} `DIGEST_INVALID`
 */
export function hexOf(digest: string): string {
  if (isDigest(digest)) return digest.slice(7)
  throw new SourceError('DIGEST_INVALID', `${JSON.stringify(digest)} is no digest`, { hint: 'a digest is "sha256:" and 64 hexadecimal digits' })
}

/** `sha256:` and the first twelve digits: for people, never for comparison. */
export function shortDigest(digest: Digest): string {
  return `${digest.slice(0, 19)}…`
}
