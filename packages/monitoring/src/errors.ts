/** Every way in which monitoring refuses its inputs. The codes are anchors in docs/errors.md. */
export type MonitoringErrorCode =
  | 'PROFILE_UNREADABLE'
  | 'PROFILE_INVALID'
  | 'PROFILES_DIFFER'
  | 'LABELS_MISSING'
  | 'LENGTHS_DIFFER'
  | 'VALUE_NOT_FINITE'
  | 'POLICY_INVALID'

export class MonitoringError extends Error {
  override readonly name = 'MonitoringError'
  readonly code: MonitoringErrorCode
  readonly hint: string | null

  constructor(code: MonitoringErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
