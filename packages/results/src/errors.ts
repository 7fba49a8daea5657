/** Every way in which results of another tool can be refused. The codes are anchors in docs/errors.md. */
export type ResultsErrorCode =
  | 'RESULTS_MISSING'
  | 'RESULTS_UNKNOWN'
  | 'RESULTS_AMBIGUOUS'
  | 'RESULTS_BROKEN'
  | 'RESULTS_TOO_LARGE'
  | 'RESULT_NOT_FINITE'
  | 'RESULT_TWICE'

export class ResultsError extends Error {
  override readonly name = 'ResultsError'
  readonly code: ResultsErrorCode
  readonly hint: string | null

  constructor(code: ResultsErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
