/** Why a stage could not do its work, or stopped. The codes are anchors in docs/errors.md. */
export type PipelineErrorCode =
  | 'CONFIG_MISSING'
  | 'MODEL_UNKNOWN'
  | 'PLAN_MISSING'
  | 'PLAN_INVALID'
  | 'LOCK_MISSING'
  | 'LOCK_STALE'
  | 'SOURCE_NOT_LOCKED'
  | 'DATA_MISSING'
  | 'DATA_CHANGED'
  | 'WINDOWS_OVERLAP'
  | 'DATASET_UNDEFINED'
  | 'COLUMN_UNDECLARED'
  | 'LABEL_INVALID'
  | 'SCORE_INVALID'
  | 'PREDICTION_INVALID'
  | 'WEIGHT_INVALID'
  | 'ID_INVALID'
  | 'ROWS_DIFFER'
  | 'UNIT_MIXED'
  | 'IMAGE_INVALID'
  | 'TASK_UNSUPPORTED'
  | 'THRESHOLD_UNKNOWN'
  | 'UNITS_INVALID'
  | 'PREDICTIONS_MISSING'
  | 'RESULTS_MISSING'
  | 'SECTION_MISSING'
  | 'DATA_BLOCKED'
  | 'NO_MODEL_DECLARED'
  | 'METRICS_MISSING'
  | 'METRICS_INVALID'
  | 'MODEL_CHANGED'
  | 'REVIEW_DIFFERS'
  | 'BLOCKED'
  | 'NO_PRODUCTION'
  | 'NO_DEPLOYMENT_DECLARED'
  | 'DEPLOYMENT_FAILED'
  | 'NO_MONITOR_DECLARED'
  | 'PROFILE_MISSING'
  | 'GITHUB_REQUIRED'
  | 'PULL_REQUEST_NOT_FOUND'
  | 'BASE_NOT_FOUND'
  | 'NOT_PUBLISHABLE'

export class PipelineError extends Error {
  override readonly name = 'PipelineError'
  readonly code: PipelineErrorCode
  readonly hint: string | null

  constructor(code: PipelineErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
