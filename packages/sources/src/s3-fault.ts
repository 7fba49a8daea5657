import { displayUri } from './display-uri.ts'
import { SourceError } from './errors.ts'
import type { Refused } from './retry.ts'

const missing = ['NoSuchKey', 'NotFound', 'NoSuchBucket', 'NoSuchVersion']
// Where servers differ on the status: to versitygw an access key that it does not know is 404, under a name of its own.
const forbidden = ['AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'XAdminUserNotFound']
const forbiddenHint = 'check the keys, the profile or the role: reading needs s3:GetObject, a pattern s3:ListBucket, a version s3:GetObjectVersion'

/** What a failure of the SDK means. Its name is said, its message is not: that may repeat what was sent. */
export function s3Fault(cause: unknown, uri: string): Refused {
  if (cause instanceof SourceError) return { kind: 'refused', error: cause, again: false, waitMs: null }
  const place = displayUri(uri)
  const name = cause instanceof Error ? cause.name : 'unknown error'
  const status = statusOf(cause)
  const refused = (code: 'SOURCE_NOT_FOUND' | 'SOURCE_FORBIDDEN' | 'SOURCE_UNREACHABLE', message: string, hint: string): Refused => ({
    kind: 'refused',
    error: new SourceError(code, message, { hint, cause }),
    again: code === 'SOURCE_UNREACHABLE' && (status === null || status >= 500 || status === 429),
    waitMs: null,
  })
  if (name === 'CredentialsProviderError')
    return refused(
      'SOURCE_FORBIDDEN',
      `there are no credentials for ${place}`,
      'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role by OIDC',
    )
  if (forbidden.includes(name) || [400, 401, 403].includes(status ?? 0))
    return refused('SOURCE_FORBIDDEN', `${place} is refused to this caller (${name})`, forbiddenHint)
  if (missing.includes(name) || status === 404)
    return refused('SOURCE_NOT_FOUND', `there is no ${place} (${name})`, 'check bucket, key, version and endpoint')
  return refused(
    'SOURCE_UNREACHABLE',
    `${place} cannot be read (${status === null ? name : `${name}, status ${status}`})`,
    'check the endpoint, the region and the network',
  )
}

/** The HTTP status of a failure; null where no answer came. */
export function statusOf(cause: unknown): number | null {
  const metadata = typeof cause === 'object' && cause !== null && '$metadata' in cause ? cause.$metadata : null
  const status = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : null
  return typeof status === 'number' ? status : null
}
