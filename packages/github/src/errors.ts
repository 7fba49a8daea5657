/** Every way in which a call to GitHub can end without its answer. The codes are anchors in docs/errors.md. */
export type GitHubErrorCode =
  | 'ADDRESS_INVALID'
  | 'TOKEN_REFUSED'
  | 'PERMISSION_MISSING'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'NOT_FOUND'
  | 'REQUEST_REFUSED'
  | 'SERVER_FAILED'
  | 'NETWORK_FAILED'
  | 'ANSWER_INVALID'
  | 'FILE_TOO_LARGE'
  | 'BRANCH_TAKEN'
  | 'ARTIFACT_EXPIRED'
  | 'ARTIFACT_TOO_LARGE'
  | 'ARTIFACT_DIGEST_MISMATCH'
  | 'ARTIFACT_UNREADABLE'
  | 'ARTIFACT_UNSAFE'

export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  readonly code: GitHubErrorCode
  readonly hint: string | null
  /** What GitHub itself said, on one line; null where it said nothing. */
  readonly answer: string | null

  constructor(code: GitHubErrorCode, message: string, options: { hint?: string; cause?: unknown; answer?: string } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
    this.answer = options.answer ?? null
  }
}

/** The value, or null where GitHub says that there is none; only for calls whose port says null. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof GitHubError && error.code === 'NOT_FOUND') return null
    throw error
  }
}
