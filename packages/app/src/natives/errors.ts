/** Every way in which a native library can fail to be found, fetched or trusted. The codes are anchors in docs/errors.md. */
export type NativeErrorCode =
  | 'OVERRIDE_INCOMPLETE'
  | 'PLATFORM_UNSUPPORTED'
  | 'NOWHERE_TO_INSTALL'
  | 'REGISTRY_UNKNOWN'
  | 'DOWNLOAD_FAILED'
  | 'DOWNLOAD_TRUNCATED'
  | 'DOWNLOAD_DIGEST'
  | 'ARCHIVE_UNREADABLE'
  | 'ARCHIVE_UNSAFE'
  | 'INSTALL_FAILED'
  | 'INSTALL_CHANGED'
  | 'LOAD_FAILED'

export class NativeError extends Error {
  override readonly name = 'NativeError'
  readonly code: NativeErrorCode
  readonly hint: string | null

  constructor(code: NativeErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
