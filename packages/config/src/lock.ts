/** `seaworthy.lock`, read: which exact files each source was, when it was written. */
export interface Lock {
  readonly version: 1
  readonly sources: readonly LockedSource[]
}

export interface LockedSource {
  /** The glob, as `seaworthy.yml` has it. */
  readonly source: string
  readonly files: readonly LockedFile[]
}

export interface LockedFile {
  readonly path: string
  readonly digest: `sha256:${string}`
  readonly bytes: number
  readonly rows: number
}
