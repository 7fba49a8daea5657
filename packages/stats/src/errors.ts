/** Every way in which an estimate can be refused. The codes are anchors in docs/errors.md. */
export type StatsErrorCode =
  | 'EMPTY_SAMPLE'
  | 'LENGTH_MISMATCH'
  | 'NOT_FINITE'
  | 'OUT_OF_RANGE'
  | 'SPLIT_CLUSTER'
  | 'TOO_FEW_CLUSTERS'
  | 'UNDEFINED_RESAMPLES'

export class StatsError extends Error {
  override readonly name = 'StatsError'
  readonly code: StatsErrorCode
  readonly hint: string | null

  constructor(code: StatsErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
