import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf, md5Of } from './fixtures/digest-of.ts'
import { failureOf } from './fixtures/failure-of.ts'
import { file, fileServer, routes, status } from './fixtures/file-server.ts'
import { type Scratch, scratch } from './fixtures/scratch.ts'
import { testPorts } from './fixtures/test-ports.ts'
import { openSources, type Sources } from './sources.ts'

const rows = 'a,b\n1,2\n'
const md5 = md5Of(rows)
const pointer = `outs:\n- md5: ${md5}\n  size: ${rows.length}\n  hash: md5\n  path: x.csv\n`
const wanted = { uri: 'data/x.csv.dvc#x.csv', name: 'x.csv', digest: digestOf(rows), bytes: rows.length }
const named = (hash: string) => `${hash.slice(0, 2)}/${hash.slice(2)}`

let folder: Scratch
let sources: Sources

beforeEach(async () => {
  folder = await scratch({ 'work/data/x.csv.dvc': pointer, 'work/.dvc/config': '' })
  sources = openSources(testPorts(folder.path))
})
afterEach(() => folder[Symbol.asyncDispose]())

const remote = (url: string) => `[core]\n    remote = r\n['remote "r"']\n    url = ${url}\n`

describe('a listing of a DVC pointer', () => {
  it('needs no data for a single file', async () => {
    expect(await sources.list('data/x.csv.dvc')).toEqual([{ uri: 'data/x.csv.dvc#x.csv', name: 'x.csv', bytes: 8, version: md5, sha256: null }])
  })

  it('has every file of a folder, from the listing that DVC keeps', async () => {
    const listing = JSON.stringify([
      { md5: md5Of('2'), relpath: 's/b.csv' },
      { md5, relpath: 'a.csv' },
    ])
    const hash = md5Of(listing)
    await folder.write({
      'work/data/dir.dvc': `outs:\n- md5: ${hash}.dir\n  hash: md5\n  path: dir\n`,
      [`work/.dvc/cache/files/md5/${named(hash)}.dir`]: listing,
    })
    expect((await sources.list('data/dir.dvc')).map(({ uri, name, version }) => [uri, name, version])).toEqual([
      ['data/dir.dvc#dir/a.csv', 'a.csv', md5],
      ['data/dir.dvc#dir/s/b.csv', 's/b.csv', md5Of('2')],
    ])
    expect((await sources.list('data/dir.dvc#dir/*.csv')).map(({ name }) => name)).toEqual(['a.csv'])
    expect((await sources.list('data/dir.dvc#dir/s/b.csv')).map(({ name }) => name)).toEqual(['s/b.csv'])
    expect((await failureOf(sources.list('data/dir.dvc#dir/c.csv'))).code).toBe('SOURCE_EMPTY')
    await folder.write({ 'work/data/dir/a.csv': rows })
    expect((await sources.fetch({ ...wanted, uri: 'data/dir.dvc#dir/a.csv' })).path).toBe(`${folder.path}/work/data/dir/a.csv`)
    expect((await failureOf(sources.fetch({ ...wanted, uri: 'data/dir.dvc#dir/c.csv' }))).code).toBe('SOURCE_NOT_FOUND')
    expect((await failureOf(sources.fetch({ ...wanted, uri: 'data/dir.dvc#dir/s/b.csv' }))).hint).toBe('dvc pull data/dir.dvc')
  })

  it('of a lock wants to know which output', async () => {
    const out = (name: string) => `    - path: ${name}\n      hash: md5\n      md5: ${md5}\n      size: 8\n`
    await folder.write({ 'work/dvc.lock': `schema: '2.0'\nstages:\n  make:\n    cmd: x\n    outs:\n${out('data/y.csv')}${out('z.csv')}` })
    expect((await sources.list('dvc.lock#data/y.csv')).map(({ uri, name }) => [uri, name])).toEqual([['dvc.lock#data/y.csv', 'y.csv']])
    expect(await failureOf(sources.list('dvc.lock'))).toEqual({
      code: 'ADDRESS_INVALID',
      message: 'dvc.lock tracks 2 outputs',
      hint: 'write dvc.lock#… with one of: data/y.csv, z.csv',
    })
    expect((await failureOf(sources.list('dvc.lock#y.csv'))).message).toBe('dvc.lock tracks no output "y.csv"')
    expect((await failureOf(sources.fetch({ ...wanted, uri: 'dvc.lock#data/y.csv' }))).hint).toBe('dvc pull data/y.csv')
  })

  it('is refused where there is no pointer, or none that can be used', async () => {
    await folder.write({ 'work/e.dvc': 'outs:\n- etag: abc\n  path: e\n' })
    expect((await failureOf(sources.list('data/none.dvc'))).code).toBe('SOURCE_NOT_FOUND')
    expect((await failureOf(sources.list('e.dvc'))).code).toBe('POINTER_INVALID')
  })
})

describe('the data behind a DVC pointer', () => {
  it('are used where DVC checked them out', async () => {
    await folder.write({ 'work/data/x.csv': rows })
    expect(await sources.fetch(wanted)).toEqual({ path: `${folder.path}/work/data/x.csv`, digest: digestOf(rows), bytes: 8 })
  })

  it.each(['files/md5/', ''])("are used in DVC's cache, under %j", async (layout) => {
    await folder.write({ 'work/data/x.csv': 'changed', [`work/.dvc/cache/${layout}${named(md5)}`]: rows })
    expect((await sources.fetch(wanted)).path).toBe(`${folder.path}/work/.dvc/cache/${layout}${named(md5)}`)
  })

  it('are used in a cache that is elsewhere', async () => {
    await folder.write({ 'work/.dvc/config': '[cache]\n    dir = ../../big\n', [`big/files/md5/${named(md5)}`]: rows })
    expect((await sources.fetch(wanted)).path).toBe(`${folder.path}/big/files/md5/${named(md5)}`)
  })

  it('are used in a remote that is a folder, as the local configuration names it', async () => {
    await folder.write({
      'work/.dvc/config': remote('/nowhere'),
      'work/.dvc/config.local': `['remote "r"']\n    url = ../../store\n`,
      [`store/files/md5/${named(md5)}`]: rows,
    })
    expect((await sources.fetch(wanted)).path).toBe(`${folder.path}/store/files/md5/${named(md5)}`)
  })

  it('are found by the repository of DVC that is nearest to the pointer', async () => {
    await folder.write({ 'work/data/.dvc/config': '', [`work/data/.dvc/cache/files/md5/${named(md5)}`]: rows })
    expect((await sources.fetch(wanted)).path).toBe(`${folder.path}/work/data/.dvc/cache/files/md5/${named(md5)}`)
  })

  it('are known by line ends of Unix where DVC 2 made the pointer, and only there', async () => {
    const windows = 'a,b\r\n1,2\r\n'
    const legacy = pointer.replace('  hash: md5\n', '').replace('size: 8', `size: ${windows.length}`)
    await folder.write({ 'work/data/x.csv': windows })
    const asked = { ...wanted, digest: digestOf(windows), bytes: windows.length }
    expect((await failureOf(sources.fetch(asked))).code).toBe('POINTER_WITHOUT_DATA')
    await folder.write({ 'work/data/x.csv.dvc': legacy })
    expect((await sources.fetch(asked)).digest).toBe(digestOf(windows))
  })

  it('are refused where the pointer has moved since they were locked', async () => {
    await folder.write({ 'work/data/x.csv': rows })
    expect((await failureOf(sources.fetch({ ...wanted, digest: digestOf('x') }))).code).toBe('SOURCE_CHANGED')
  })

  it('are refused with the command that fetches them where they are nowhere', async () => {
    expect(await failureOf(sources.fetch(wanted))).toEqual({
      code: 'POINTER_WITHOUT_DATA',
      message: 'the data of data/x.csv are not here, and no remote of DVC is configured',
      hint: 'dvc pull data/x.csv.dvc',
    })
  })

  it.each([
    ['ssh://host/store', 'and the remote is ssh://, which only dvc reaches'],
    ['gs://bkt', 'and the remote is gs://, which only dvc reaches'],
    ['../../store', 'nor in the remote'],
  ])('are refused where the remote %s does not have them', async (url, why) => {
    await folder.write({ 'work/.dvc/config': remote(url) })
    expect((await failureOf(sources.fetch(wanted))).message).toBe(`the data of data/x.csv are not here, ${why}`)
  })
})

describe('the data on an HTTPS remote of DVC', () => {
  it.each(['/store/files/md5/', '/store/'])('are fetched into the cache from %s', async (layout) => {
    await using server = await fileServer(routes({ [`${layout}${named(md5)}`]: file(rows) }))
    await folder.write({ 'work/.dvc/config': remote(`${server.url}/store/`) })
    const found = await sources.fetch(wanted)
    expect(found).toEqual({ path: await sources.cached(digestOf(rows)), digest: digestOf(rows), bytes: 8 })
  })

  it('are refused where they have another md5', async () => {
    await using server = await fileServer(file('a,b\n9,9\n'))
    await folder.write({ 'work/.dvc/config': remote(server.url) })
    expect((await failureOf(sources.fetch({ ...wanted, digest: null }))).message).toBe(
      `data/x.csv is not the file that the lock names: it has another md5 on the remote than ${md5}`,
    )
    expect(await sources.cached(digestOf('a,b\n9,9\n'))).toBeNull()
  })

  it('are refused where they are not there, or are not for this caller', async () => {
    await using server = await fileServer(status(404), status(404), status(401))
    await folder.write({ 'work/.dvc/config': remote(server.url) })
    expect((await failureOf(sources.fetch(wanted))).message).toBe('the data of data/x.csv are not here, nor on the remote')
    expect((await failureOf(sources.fetch(wanted))).code).toBe('SOURCE_FORBIDDEN')
  })
})
