/** Every way in which a model can be refused or fail to score. The codes are anchors in docs/errors.md. */
export type InferenceErrorCode =
  | 'MODEL_MISSING'
  | 'MODEL_UNREADABLE'
  | 'MODEL_FORMAT'
  | 'PICKLE_REFUSED'
  | 'EXTERNAL_DATA'
  | 'FOLDER_UNSAFE'
  | 'OPERATOR_UNSUPPORTED'
  | 'DEVICE_UNAVAILABLE'
  | 'UNSUPPORTED_TYPE'
  | 'UNSUPPORTED_SHAPE'
  | 'NO_PROBABILITY_OUTPUT'
  | 'NO_OUTPUT'
  | 'OUTPUT_AMBIGUOUS'
  | 'LABELS_UNNAMED'
  | 'POSITIVE_UNKNOWN'
  | 'FEATURES_UNNAMED'
  | 'IMAGE_UNDECLARED'
  | 'INPUT_MISSING'
  | 'INPUT_TYPE'
  | 'INPUT_VALUE'
  | 'SCORE_NOT_FINITE'
  | 'SCORE_OUT_OF_RANGE'
  | 'PROBABILITY_SUM'
  | 'DETECTION_INVALID'
  | 'INFERENCE_FAILED'

export class InferenceError extends Error {
  override readonly name = 'InferenceError'
  readonly code: InferenceErrorCode
  readonly hint: string | null

  constructor(code: InferenceErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
