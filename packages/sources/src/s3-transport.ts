import type { GetObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3'
import type { AddressOf } from './address.ts'
import { s3Uri } from './address-s3.ts'
import type { Opened, Transport } from './download.ts'
import { SourceError } from './errors.ts'
import { isRefused, type Refused } from './retry.ts'
import type { S3 } from './s3-client.ts'
import { s3Fault, statusOf } from './s3-fault.ts'

/** One object of S3, from any byte on. */
export function s3Transport(address: AddressOf<'s3'>, { sdk, client }: S3): Transport {
  const ask = async (from: Pick<GetObjectCommandInput, 'Range' | 'IfMatch'>): Promise<GetObjectCommandOutput | Refused | 'only whole'> => {
    try {
      return await client.send(new sdk.GetObjectCommand({ ...objectOf(address), ...from }))
    } catch (cause) {
      // The part is as long as the object, or of another content: 416 and 412.
      return from.Range !== undefined && [412, 416].includes(statusOf(cause) ?? 0) ? 'only whole' : s3Fault(cause, s3Uri(address))
    }
  }
  const open: Transport['open'] = async ({ offset, validator }) => {
    const answer = await ask(offset === 0 ? {} : { Range: `bytes=${offset}-`, ...(validator === null ? {} : { IfMatch: validator }) })
    if (answer === 'only whole') return await open({ offset: 0, validator: null })
    return isRefused(answer) ? answer : opened(answer, { address, offset })
  }
  return { open }
}

/** Bucket, key and version as the SDK wants them. */
export function objectOf({ bucket, key, versionId }: AddressOf<'s3'>): {
  readonly Bucket: string
  readonly Key: string
  readonly VersionId?: string
} {
  return { Bucket: bucket, Key: key, ...(versionId === null ? {} : { VersionId: versionId }) }
}

function opened(
  answer: GetObjectCommandOutput,
  { address, offset }: { readonly address: AddressOf<'s3'>; readonly offset: number },
): Opened | Refused {
  const { Body: body, ContentRange, ContentLength = null, ETag = null } = answer
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(ContentRange ?? '') ?? []
  const begins = Number(from ?? 0)
  if (!isByteStream(body) || (begins !== 0 && begins !== offset)) {
    const error = new SourceError('SOURCE_ANSWER_INVALID', `${s3Uri(address)} is answered with another range than was asked for`, {
      hint: 'the server does not speak S3 as it should: check the endpoint',
    })
    return { kind: 'refused', error, again: false, waitMs: null }
  }
  const cancel = async () => void body.destroy()
  return { kind: 'opened', from: begins, totalBytes: total === undefined ? ContentLength : Number(total), validator: ETag, body, cancel }
}

function isByteStream(body: unknown): body is AsyncIterable<Uint8Array> & { destroy(): unknown } {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body
}
