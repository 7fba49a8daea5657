/** Every way in which the test doubles refuse their caller. What the emulated GitHub refuses is an HTTP answer instead. */
export type TestingErrorCode =
  | 'GIT_FAILED'
  | 'UNKNOWN_REPOSITORY'
  | 'UNKNOWN_BRANCH'
  | 'UNKNOWN_PULL_REQUEST'
  | 'UNKNOWN_RUN'
  | 'MERGE_CONFLICT'
  | 'ACTION_UNMAPPED'
  | 'ACT_NOT_FOUND'

export class TestingError extends Error {
  override readonly name = 'TestingError'
  readonly code: TestingErrorCode
  readonly hint: string | null

  constructor(code: TestingErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
