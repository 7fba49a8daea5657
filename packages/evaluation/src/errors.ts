/** Every way in which a judgement can be refused. The codes are anchors in docs/errors.md. */
export type EvaluationErrorCode =
  | 'GATE_INVALID'
  | 'DUPLICATE_GATE'
  | 'NO_BLOCKING_GATE'
  | 'UNKNOWN_SLICE_COLUMN'
  | 'LENGTH_MISMATCH'
  | 'KIND_MISMATCH'
  | 'CODE_INVALID'
  | 'METRIC_UNDEFINED'
  | 'TOO_MANY_SLICES'
  | 'NO_BASELINE'
  | 'TEST_NOT_APPLICABLE'
  | 'SHARE_OF_NOTHING'
  | 'PROBE_MISSING'
  | 'REPORTED_MISSING'
  | 'REPORTED_INVALID'
  | 'UNITS_DIFFER'
  | 'OUTCOME_INVALID'

export class EvaluationError extends Error {
  override readonly name = 'EvaluationError'
  readonly code: EvaluationErrorCode
  readonly hint: string | null

  constructor(code: EvaluationErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
