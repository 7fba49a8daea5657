import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dataSources } from './data-sources.ts'
import { environmentOf } from './fixtures/environment.ts'
import { localFiles } from './local-files.ts'

const rows = 'id,amount\n1,2\n3,4\n'
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}` as const
const md5Of = (text: string) => createHash('md5').update(text).digest('hex')
const expected = (text: string) => ({ digest: digestOf(text), bytes: text.length })

/** Serves one text under every path, with ranges; `cutAfter` drops the connection of the next whole answer. */
const served = { text: rows, cutAfter: null as number | null, asked: [] as string[] }
const server = createServer((request, response) => {
  const bytes = Buffer.from(served.text)
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  served.asked.push(request.headers.range ?? 'all')
  const part = bytes.subarray(Number(from), to === '' ? bytes.length : Number(to) + 1)
  const ranged = request.headers.range === undefined ? {} : { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}` }
  response.writeHead(request.headers.range === undefined ? 200 : 206, { ...ranged, etag: '"a"', 'content-length': part.length })
  if (served.cutAfter === null || to !== '') response.end(part)
  else {
    response.write(part.subarray(0, served.cutAfter), () => setTimeout(() => request.socket.destroy(), 20))
    served.cutAfter = null
  }
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

let root: string
let cache: string
let said: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'seaworthy-data-'))
  cache = mkdtempSync(path.join(tmpdir(), 'seaworthy-data-cache-'))
  said = ''
  Object.assign(served, { text: rows, cutAfter: null, asked: [] })
})
afterEach(() => {
  for (const folder of [root, cache]) rmSync(folder, { recursive: true, force: true })
})

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/data/rows.csv`
const sourcesOf = (variables: Readonly<Record<string, string>> = {}) =>
  dataSources({
    root,
    files: localFiles(),
    environment: environmentOf({ cwd: root, dataCache: cache, variables: { PATH: process.env.PATH ?? '', ...variables } }),
    log: { info: () => undefined, warn: () => undefined },
    write: (text) => {
      said += text
    },
  })

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
  }
}

describe('files of the repository', () => {
  it('are listed by glob, sorted, without folders', async () => {
    write({ 'data/b.csv': rows, 'data/a.csv': rows, 'data/deep/c.csv': rows, 'notes.md': '' })
    const names = async (source: string) => (await sourcesOf().list(source)).map(({ name, uri }) => [name, uri])
    expect(await names('data/*')).toEqual([
      ['data/a.csv', null],
      ['data/b.csv', null],
    ])
    expect(await names('data/**')).toEqual([
      ['data/a.csv', null],
      ['data/b.csv', null],
      ['data/deep/c.csv', null],
    ])
    expect(await names('data/*.parquet')).toEqual([])
  })

  it('are measured where they lie, and told from those that changed or are not there', async () => {
    write({ 'data/a.csv': rows })
    const [sources, file] = [sourcesOf(), { name: 'data/a.csv', uri: null }]
    expect(await sources.fetch(file, null)).toEqual({ name: 'data/a.csv', path: path.join(root, 'data/a.csv'), ...expected(rows) })
    expect([await sources.held(file, expected(rows)), await sources.held(file, expected('id\n'))]).toEqual(['here', 'changed'])
    const gone = { name: 'data/b.csv', uri: null }
    expect([await sources.fetch(gone, null), await sources.held(gone, expected(rows))]).toEqual([null, 'absent'])
  })
})

describe('a file behind an address', () => {
  it('is listed, fetched into the cache by its digest, and then here without the network', async () => {
    const sources = sourcesOf()
    const [file] = await sources.list(url())
    if (!file) throw new Error('nothing was listed')
    expect(file).toEqual({ name: 'rows.csv', uri: url() })
    expect(await sources.held(file, expected(rows))).toBe('absent')
    const hex = digestOf(rows).slice(7)
    const at = path.join(cache, 'sha256', hex.slice(0, 2), hex.slice(2))
    expect(await sources.fetch(file, null)).toEqual({ name: 'rows.csv', path: at, ...expected(rows) })
    expect([readFileSync(at, 'utf8'), readdirSync(root)]).toEqual([rows, []])
    const asked = served.asked.length
    const again = sourcesOf()
    expect([await again.held(file, expected(rows)), (await again.fetch(file, expected(rows)))?.path, served.asked.length]).toEqual([
      'here',
      at,
      asked,
    ])
  })

  it('goes on where the connection broke', async () => {
    served.cutAfter = 5
    const fetched = await sourcesOf().fetch({ name: 'rows.csv', uri: url() }, expected(rows))
    expect([fetched?.digest, served.asked]).toEqual([digestOf(rows), ['all', 'bytes=5-']])
  })

  it('is refused with other bytes than the lock names', async () => {
    const { fetch } = sourcesOf()
    await expect(fetch({ name: 'rows.csv', uri: url() }, expected('id\n'))).rejects.toMatchObject({ code: 'SOURCE_CHANGED' })
  })
})

describe('a pointer of Git LFS', () => {
  const oid = digestOf(rows).slice(7)
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${rows.length}\n`
  const file = { name: 'data/a.csv', uri: null }

  it('is the data that it names, where Git LFS has them', async () => {
    const object = `.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`
    write({ 'data/a.csv': pointer, [object]: rows })
    const sources = sourcesOf()
    expect(await sources.fetch(file, expected(rows))).toEqual({ name: 'data/a.csv', path: path.join(root, object), ...expected(rows) })
    expect([await sources.held(file, expected(rows)), await sources.held(file, expected('id\n'))]).toEqual(['here', 'changed'])
  })

  it('is without them an error that says how they come, and no changed file', async () => {
    write({ 'data/a.csv': pointer })
    const sources = sourcesOf()
    await expect(sources.fetch(file, null)).rejects.toMatchObject({
      code: 'POINTER_WITHOUT_DATA',
      message: expect.stringContaining('data/a.csv'),
      hint: expect.stringContaining('git lfs pull'),
    })
    expect(await sources.held(file, expected(rows))).toBe('absent')
  })
})

describe('a pointer of DVC', () => {
  const pointer = `outs:\n- md5: ${md5Of(rows)}\n  size: ${rows.length}\n  hash: md5\n  path: a.csv\n`

  it('is the data in the cache of DVC', async () => {
    const md5 = md5Of(rows)
    write({ 'data/a.csv.dvc': pointer, '.dvc/config': '', [`.dvc/cache/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`]: rows })
    const sources = sourcesOf()
    const [file] = await sources.list('data/a.csv.dvc')
    if (!file) throw new Error('nothing was listed')
    expect([file.name, file.uri === null, (await sources.fetch(file, null))?.digest]).toEqual(['a.csv', false, digestOf(rows)])
  })

  it('is without them an error that names the command which fetches them', async () => {
    write({ 'data/a.csv.dvc': pointer, '.dvc/config': '' })
    const sources = sourcesOf()
    const [file] = await sources.list('data/a.csv.dvc')
    if (!file) throw new Error('nothing was listed')
    await expect(sources.fetch(file, null)).rejects.toMatchObject({ code: 'POINTER_WITHOUT_DATA', hint: expect.stringContaining('dvc pull') })
  })
})

describe('a command', () => {
  it('runs without the tokens of the run, its rows go to the cache and not to the log', async () => {
    const tokens = { GITHUB_TOKEN: 't', GH_TOKEN: 't', INPUT_TOKEN: 't', ACTIONS_RUNTIME_TOKEN: 't', SEAWORTHY_SIGNING_KEY: 't', REGION: 'north' }
    const source = 'command:env | grep -E "TOKEN|KEY|REGION|^OUT" | sed "s/^OUT=.*/OUT=/" | sort; echo fetching >&2'
    const sources = sourcesOf(tokens)
    const [file] = await sources.list(source)
    if (!file) throw new Error('nothing was listed')
    const fetched = await sources.fetch(file, null)
    expect([readFileSync(fetched?.path ?? '', 'utf8'), said]).toEqual(['OUT=\nREGION=north\n', 'fetching\n'])
  })

  it('that makes nothing is a source without files, one that fails an error with the end of what it said', async () => {
    expect(await sourcesOf().list('command:true')).toEqual([])
    await expect(sourcesOf().list('command:echo no rights >&2; exit 3')).rejects.toMatchObject({
      code: 'SOURCE_COMMAND_FAILED',
      message: expect.stringMatching(/exit code 3:\nno rights$/),
    })
  })
})
