/** One npm package, by the bytes that the registry must give. */
export interface PinnedPackage {
  readonly name: string
  readonly version: string
  /** `sha512-…` in base64, as a lock file has it. */
  readonly integrity: string
}

/** A machine: `linux-x64`, `linux-x64-musl`, `darwin-arm64`, `win32-x64`, … */
export type Target = string

/** A library with a native part, and all that it needs at run time. */
export interface NativeLibrary {
  /** Short, for folders and messages. */
  readonly id: string
  /** The package that is required. */
  readonly entry: string
  readonly version: string
  /** For each machine that has a build: the packages, and the digest of the installed files by `installDigest`. */
  readonly targets: Readonly<Record<Target, { readonly packages: readonly PinnedPackage[]; readonly digest: string }>>
  /** Whether a file is needed on that machine, by its path inside the package. */
  keep(file: { readonly packageName: string; readonly path: string; readonly target: Target }): boolean
}

export interface NativeEnvironment {
  /** A folder that holds `node_modules` with the libraries, for machines without network; it must have them. */
  readonly overrideDir: string | null
  /** `RUNNER_TOOL_CACHE`, or a folder like it. */
  readonly toolCache: string | null
  /** Base address of an npm registry, or of a mirror; null: the one that npm is configured for. */
  readonly registry: string | null
  readonly platform: string
  readonly arch: string
  /** Between runs on machines that keep nothing; what it gives is verified like any install. */
  readonly cache?: NativeCache
  /** Told what is slow, such as a download; nothing when left out. */
  readonly onProgress?: (message: string) => void
}

/** A cache that outlives the machine. It may fail or be empty: a download follows. */
export interface NativeCache {
  /** True where the folder is there afterwards. */
  restore(folder: string, key: string): Promise<boolean>
  save(folder: string, key: string): Promise<void>
}
