/** Every way in which training can be refused or fail. The codes are anchors in docs/errors.md. */
export type TrainingErrorCode =
  | 'COMMAND_NOT_FOUND'
  | 'COMMAND_FAILED'
  | 'TIMED_OUT'
  | 'CANCELLED'
  | 'OUT_NOT_EMPTY'
  | 'OUTPUT_MISSING'
  | 'OUTPUT_EMPTY'
  | 'OUTPUT_UNSAFE'
  | 'METRICS_INVALID'
  | 'PARAMETERS_INVALID'
  | 'WROTE_OUTSIDE'
  | 'COMMIT_UNKNOWN'
  | 'SOURCE_MISSING'
  | 'SOURCE_UNSAFE'
  | 'CHECKOUT_EXISTS'
  | 'GIT_FAILED'

export interface TrainingErrorOptions {
  readonly hint?: string
  readonly cause?: unknown
  /** The last lines that the command printed. */
  readonly logTail?: string
}

export class TrainingError extends Error {
  override readonly name = 'TrainingError'
  readonly code: TrainingErrorCode
  readonly hint: string | null
  readonly logTail: string | null

  constructor(code: TrainingErrorCode, message: string, options: TrainingErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
    this.logTail = options.logTail ?? null
  }
}
