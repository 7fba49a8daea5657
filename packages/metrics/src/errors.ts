/** Every way in which rows or a metric's name can be refused. The codes are anchors in docs/errors.md. */
export type MetricsErrorCode =
  | 'UNKNOWN_METRIC'
  | 'METRIC_PARAMETER'
  | 'KIND_MISMATCH'
  | 'EMPTY_ROWS'
  | 'LENGTH_MISMATCH'
  | 'LABEL_INVALID'
  | 'PREDICTION_INVALID'
  | 'PREDICTIONS_MISSING'
  | 'SCALE_INVALID'
  | 'SCORE_INVALID'
  | 'SCORES_MISSING'
  | 'WEIGHT_INVALID'
  | 'ITEMS_MISSING'
  | 'ITEM_INVALID'
  | 'LABELS_MISSING'
  | 'FEATURES_MISSING'
  | 'FEATURE_INVALID'
  | 'LIKELIHOODS_MISSING'
  | 'LIKELIHOOD_INVALID'
  | 'BOX_INVALID'
  | 'SEGMENTS_MISSING'
  | 'COUNT_INVALID'

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
