import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { packFolder } from './pack-folder.ts'
import { isPackedFolder, unpackFolder } from './unpack-folder.ts'

let root: string
let folder: string
let cases = 0
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'folders-'))
})
afterAll(() => rm(root, { recursive: true }))
beforeEach(() => {
  folder = path.join(root, String(++cases))
})

const files: Readonly<Record<string, string | Uint8Array>> = {
  'config.json': '{}',
  'weights/b.bin': new Uint8Array(1000).fill(7),
  'weights/a.bin': new Uint8Array(512).fill(1),
  'weights.txt': 'x',
  empty: '',
  [`deep/${'long'.repeat(30)}/größe.txt`]: 'long and not in ASCII',
}

async function written(at: string, content = files): Promise<string> {
  for (const [name, bytes] of Object.entries(content)) {
    await mkdir(path.dirname(path.join(at, name)), { recursive: true })
    await writeFile(path.join(at, name), bytes)
  }
  return at
}

async function contents(at: string): Promise<Record<string, string>> {
  const entries = (await readdir(at, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const read = entries.map(async (entry) => {
    const absolute = path.join(entry.parentPath, entry.name)
    return [path.relative(at, absolute), (await readFile(absolute)).toString('base64')] as const
  })
  return Object.fromEntries((await Promise.all(read)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const refusal = (code: string, message: string) =>
  expect.objectContaining({ name: 'InferenceError', code, message: expect.stringContaining(message) })

describe('a folder as one file', () => {
  it('comes out as it went in', async () => {
    await written(path.join(folder, 'model'))
    const packed = await packFolder(path.join(folder, 'model'), path.join(folder, 'model.tar'))
    expect([packed.files, await isPackedFolder(path.join(folder, 'model.tar'))]).toEqual([6, true])
    expect((await readFile(path.join(folder, 'model.tar'))).length).toBe(packed.bytes)
    await unpackFolder(path.join(folder, 'model.tar'), path.join(folder, 'again'))
    expect(await contents(path.join(folder, 'again'))).toEqual(await contents(path.join(folder, 'model')))
  })

  it('has the same digest whenever, by whom and in whatever order it was written, and another for another name or byte', async () => {
    const digestOf = async (name: string, content = files) => (await packFolder(await written(path.join(folder, name), content), null)).digest
    const first = await digestOf('one')
    const reversed = Object.fromEntries(Object.entries(files).toReversed())
    await written(path.join(folder, 'two'), reversed)
    await utimes(path.join(folder, 'two/config.json'), 1, 1)
    await chmod(path.join(folder, 'two/config.json'), 0o755)
    await mkdir(path.join(folder, 'two/nothing'))
    expect((await packFolder(path.join(folder, 'two'), null)).digest).toBe(first)
    expect(new Set([first, await digestOf('byte', { ...files, empty: 'x' }), await digestOf('name', { ...files, empty2: '' })]).size).toBe(3)
    expect((await packFolder(path.join(folder, 'one'), path.join(folder, 'one.tar'))).digest).toBe(first)
  })

  it('is read by tar', async () => {
    await written(path.join(folder, 'model'))
    await packFolder(path.join(folder, 'model'), path.join(folder, 'model.tar'))
    await mkdir(path.join(folder, 'by-tar'))
    expect(spawnSync('tar', ['xf', path.join(folder, 'model.tar'), '-C', path.join(folder, 'by-tar')]).status).toBe(0)
    expect(await contents(path.join(folder, 'by-tar'))).toEqual(await contents(path.join(folder, 'model')))
  })

  it('follows links within the folder', async () => {
    await written(folder, { 'blobs/1': 'weights' })
    await symlink('blobs/1', path.join(folder, 'model.bin'))
    const plain = await written(path.join(root, 'plain'), { 'blobs/1': 'weights', 'model.bin': 'weights' })
    expect(await packFolder(folder, null)).toEqual(await packFolder(plain, null))
  })

  it.each<[string, () => Promise<void>, string, string]>([
    ['a link to a file elsewhere', () => symlink('/etc/passwd', path.join(folder, 'data')), 'FOLDER_UNSAFE', '"data" of the model\'s folder'],
    ['a link to a folder elsewhere', () => symlink('/etc', path.join(folder, 'data')), 'FOLDER_UNSAFE', 'leads out of the folder'],
    ['a link to nothing', () => symlink('nowhere', path.join(folder, 'data')), 'FOLDER_UNSAFE', 'leads out of the folder'],
    ['a link to a folder within', () => symlink('sub', path.join(folder, 'data')), 'FOLDER_UNSAFE', 'no plain file'],
    ['a name that not every machine keeps', () => writeFile(path.join(folder, 'a\\b'), 'x'), 'FOLDER_UNSAFE', 'every machine'],
  ])('is not made of %s', async (_title, spoil, code, message) => {
    await written(folder, { 'sub/x': 'x' })
    await spoil()
    await expect(packFolder(folder, null)).rejects.toEqual(refusal(code, message))
  })

  it('is not made of nothing', async () => {
    await mkdir(path.join(folder, 'sub'), { recursive: true })
    await expect(packFolder(folder, null)).rejects.toEqual(refusal('MODEL_UNREADABLE', 'holds no file'))
  })
})

describe('an archive that only seems to be one', () => {
  async function packed(content: typeof files = { 'a.txt': 'first', 'b.txt': 'second' }): Promise<string> {
    await written(path.join(folder, 'model'), content)
    await packFolder(path.join(folder, 'model'), path.join(folder, 'model.tar'))
    return path.join(folder, 'model.tar')
  }

  // Blocks: two of the mark and its record, then a header and a block of contents for each file, then two of zeros.
  const block = 512
  const firstHeader = 2 * block
  const edits: readonly [string, (bytes: Buffer) => Buffer, string][] = [
    ['was cut off', (bytes) => bytes.subarray(0, -block), 'it ends'],
    ['goes on after its end', (bytes) => Buffer.concat([bytes, Buffer.alloc(block)]), 'a header says nothing'],
    [
      'names a path that climbs',
      (bytes) => Buffer.from(bytes.toString('latin1').replace('a.txt', '../.x'), 'latin1'),
      'header of "../.x" is another',
    ],
    [
      'has its files in another order',
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, firstHeader),
          bytes.subarray(firstHeader + 2 * block, firstHeader + 4 * block),
          bytes.subarray(firstHeader, firstHeader + 2 * block),
          bytes.subarray(-2 * block),
        ]),
      'out of order',
    ],
    ['holds a link', (bytes) => Buffer.from(bytes.fill('2', firstHeader + 156, firstHeader + 157)), 'is another'],
    ['says an owner', (bytes) => Buffer.from(bytes.fill('7', firstHeader + 110, firstHeader + 111)), 'is another'],
  ]
  it.each(edits)('is refused where it %s, and nothing is written', async (_title, edit, message) => {
    const file = await packed()
    await writeFile(file, edit(await readFile(file)))
    await expect(unpackFolder(file, path.join(folder, 'into'))).rejects.toEqual(refusal('MODEL_UNREADABLE', message))
    expect(await readdir(folder)).not.toContain('into')
  })

  it('is refused where tar itself made it', async () => {
    await written(path.join(folder, 'model'))
    spawnSync('tar', ['cf', path.join(folder, 'own.tar'), '-C', folder, 'model'])
    expect(await isPackedFolder(path.join(folder, 'own.tar'))).toBe(false)
    await expect(unpackFolder(path.join(folder, 'own.tar'), path.join(folder, 'into'))).rejects.toEqual(
      refusal('MODEL_UNREADABLE', 'its first blocks'),
    )
  })

  it('never overwrites what is there', async () => {
    const file = await packed()
    await cp(path.join(folder, 'model'), path.join(folder, 'into'), { recursive: true })
    await expect(unpackFolder(file, path.join(folder, 'into'))).rejects.toMatchObject({ code: 'EEXIST' })
  })
})
