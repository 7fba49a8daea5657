/** Every way in which rows or a metric's name can be refused. The codes are anchors in docs/errors.md. */
export type MetricsErrorCode = 'UNKNOWN_METRIC' | 'EMPTY_ROWS' | 'LENGTH_MISMATCH' | 'LABEL_INVALID' | 'SCORE_INVALID' | 'WEIGHT_INVALID'

export class MetricsError extends Error {
  override readonly name = 'MetricsError'
  readonly code: MetricsErrorCode
  readonly hint: string | null

  constructor(code: MetricsErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
