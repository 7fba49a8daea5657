/** Every way in which a report can be refused. The codes are anchors in docs/errors.md. */
export type ReportErrorCode = 'NO_EVALUATION' | 'DIGEST_MISSING' | 'HIDDEN_BLOCK_INVALID'

export class ReportError extends Error {
  override readonly name = 'ReportError'
  readonly code: ReportErrorCode
  readonly hint: string | null

  constructor(code: ReportErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
