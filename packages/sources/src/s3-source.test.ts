import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf } from './fixtures/digest-of.ts'
import { failureOf } from './fixtures/failure-of.ts'
import { fileServer } from './fixtures/file-server.ts'
import { type Scratch, scratch } from './fixtures/scratch.ts'
import { testPorts } from './fixtures/test-ports.ts'
import { openSources, type Sources } from './sources.ts'

// What a sound server never says. A sound one is spoken to in test/e2e/s3.e2e.ts.

let folder: Scratch
let sources: Sources

beforeEach(async () => {
  folder = await scratch()
  sources = openSources(testPorts(folder.path, { environment: { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' } }))
})
afterEach(() => folder[Symbol.asyncDispose]())

type Answer = Parameters<typeof fileServer>[0]

const answer = (status: number, headers: Readonly<Record<string, string>>, body = ''): Answer => {
  return (_, response) => void response.writeHead(status, headers).end(body)
}
const checksum = Buffer.from(digestOf('x').slice(7), 'hex').toString('base64')
const page = (contents: string, more = '<IsTruncated>false</IsTruncated>') =>
  answer(200, { 'content-type': 'application/xml' }, `<?xml version="1.0"?><ListBucketResult>${more}${contents}</ListBucketResult>`)
const object = (key: string) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`

describe('a listing of S3', () => {
  it.each([
    ['of the whole object', { 'x-amz-checksum-sha256': checksum, 'x-amz-checksum-type': 'FULL_OBJECT' }, digestOf('x')],
    ['of parts', { 'x-amz-checksum-sha256': checksum, 'x-amz-checksum-type': 'COMPOSITE' }, null],
    ['of parts, counted', { 'x-amz-checksum-sha256': `${checksum}-2` }, null],
    ['that is none', { 'x-amz-checksum-sha256': 'AAAA' }, null],
  ])('believes a checksum %s for what it is', async (_, headers, expected) => {
    await using server = await fileServer(answer(200, { etag: '"e"', 'content-length': '1', ...headers }))
    expect((await sources.list(`s3://bkt/x.csv?endpoint=${server.url}`)).map(({ sha256 }) => sha256)).toEqual([expected])
  })

  it('leaves out the marks of folders, and what the pattern does not match', async () => {
    const listing = page(`${object('a/')}${object('a/b/')}${object('a/x.csv')}${object('a/b/y.csv')}${object('a/z.txt')}`)
    await using server = await fileServer(listing, answer(200, { 'content-length': '1' }))
    expect((await sources.list(`s3://bkt/a/*.csv?endpoint=${server.url}`)).map(({ name }) => name)).toEqual(['x.csv'])
  })

  it('refuses a key that does not print', async () => {
    await using server = await fileServer(page(object('a/x\u202E.csv')), answer(200, { 'content-length': '1' }))
    expect((await failureOf(sources.list(`s3://bkt/a/*.csv?endpoint=${server.url}`))).code).toBe('FILE_UNSAFE')
  })

  it('does not follow pages without end', async () => {
    const again = '<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>'
    await using server = await fileServer(page('', again))
    expect((await failureOf(sources.list(`s3://bkt/a/*.csv?endpoint=${server.url}`))).message).toBe(
      'the listing of s3://bkt/a/ has a page that follows itself',
    )
  })
})

describe('an object fetched from S3', () => {
  const wanted = (endpoint: string) => ({ uri: `s3://bkt/x.csv?endpoint=${endpoint}`, name: 'x.csv', digest: digestOf('x'), bytes: 1 })

  it('is tried again where the server is overloaded', async () => {
    const slow = answer(503, { 'content-type': 'application/xml' }, '<Error><Code>SlowDown</Code></Error>')
    await using server = await fileServer(slow, slow, slow, answer(200, { etag: '"e"', 'content-length': '1' }, 'x'))
    expect((await sources.fetch(wanted(server.url))).digest).toBe(digestOf('x'))
  })

  it('is refused where another range comes than was asked for', async () => {
    await using server = await fileServer(answer(206, { 'content-range': 'bytes 3-3/4', 'content-length': '1' }, 'x'))
    expect((await failureOf(sources.fetch({ ...wanted(server.url), bytes: null }))).code).toBe('SOURCE_ANSWER_INVALID')
  })
})
