import { randomBytes } from 'node:crypto'
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { digestOf } from './fixtures/digest-of.ts'
import { failureOf } from './fixtures/failure-of.ts'
import { dropped, type FileServer, file, status } from './fixtures/file-server.ts'
import { ask, content, digest, etag, type FreshSources, freshSources } from './fixtures/served-file.ts'
import { openSources } from './sources.ts'

let ports: FreshSources['ports']
let sources: FreshSources['sources']
let serve: FreshSources['serve']

beforeEach(async () => {
  ;({ ports, sources, serve } = await freshSources())
})

/** What lies in the cache besides finished files. */
async function parts(): Promise<readonly string[]> {
  return (await readdir(path.join(ports.cacheFolder, 'parts')).catch(() => [])).map((name) => name.replace(/^[0-9a-f]{64}/, 'PART'))
}

const ranges = ({ asked }: FileServer) => asked.map(({ headers }) => headers.range ?? null)

describe('a download', () => {
  it('lies in the cache under its digest, read-only, and nothing else is left', async () => {
    const { url } = await serve(file(content, { etag }))
    const found = await sources.fetch(ask(url))
    const place = path.join(ports.cacheFolder, 'sha256', digest.slice(7, 9), digest.slice(9))
    expect(found).toEqual({ path: place, digest, bytes: 300_000 })
    expect(await readFile(place)).toEqual(content)
    expect((await stat(place)).mode & 0o777).toBe(0o444)
    expect(await parts()).toEqual([])
    expect(await sources.cached(digest)).toBe(place)
  })

  it('tells its digest where none is known yet', async () => {
    const { url } = await serve(file(content))
    expect(await sources.fetch(ask(url, { digest: null, bytes: null }))).toMatchObject({ digest, bytes: 300_000 })
  })

  it('may be empty', async () => {
    const { url } = await serve(file(''))
    expect(await sources.fetch(ask(url, { digest: digestOf(''), bytes: 0 }))).toMatchObject({ digest: digestOf(''), bytes: 0 })
  })

  it('is not asked for again, also by another process, and from any address', async () => {
    const { url, asked } = await serve(file(content))
    await sources.fetch(ask(url))
    await openSources(ports).fetch({ ...ask(url), uri: `${url}/elsewhere.csv` })
    expect(asked).toHaveLength(1)
  })

  it('is asked for once where two want it at the same time', async () => {
    const { url, asked } = await serve(file(content))
    const both = await Promise.all([sources.fetch(ask(url)), sources.fetch(ask(url))])
    expect(both.map((one) => one.digest)).toEqual([digest, digest])
    expect(asked).toHaveLength(1)
  })

  it('is whole where two processes fetch it at the same time', async () => {
    const { url } = await serve(file(content, { etag }))
    const both = await Promise.all([sources.fetch(ask(url)), openSources(ports).fetch(ask(url))])
    expect(both.map((one) => one.digest)).toEqual([digest, digest])
    expect(await parts()).toEqual([])
  })

  it('is fetched anew where the cached one was damaged', async () => {
    const { url, asked } = await serve(file(content))
    const { path: place } = await sources.fetch(ask(url))
    await chmod(place, 0o644)
    await writeFile(place, 'damaged')
    expect(await readFile((await sources.fetch(ask(url))).path)).toEqual(content)
    expect(asked).toHaveLength(2)
  })

  it('goes on where the connection dropped, if the content is still the same', async () => {
    const { url, asked } = await serve(dropped(content, { after: 100_000, etag }), file(content, { etag }))
    expect((await sources.fetch(ask(url, { digest: null, bytes: null }))).digest).toBe(digest)
    expect(asked.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      ['bytes=100000-', etag],
    ])
    expect(ports.slept).toEqual([500])
  })

  it('starts over where the content became another meanwhile', async () => {
    const { url, asked } = await serve(dropped(randomBytes(300_000), { after: 100_000, etag: '"old"' }), file(content, { etag }))
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(asked).toHaveLength(2)
  })

  it('starts over where a server ignores If-Range and sends a range of other content', async () => {
    const ignorant = dropped(content, { after: 200_000, etag: '"new"' })
    const { url } = await serve(dropped(randomBytes(300_000), { after: 100_000, etag: '"old"' }), ignorant, file(content, { etag: '"new"' }))
    expect((await sources.fetch(ask(url, { digest: null, bytes: null }))).digest).toBe(digest)
  })

  it('starts over where the server has no ranges', async () => {
    const { url } = await serve(dropped(content, { after: 100_000, etag }), file(content, { etag, ranges: false }))
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
  })

  it('goes on without an etag only because the digest proves the whole', async () => {
    const { url, asked } = await serve(dropped(content, { after: 100_000 }), file(content))
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(ranges({ asked } as FileServer)).toEqual([null, 'bytes=100000-'])
  })

  it('starts over without an etag where no digest would prove the whole', async () => {
    const { url, asked } = await serve(dropped(content, { after: 100_000 }), file(content))
    expect((await sources.fetch(ask(url, { digest: null, bytes: null }))).digest).toBe(digest)
    expect(ranges({ asked } as FileServer)).toEqual([null, null])
  })

  it('does not take a weak etag for the name of bytes', async () => {
    const { url, asked } = await serve(dropped(content, { after: 100_000, etag: 'W/"v1"' }), file(content, { etag: 'W/"v1"' }))
    expect((await sources.fetch(ask(url, { digest: null, bytes: null }))).digest).toBe(digest)
    expect(ranges({ asked } as FileServer)).toEqual([null, null])
  })

  it('is fetched whole once more where its pieces do not fit together', async () => {
    const { url, asked } = await serve(dropped(randomBytes(300_000), { after: 100_000 }), file(content))
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(ranges({ asked } as FileServer)).toEqual([null, 'bytes=100000-', null])
  })

  it('goes on in a later process, after one that gave up', async () => {
    const { url, asked } = await serve(
      dropped(content, { after: 100_000, etag }),
      ...Array.from({ length: 5 }, () => status(502)),
      file(content, { etag }),
    )
    expect((await failureOf(sources.fetch(ask(url)))).code).toBe('SOURCE_UNREACHABLE')
    expect(await parts()).toEqual(['PART', 'PART.etag'])
    expect((await openSources(ports).fetch(ask(url))).digest).toBe(digest)
    expect(asked.at(-1)?.headers.range).toBe('bytes=100000-')
    expect(await parts()).toEqual([])
  })

  it('goes on where the process that fetched it is gone without a word', async () => {
    const { url, asked } = await serve(
      dropped(content, { after: 100_000, etag }),
      ...Array.from({ length: 5 }, () => status(502)),
      file(content, { etag }),
    )
    await failureOf(sources.fetch(ask(url)))
    const [part = ''] = await readdir(path.join(ports.cacheFolder, 'parts'))
    await writeFile(path.join(ports.cacheFolder, 'parts', `${part}.lock`), '999999999')
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(asked.at(-1)?.headers.range).toBe('bytes=100000-')
  })

  it('needs no server where the part is already whole', async () => {
    const { url, asked } = await serve(dropped(content, { after: 100_000, etag }), status(404))
    await failureOf(sources.fetch(ask(url)))
    const [part = ''] = await readdir(path.join(ports.cacheFolder, 'parts'))
    await writeFile(path.join(ports.cacheFolder, 'parts', part), content)
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(asked).toHaveLength(2)
  })

  it('gives up on a server that drops every connection at once', async () => {
    const { url, asked } = await serve(dropped(content, { after: 1000, etag }))
    expect((await failureOf(sources.fetch(ask(url)))).code).toBe('SOURCE_TRUNCATED')
    expect(asked).toHaveLength(6)
  })

  it('does not give up on a server that drops connections after each megabyte', async () => {
    const large = randomBytes(9 << 20)
    const { url, asked } = await serve(dropped(large, { after: (1 << 20) + 1, etag }))
    const found = await sources.fetch({ ...ask(url), digest: digestOf(large), bytes: large.length })
    expect([found.bytes, asked.length > 6]).toEqual([large.length, true])
  })

  it('is tried again after the time that the server asks for', async () => {
    const { url } = await serve(status(429, { 'retry-after': '7' }), status(500), file(content))
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(ports.slept).toEqual([7000, 1000])
    expect(ports.logged).toEqual([
      `fetching ${url}/a/x.csv`,
      `${url}/a/x.csv is answered with status 429; again in 7 s`,
      `${url}/a/x.csv is answered with status 500; again in 1 s`,
    ])
  })

  it('is refused where its bytes are not those of the lock, and they are removed', async () => {
    const other = Buffer.from(content).fill(0, 0, 1)
    const { url, asked } = await serve(file(other, { etag }))
    const failure = await failureOf(sources.fetch({ ...ask(url), uri: `${url}/x.csv?sig=secret` }))
    expect(failure.code).toBe('SOURCE_CHANGED')
    expect(failure.message).toBe(
      `${url}/x.csv is not the file that the lock names: it is ${digestOf(other).slice(0, 19)}…, not ${digest.slice(0, 19)}…`,
    )
    expect([asked.length, await parts(), await sources.cached(digestOf(other))]).toEqual([1, [], null])
  })

  it('is refused before it is fetched where its size is not that of the lock', async () => {
    const { url } = await serve(file(content.subarray(1), { etag }))
    expect((await failureOf(sources.fetch(ask(url)))).message).toBe(
      `${url}/a/x.csv is not the file that the lock names: it has 299999 bytes, not 300000`,
    )
    expect(await parts()).toEqual([])
  })

  it('is refused while it is fetched where it grows beyond the size of the lock', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { etag })
      const more = () => void response.write(content, () => setImmediate(more))
      more()
    })
    expect((await failureOf(sources.fetch(ask(url)))).message).toContain('has more than 300000 bytes')
    expect(await parts()).toEqual([])
  })

  it('is refused where a server sends another range than it was asked for', async () => {
    const { url } = await serve((_, response) => void response.writeHead(206, { 'content-range': 'bytes 5-9/300000' }).end('12345'))
    expect((await failureOf(sources.fetch(ask(url)))).code).toBe('SOURCE_ANSWER_INVALID')
  })

  it('is kept decompressed where a server compresses in spite of all, and never pieced together', async () => {
    const { gzipSync } = await import('node:zlib')
    const { url, asked } = await serve(file(gzipSync(content), { etag, headers: { 'content-encoding': 'gzip' } }))
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(asked.map(({ headers }) => headers['accept-encoding'])).toEqual(['identity'])
  })

  it('is refused where the cache cannot be written', async () => {
    const { url } = await serve(file(content))
    await writeFile(ports.cacheFolder, 'a file')
    expect(await failureOf(sources.fetch(ask(url)))).toEqual({
      code: 'CACHE_UNWRITABLE',
      message: `the data cache cannot be written at ${ports.cacheFolder}/parts: a file stands where a folder should be`,
      hint: 'free space there, mend the rights, or name another folder for the cache',
    })
  })

  it.each(['sha256:../../../etc/passwd', 'sha256:ABC', 'md5:00'])('is refused where the lock names it by %s', async (wrong) => {
    const { url } = await serve(file(content))
    expect((await failureOf(sources.fetch({ ...ask(url), digest: wrong as typeof digest }))).code).toBe('DIGEST_INVALID')
  })
})
