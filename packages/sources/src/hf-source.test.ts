import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf } from './fixtures/digest-of.ts'
import { failureOf } from './fixtures/failure-of.ts'
import { type FileServer, file, fileServer, json, routes, status } from './fixtures/file-server.ts'
import { type Scratch, scratch } from './fixtures/scratch.ts'
import { testPorts } from './fixtures/test-ports.ts'
import { openSources, type Sources } from './sources.ts'

const sha = 'c0ffee'.padEnd(40, '0')
const oid = 'f'.repeat(40)
const rows = 'a,b\n1,2\n'
const large = digestOf('large')

const entry = (path: string, more: object = {}) => ({ type: 'file', path, oid, size: rows.length, ...more })
const tree = [
  { type: 'directory', path: 'data/2001', oid, size: 0 },
  entry('data/2001/01.csv'),
  entry('data/2001/02.parquet', { size: 5, lfs: { oid: large.slice(7), size: 5, pointerSize: 130 } }),
  entry('data/README.md'),
]

let folder: Scratch
let server: FileServer | null = null

beforeEach(async () => {
  folder = await scratch()
})
afterEach(async () => {
  await server?.[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

async function hub(
  table: Parameters<typeof routes>[0],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ sources: Sources; server: FileServer }> {
  server = await fileServer(routes({ '/api/datasets/own/name/revision/main': json({ sha }), ...table }))
  return { sources: openSources(testPorts(folder.path, { environment: { HF_ENDPOINT: `${server.url}/`, ...environment } })), server }
}

const treeOf = (path: string) => `/api/datasets/own/name/tree/${sha}${path}`

describe('a listing of hf://', () => {
  it('fixes the revision to its commit, and knows the digest of large files', async () => {
    const { sources } = await hub({ [treeOf('/data')]: json(tree) })
    expect(await sources.list('hf://datasets/own/name/data/**/*.{csv,parquet}')).toEqual([
      { uri: `hf://datasets/own/name@${sha}/data/2001/01.csv`, name: '2001/01.csv', bytes: 8, version: oid, sha256: null },
      { uri: `hf://datasets/own/name@${sha}/data/2001/02.parquet`, name: '2001/02.parquet', bytes: 5, version: oid, sha256: large },
    ])
  })

  it('of one file looks into its folder alone', async () => {
    const { sources, server: asked } = await hub({ [treeOf('/data')]: json(tree) })
    expect((await sources.list('hf://datasets/own/name/data/README.md')).map(({ name }) => name)).toEqual(['README.md'])
    expect(asked.asked.map((one) => one.path)).toEqual(['/api/datasets/own/name/revision/main', `${treeOf('/data')}?recursive=false`])
  })

  it('of the root has no folder in its question, and goes deep only where the pattern does', async () => {
    const { sources, server: asked } = await hub({ [treeOf('')]: json([entry('x.csv')]) })
    await sources.list('hf://datasets/own/name/*.csv')
    await sources.list('hf://datasets/own/name/**/*.csv')
    expect(asked.asked.filter((one) => one.path.includes('tree')).map((one) => one.path)).toEqual([
      `${treeOf('')}?recursive=false`,
      `${treeOf('')}?recursive=true`,
    ])
  })

  it('encodes what paths and revisions may hold', async () => {
    const { sources } = await hub({
      '/api/datasets/own/name/revision/refs%2Fconvert%2Fparquet': json({ sha }),
      [treeOf('/a%20b%23')]: json([entry('a b#/x.csv')]),
    })
    expect((await sources.list('hf://datasets/own/name@refs/convert/parquet/a b#/x.csv')).map(({ uri }) => uri)).toEqual([
      `hf://datasets/own/name@${sha}/a b#/x.csv`,
    ])
  })

  it('does not ask for the commit of a commit', async () => {
    const { sources, server: asked } = await hub({ [treeOf('')]: json([entry('x.csv')]) })
    await sources.list(`hf://datasets/own/name@${sha}/x.csv`)
    expect(asked.asked).toHaveLength(1)
  })

  it('follows the pages of a long listing', async () => {
    const next = { link: `<${treeOf('/more')}?cursor=2>; rel="next"` }
    const { sources } = await hub({ [treeOf('')]: json([entry('b.csv')], next), [treeOf('/more')]: json([entry('a.csv')]) })
    expect((await sources.list('hf://datasets/own/name/*.csv')).map(({ name }) => name)).toEqual(['a.csv', 'b.csv'])
  })

  it('does not follow pages without end', async () => {
    const { sources } = await hub({ [treeOf('')]: json([], { link: `<${treeOf('')}?recursive=false>; rel="next"` }) })
    expect((await failureOf(sources.list('hf://datasets/own/name/*.csv'))).message).toMatch(/ has a page that follows itself$/)
  })

  it('does not take its token to a next page on another server', async () => {
    const { sources } = await hub({ [treeOf('')]: json([], { link: '<https://example.org/x>; rel="next"' }) }, { HF_TOKEN: 'hf_secret' })
    expect((await failureOf(sources.list('hf://datasets/own/name/*.csv'))).message).toMatch(/names a next page on another server$/)
  })

  it('is refused where nothing matches', async () => {
    const { sources } = await hub({ [treeOf('')]: json(tree) })
    expect(await failureOf(sources.list('hf://datasets/own/name/*.tsv'))).toEqual({
      code: 'SOURCE_EMPTY',
      message: 'no file matches hf://datasets/own/name/*.tsv',
      hint: 'check the address; * stays within a folder, ** does not',
    })
  })

  it.each([
    ['no JSON', (_: unknown, response: { end(text: string): void }) => response.end('<html>')],
    ['a tree of another shape', json({ error: 'x' })],
    ['a digest that is none', json([entry('x.csv', { lfs: { oid: '../../x' } })])],
    ['a negative size', json([entry('x.csv', { size: -1 })])],
  ])('is refused where the answer is %s', async (_, answer) => {
    const { sources } = await hub({ [treeOf('')]: answer })
    expect((await failureOf(sources.list('hf://datasets/own/name/*.csv'))).code).toBe('SOURCE_ANSWER_INVALID')
  })

  it('is refused where a commit is none', async () => {
    const { sources } = await hub({ '/api/datasets/own/name/revision/main': json({ sha: '../..' }) })
    expect((await failureOf(sources.list('hf://datasets/own/name/x.csv'))).code).toBe('SOURCE_ANSWER_INVALID')
  })

  it('is refused where a file has a name that does not print', async () => {
    const { sources } = await hub({ [treeOf('/data')]: json([entry('data/a\u0000b.csv')]) })
    expect((await failureOf(sources.list('hf://datasets/own/name/data/*.csv'))).code).toBe('FILE_UNSAFE')
  })

  it('does not hold a file to match whose name leads out of the folder', async () => {
    const { sources } = await hub({ [treeOf('/data')]: json([entry('data/../../x.csv')]) })
    expect((await failureOf(sources.list('hf://datasets/own/name/data/**'))).code).toBe('SOURCE_EMPTY')
  })

  it.each([401, 403])('says with status %i which token is wanted', async (code) => {
    const { sources } = await hub({ '/api/datasets/own/name/revision/main': status(code) })
    expect(await failureOf(sources.list('hf://datasets/own/name/x.csv'))).toMatchObject({
      code: 'SOURCE_FORBIDDEN',
      hint: expect.stringContaining('HF_TOKEN'),
    })
  })
})

describe('a file fetched from hf://', () => {
  const uri = `hf://datasets/own/name@${sha}/data/x.csv`
  const wanted = { uri, name: 'x.csv', digest: digestOf(rows), bytes: rows.length }
  const resolve = `/datasets/own/name/resolve/${sha}/data/x.csv`

  it('is held to its digest like every other', async () => {
    const { sources } = await hub({ [resolve]: file(rows) })
    expect(await sources.fetch(wanted)).toMatchObject({ digest: digestOf(rows), bytes: 8 })
    expect((await failureOf(sources.fetch({ ...wanted, digest: large }))).code).toBe('SOURCE_CHANGED')
  })

  it('is asked for with the token, which stays behind where a redirect leads elsewhere', async () => {
    await using store = await fileServer(file(rows))
    const { sources, server: asked } = await hub({ [resolve]: status(302, { location: `${store.url}/blob?signed` }) }, { HF_TOKEN: 'hf_secret' })
    expect((await sources.fetch(wanted)).bytes).toBe(8)
    expect([asked.asked[0]?.headers.authorization, store.asked[0]?.headers.authorization]).toEqual(['Bearer hf_secret', undefined])
  })

  it('is asked for without a token where there is none', async () => {
    const { sources, server: asked } = await hub({ [resolve]: file(rows) }, { HF_TOKEN: '' })
    await sources.fetch(wanted)
    expect(asked.asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})
