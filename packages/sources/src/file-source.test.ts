import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf } from './fixtures/digest-of.ts'
import { failureOf } from './fixtures/failure-of.ts'
import { type Scratch, scratch } from './fixtures/scratch.ts'
import { testPorts } from './fixtures/test-ports.ts'
import { readLfsPointer } from './lfs-pointer.ts'
import { pointerFault } from './pointer-fault.ts'
import { openSources, type Sources } from './sources.ts'

const rows = 'a,b\n1,2\n'
const digest = digestOf(rows)
const oid = digest.slice(7)
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 8\n`
const object = `lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`
const wanted = { uri: 'data/x.csv', name: 'data/x.csv', digest, bytes: 8 }

let folder: Scratch
let sources: Sources

beforeEach(async () => {
  folder = await scratch({ 'work/data/x.csv': rows, 'work/data/s/y.csv': 'y', 'work/data/z.txt': 'z' })
  sources = openSources(testPorts(folder.path))
})
afterEach(() => folder[Symbol.asyncDispose]())

describe('files of the repository', () => {
  it('are listed by their path, in the order of their names', async () => {
    expect(await sources.list('data/**/*.csv')).toEqual([
      { uri: 'data/s/y.csv', name: 'data/s/y.csv', bytes: 1, version: null, sha256: null },
      { uri: 'data/x.csv', name: 'data/x.csv', bytes: 8, version: null, sha256: null },
    ])
  })

  it('are no folders', async () => {
    expect((await sources.list('data/*')).map(({ name }) => name)).toEqual(['data/x.csv', 'data/z.txt'])
    expect((await failureOf(sources.list('dat*'))).code).toBe('SOURCE_EMPTY')
  })

  it('stay where they are', async () => {
    expect(await sources.fetch(wanted)).toEqual({ path: path.join(folder.path, 'work/data/x.csv'), digest, bytes: 8 })
    expect(await sources.cached(digest)).toBeNull()
  })

  it('are refused where they changed, or are gone', async () => {
    expect((await failureOf(sources.fetch({ ...wanted, digest: digestOf('x') }))).code).toBe('SOURCE_CHANGED')
    expect((await failureOf(sources.fetch({ ...wanted, digest: null, bytes: 9 }))).code).toBe('SOURCE_CHANGED')
    expect((await failureOf(sources.fetch({ ...wanted, uri: 'data/none.csv' }))).code).toBe('SOURCE_NOT_FOUND')
  })
})

describe('a Git LFS pointer among the files', () => {
  it('is listed as the data that it names', async () => {
    await folder.write({ 'work/data/x.csv': pointer })
    expect(await sources.list('data/x.csv')).toEqual([{ uri: 'data/x.csv', name: 'data/x.csv', bytes: 8, version: null, sha256: digest }])
  })

  it('stands for the object that Git LFS keeps', async () => {
    await folder.write({ 'work/data/x.csv': pointer, [`work/.git/${object}`]: rows })
    expect(await sources.fetch(wanted)).toEqual({ path: path.join(folder.path, 'work/.git', object), digest, bytes: 8 })
  })

  it('finds the object from a further work tree', async () => {
    await folder.write({ 'work/data/x.csv': pointer, 'work/.git': 'gitdir: ../main/.git/worktrees/w\n' })
    await folder.write({ 'main/.git/worktrees/w/commondir': '../..\n', [`main/.git/${object}`]: rows })
    expect((await sources.fetch(wanted)).path).toBe(path.join(folder.path, 'main/.git', object))
  })

  it('without its data is refused with the command that fetches them', async () => {
    await folder.write({ 'work/data/x.csv': pointer })
    expect(await failureOf(sources.fetch(wanted))).toEqual({
      code: 'POINTER_WITHOUT_DATA',
      message: 'data/x.csv is a Git LFS pointer, and its data are not here',
      hint: 'git lfs pull --include="data/x.csv"',
    })
  })

  it('is refused where the object has other bytes', async () => {
    await folder.write({ 'work/data/x.csv': pointer, [`work/.git/${object}`]: 'a,b\n9,9\n' })
    expect((await failureOf(sources.fetch({ ...wanted, digest: null }))).code).toBe('SOURCE_CHANGED')
  })
})

describe('readLfsPointer', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  it('reads oid and size, also with extensions and line ends of Windows', () => {
    expect(readLfsPointer(bytes(pointer))).toEqual({ oid, bytes: 8 })
    const extended = pointer.replace('oid', `ext-0-foo sha256:${'0'.repeat(64)}\noid`).replaceAll('\n', '\r\n')
    expect(readLfsPointer(bytes(extended))).toEqual({ oid, bytes: 8 })
  })

  it.each(['', 'a,b\n1,2\n', 'version', 'version https://git-lfs.github.com/spec/v10\n', ` ${pointer}`])('takes %j for data', (text) => {
    expect(readLfsPointer(bytes(text))).toBeNull()
  })

  it.each([
    'version https://git-lfs.github.com/spec/v1',
    pointer.replace(/size.*\n/, ''),
    pointer.replace(/oid.*\n/, ''),
    pointer.replace(oid, oid.toUpperCase()),
    pointer.replace(oid, '../../x'),
    pointer.replace('size 8', 'size -8'),
  ])('refuses the broken %j', (text) => {
    expect(() => readLfsPointer(bytes(text))).toThrow(expect.objectContaining({ code: 'POINTER_INVALID' }))
  })
})

describe('pointerFault', () => {
  const faultOf = async (name: string, content: string) => {
    const file = path.join(folder.path, 'handed')
    await writeFile(file, content)
    const fault = await pointerFault(file, name)
    return fault === null ? null : { code: fault.code, message: fault.message, hint: fault.hint }
  }

  it('is null for data, however they begin and however short', async () => {
    expect([await faultOf('x.csv', rows), await faultOf('x.csv', ''), await faultOf('x.csv', `${pointer}${'x'.repeat(1024)}`)]).toEqual([
      null,
      null,
      null,
    ])
  })

  it('names the command for a Git LFS pointer', async () => {
    expect(await faultOf('data/x.csv', pointer)).toEqual({
      code: 'POINTER_WITHOUT_DATA',
      message: 'data/x.csv is a Git LFS pointer, and its data are not here',
      hint: 'git lfs pull --include="data/x.csv"',
    })
  })

  it('names the command for a pointer of DVC, told by its name', async () => {
    expect(await faultOf('data/x.csv.dvc', 'outs: []')).toEqual({
      code: 'POINTER_WITHOUT_DATA',
      message: 'data/x.csv.dvc is a pointer of DVC, not data',
      hint: 'dvc pull data/x.csv.dvc, then name the data; or name the pointer alone as the source',
    })
  })
})
