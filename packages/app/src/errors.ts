/** What is wrong with how the tool was called, or with where it runs. The codes are anchors in docs/errors.md. */
export type AppErrorCode =
  | 'USAGE'
  | 'INPUT_INVALID'
  | 'NOT_A_REPOSITORY'
  | 'GIT_FAILED'
  | 'EVENT_UNREADABLE'
  | 'EVENT_UNSUPPORTED'
  | 'FILE_EXISTS'
  | 'FILE_UNREADABLE'
  | 'ARTIFACT_FAILED'
  | 'INTERNAL'

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode
  readonly hint: string | null

  constructor(code: AppErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
