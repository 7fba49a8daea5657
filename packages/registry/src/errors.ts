/** Every way in which the registry refuses. The codes are anchors in docs/errors.md. */
export type RegistryErrorCode =
  | 'NAME_INVALID'
  | 'VERSION_EXISTS'
  | 'VERSION_UNKNOWN'
  | 'VERSION_UNSIGNED'
  | 'TAG_MOVED'
  | 'STAGE_MOVED'
  | 'STAGE_BROKEN'
  | 'SIGNATURE_INVALID'
  | 'KEY_INVALID'
  | 'SIGNER_UNTRUSTED'
  | 'RECORD_MISMATCH'
  | 'ASSET_INVALID'
  | 'ASSET_MISMATCH'
  | 'RELEASE_INCOMPLETE'
  | 'NOTHING_TO_ROLL_BACK'
  | 'FOLDER_NOT_EMPTY'

export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly code: RegistryErrorCode
  readonly hint: string | null

  constructor(code: RegistryErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
