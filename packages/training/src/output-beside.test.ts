import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outputBeside } from './output-beside.ts'

let folder = ''
let root = ''
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'beside-')))
  root = join(folder, 'out')
  await mkdir(join(root, 'masks'), { recursive: true })
  await writeFile(join(root, 'masks', 'a.png'), 'pixels')
  await writeFile(join(root, 'empty.png'), '')
  await writeFile(join(folder, 'labels.csv'), 'the truth')
  await symlink(join(folder, 'labels.csv'), join(root, 'link.png'))
  await symlink(folder, join(root, 'above'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('outputBeside', () => {
  it('reads a file below the folder, and knows where there is none', async () => {
    const read = outputBeside(root)
    expect(Buffer.from((await read('masks/a.png')) ?? []).toString()).toBe('pixels')
    expect(await read('masks/b.png')).toBeNull()
  })

  it.each([
    ['a path that climbs', '../labels.csv', 'OUTPUT_UNSAFE'],
    ['an absolute path', '/etc/passwd', 'OUTPUT_UNSAFE'],
    ['a link that leads out', 'link.png', 'OUTPUT_UNSAFE'],
    ['a file behind a linked folder', 'above/labels.csv', 'OUTPUT_UNSAFE'],
    ['an empty file', 'empty.png', 'OUTPUT_EMPTY'],
  ])('refuses %s', async (_, name, code) => {
    await expect(outputBeside(root)(name)).rejects.toMatchObject({ code })
  })
})
