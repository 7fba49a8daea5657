import { describe, expect, it } from 'vitest'
import { SourceError } from './errors.ts'
import { s3Fault } from './s3-fault.ts'

const uri = 's3://bkt/x.csv?versionId=1'
const failure = (name: string, status?: number) =>
  Object.assign(new Error('what was sent: secret'), { name }, status === undefined ? {} : { $metadata: { httpStatusCode: status } })

describe('s3Fault', () => {
  it.each([
    ['NoSuchKey', 404, 'SOURCE_NOT_FOUND', false],
    ['NotFound', 404, 'SOURCE_NOT_FOUND', false],
    ['NoSuchBucket', 404, 'SOURCE_NOT_FOUND', false],
    ['AccessDenied', 403, 'SOURCE_FORBIDDEN', false],
    ['InvalidObjectState', 403, 'SOURCE_FORBIDDEN', false],
    ['ExpiredToken', 400, 'SOURCE_FORBIDDEN', false],
    ['XAdminUserNotFound', 404, 'SOURCE_FORBIDDEN', false],
    ['CredentialsProviderError', undefined, 'SOURCE_FORBIDDEN', false],
    ['SlowDown', 503, 'SOURCE_UNREACHABLE', true],
    ['InternalError', 500, 'SOURCE_UNREACHABLE', true],
    ['TooManyRequests', 429, 'SOURCE_UNREACHABLE', true],
    ['TimeoutError', undefined, 'SOURCE_UNREACHABLE', true],
    ['PermanentRedirect', 301, 'SOURCE_UNREACHABLE', false],
  ] as const)('takes %s with status %s for %s', (name, status, code, again) => {
    const { error, again: mayHelp } = s3Fault(failure(name, status), uri)
    expect([error.code, mayHelp]).toEqual([code, again])
  })

  it('says the name of what happened, and nothing of what was sent', () => {
    expect([s3Fault(failure('AccessDenied', 403), uri).error.message, s3Fault(failure('SlowDown', 503), uri).error.message]).toEqual([
      's3://bkt/x.csv is refused to this caller (AccessDenied)',
      's3://bkt/x.csv cannot be read (SlowDown, status 503)',
    ])
  })

  it('leaves an error that is ours as it is', () => {
    const own = new SourceError('FILE_UNSAFE', 'a name')
    expect(s3Fault(own, uri)).toEqual({ kind: 'refused', error: own, again: false, waitMs: null })
  })
})
