/** Every way in which the chain of sections can be refused. The codes are anchors in docs/errors.md. */
export type RecordErrorCode =
  | 'SECTION_UNREADABLE'
  | 'SECTION_INVALID'
  | 'SECTION_TOO_LARGE'
  | 'SECTION_TOO_DEEP'
  | 'UNKNOWN_SCHEMA'
  | 'NOT_CANONICAL'
  | 'MODEL_MISMATCH'
  | 'FOREIGN_SECTION'
  | 'KEY_CONFLICT'
  | 'BROKEN_CHAIN'
  | 'INCOMPLETE_RECORD'
  | 'RECORD_INVALID'
  | 'DIGEST_MISMATCH'

export class RecordError extends Error {
  override readonly name = 'RecordError'
  readonly code: RecordErrorCode
  readonly hint: string | null

  constructor(code: RecordErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
