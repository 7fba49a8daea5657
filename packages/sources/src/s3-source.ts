import { posix } from 'node:path'
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import type { AddressOf } from './address.ts'
import { s3Uri } from './address-s3.ts'
import type { Digest } from './digest.ts'
import { download } from './download.ts'
import { SourceError } from './errors.ts'
import { safeName } from './file-name.ts'
import { type GlobPrefix, globPrefix } from './glob-prefix.ts'
import type { RemoteFile } from './remote-file.ts'
import { retried } from './retry.ts'
import { type S3, s3Clients } from './s3-client.ts'
import { s3Fault } from './s3-fault.ts'
import { objectOf, s3Transport } from './s3-transport.ts'
import type { SourceKind } from './source-kind.ts'
import type { SourceTools } from './source-tools.ts'

type Address = AddressOf<'s3'>

/** Objects that are looked at side by side. */
const parallelHeads = 16

/** Objects of S3 and of servers that speak it. Where a bucket keeps versions, a listing names the version. */
export function s3Source({ ports, cache }: SourceTools): SourceKind<'s3'> {
  const clientFor = s3Clients(ports.environment)
  return {
    list: async (address) => {
      const s3 = await clientFor(address)
      const ask = <T>(call: () => Promise<T>) => retried(ports, () => call().catch((cause: unknown) => s3Fault(cause, s3Uri(address))))
      const prefix = globPrefix(address.key)
      const keys = prefix.isGlob ? await ask(() => matchingKeys(address, s3, prefix)) : [address.key]
      const files: RemoteFile[] = []
      for (let at = 0; at < keys.length; at += parallelHeads) {
        const some = keys.slice(at, at + parallelHeads).map((key) => ask(() => look({ ...address, key }, s3, prefix.folder)))
        files.push(...(await Promise.all(some)))
      }
      return files
    },
    fetch: async (address, file) => await download(file, { transport: s3Transport(address, await clientFor(address)), cache, ports }),
  }
}

async function matchingKeys({ bucket, key: pattern }: Address, { sdk, client }: S3, { prefix }: GlobPrefix): Promise<readonly string[]> {
  const keys: string[] = []
  const pages = new Set<string>()
  for (let after: string | undefined; ; ) {
    const next = after === undefined ? {} : { ContinuationToken: after }
    const answer = await client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...next }))
    const names = (answer.Contents ?? []).flatMap(({ Key: key }) => key ?? [])
    // A key with a slash at its end is how some tools mark a folder.
    keys.push(...names.filter((key) => !key.endsWith('/') && posix.matchesGlob(key, pattern)))
    after = answer.NextContinuationToken
    if (answer.IsTruncated !== true || after === undefined) return keys
    if (pages.has(after))
      throw new SourceError('SOURCE_ANSWER_INVALID', `the listing of s3://${bucket}/${prefix} has a page that follows itself`, {
        hint: 'the server does not speak S3 as it should: check the endpoint',
      })
    pages.add(after)
  }
}

// A head of each, since a listing has neither versions nor checksums.
async function look(address: Address, { sdk, client }: S3, folder: string): Promise<RemoteFile> {
  const head = await client.send(new sdk.HeadObjectCommand({ ...objectOf(address), ChecksumMode: 'ENABLED' }))
  const versionId = address.versionId ?? (head.VersionId === 'null' ? null : (head.VersionId ?? null))
  return {
    uri: s3Uri({ ...address, versionId }),
    name: safeName(address.key.slice(folder.length), `s3://${address.bucket}`),
    bytes: head.ContentLength ?? null,
    version: versionId ?? head.ETag ?? null,
    sha256: sha256Of(head),
  }
}

/** The checksum of the whole object; that of an upload in parts is made of its parts' and says nothing here. */
function sha256Of({ ChecksumSHA256: checksum, ChecksumType: type }: HeadObjectCommandOutput): Digest | null {
  if (checksum === undefined || type === 'COMPOSITE' || !/^[A-Za-z0-9+/]{43}=$/.test(checksum)) return null
  return `sha256:${Buffer.from(checksum, 'base64').toString('hex')}`
}
