/** `seaworthy.lock`, read: which exact files each source was, when it was written. */
export interface Lock {
  readonly version: 1
  readonly sources: readonly LockedSource[]
}

export interface LockedSource {
  /** The glob or address, as `seaworthy.yml` has it. */
  readonly source: string
  readonly files: readonly LockedFile[]
}

export interface LockedFile {
  /** From the repository's root; of remote files the name that is shown. */
  readonly path: string
  /** Where exactly it is fetched from; null for files of the repository. */
  readonly uri: string | null
  readonly digest: `sha256:${string}`
  readonly bytes: number
  readonly rows: number
}
