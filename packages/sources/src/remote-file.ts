import type { Digest } from './digest.ts'

/** One file as a listing has it. */
export interface RemoteFile {
  /** The address of exactly this file, as immutable as its place allows: with S3's version, with the commit of a Hugging Face repository. */
  readonly uri: string
  /** What people see, and what formats are told by: `2001/01.parquet`. Relative, with forward slashes, never with `..`. */
  readonly name: string
  readonly bytes: number | null
  /** An etag, a version of S3, the md5 of DVC, the object of Hugging Face: whatever changes when the file does. */
  readonly version: string | null
  /** Where the place says it. It is checked like every other digest. */
  readonly sha256: Digest | null
}

/** A file to fetch: from a listing, or from the lock with what the lock says of it. */
export interface FileRequest {
  readonly uri: string
  readonly name: string
  readonly digest: Digest | null
  readonly bytes: number | null
}

export interface FetchedFile {
  readonly path: string
  readonly digest: Digest
  readonly bytes: number
}

/** In the order of their names by code unit, which is the same on every machine. */
export function byName(files: readonly RemoteFile[]): readonly RemoteFile[] {
  return files.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
}
