import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from './fixtures/failure-of.ts'
import { dropped, file, fileServer, status } from './fixtures/file-server.ts'
import { ask, content, digest, etag, type FreshSources, freshSources } from './fixtures/served-file.ts'

let ports: FreshSources['ports']
let sources: FreshSources['sources']
let serve: FreshSources['serve']

beforeEach(async () => {
  ;({ ports, sources, serve } = await freshSources())
})

describe('a listing of https://', () => {
  it('has name, size and etag, and fetches one byte at most', async () => {
    const { url, asked } = await serve(file(content, { etag }))
    expect(await sources.list(`${url}/a/x%20y.csv?sig=1`)).toEqual([
      { uri: `${url}/a/x%20y.csv?sig=1`, name: 'x y.csv', bytes: 300_000, version: etag, sha256: null },
    ])
    expect(asked.map(({ headers }) => headers.range)).toEqual(['bytes=0-0'])
  })

  it('has the size also from a server without ranges, and of an empty file', async () => {
    const { url } = await serve(file(content, { ranges: false }), file(''))
    expect((await sources.list(`${url}/x.csv`)).map(({ bytes }) => bytes)).toEqual([300_000])
    expect((await sources.list(`${url}/x.csv`)).map(({ bytes }) => bytes)).toEqual([0])
  })

  it('takes the name from the fragment where the path has none, and does not send it', async () => {
    const { url, asked } = await serve(file(content))
    expect((await sources.list(`${url}/download?id=7#flights.csv`)).map(({ name }) => name)).toEqual(['flights.csv'])
    expect(asked.map((one) => one.path)).toEqual(['/download?id=7'])
  })

  it.each(['%2e%2e%2fx.csv', 'x%00.csv', 'a%5Cb.csv'])('refuses a file called %s', async (name) => {
    const { url } = await serve(file(content))
    expect((await failureOf(sources.list(`${url}/${name}`))).code).toBe('FILE_UNSAFE')
  })

  it.each([
    [404, 'SOURCE_NOT_FOUND'],
    [410, 'SOURCE_NOT_FOUND'],
    [401, 'SOURCE_FORBIDDEN'],
    [403, 'SOURCE_FORBIDDEN'],
    [418, 'SOURCE_UNREACHABLE'],
    [202, 'SOURCE_UNREACHABLE'],
  ])('is refused at once where the answer is %i', async (code, expected) => {
    const { url, asked } = await serve(status(code))
    expect((await failureOf(sources.list(`${url}/x.csv`))).code).toBe(expected)
    expect(asked).toHaveLength(1)
  })

  it('tries five times more where the server fails, each time later', async () => {
    const { url, asked } = await serve(status(503))
    expect(await failureOf(sources.list(`${url}/x.csv?token=secret`))).toEqual({
      code: 'SOURCE_UNREACHABLE',
      message: `${url}/x.csv is answered with status 503`,
      hint: 'the server has a fault: try again later',
    })
    expect(asked).toHaveLength(6)
    expect(ports.slept).toEqual([500, 1000, 2000, 4000, 8000])
  })

  it('is refused where nothing listens', async () => {
    const server = await fileServer(status(500))
    await server[Symbol.asyncDispose]()
    expect((await failureOf(sources.list(`${server.url}/x.csv`))).code).toBe('SOURCE_UNREACHABLE')
  })
})

describe('a redirect of https://', () => {
  it('is followed to the file, with the range', async () => {
    const { url, asked } = await serve(
      status(302, { location: '/b.csv' }),
      dropped(content, { after: 100_000, etag }),
      status(307, { location: 'c.csv' }),
      file(content, { etag }),
    )
    expect((await sources.fetch(ask(url))).digest).toBe(digest)
    expect(asked.map((one) => [one.path, one.headers.range ?? null])).toEqual([
      ['/a/x.csv', null],
      ['/b.csv', null],
      ['/a/x.csv', 'bytes=100000-'],
      ['/a/c.csv', 'bytes=100000-'],
    ])
  })

  it('that never ends is refused', async () => {
    const { url, asked } = await serve(status(302, { location: '/x.csv' }))
    expect((await failureOf(sources.list(`${url}/x.csv`))).message).toBe(`${url}/x.csv redirects more than 10 times`)
    expect(asked).toHaveLength(11)
  })

  it.each(['http://example.org/x.csv', 'ftp://example.org/x', 'file:///etc/passwd', 'http://[', 'data:text/plain,x'])(
    'to %s is refused',
    async (location) => {
      const { url, asked } = await serve(status(302, { location }))
      expect((await failureOf(sources.list(`${url}/x.csv`))).code).toBe('SOURCE_UNREACHABLE')
      expect(asked).toHaveLength(1)
    },
  )
})
