/** Every way in which data can fail to be found, fetched or believed. The codes are anchors in docs/errors.md. */
export type SourceErrorCode =
  | 'ADDRESS_INVALID'
  | 'SOURCE_EMPTY'
  | 'SOURCE_NOT_FOUND'
  | 'SOURCE_FORBIDDEN'
  | 'SOURCE_UNREACHABLE'
  | 'SOURCE_ANSWER_INVALID'
  | 'SOURCE_TRUNCATED'
  | 'SOURCE_CHANGED'
  | 'SOURCE_COMMAND_FAILED'
  | 'FILE_UNSAFE'
  | 'POINTER_INVALID'
  | 'POINTER_WITHOUT_DATA'
  | 'DIGEST_INVALID'
  | 'CACHE_UNWRITABLE'

export interface SourceErrorOptions {
  readonly hint?: string
  readonly cause?: unknown
  /** The last lines that a command printed. */
  readonly logTail?: string
}

export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly code: SourceErrorCode
  readonly hint: string | null
  readonly logTail: string | null

  constructor(code: SourceErrorCode, message: string, options: SourceErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
    this.logTail = options.logTail ?? null
  }
}
