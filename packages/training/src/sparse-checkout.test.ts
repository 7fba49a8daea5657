import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sparseCheckout } from './sparse-checkout.ts'

let folder = ''
let repo = ''
let to = ''
const run = (...args: string[]) =>
  execFileSync('git', ['-C', repo, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { encoding: 'utf8', stdio: 'pipe' }).trim()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkout-'))
  repo = join(folder, 'repo')
  to = join(folder, 'to')
  mkdirSync(join(repo, 'models', 'a'), { recursive: true })
  run('init', '-q', '-b', 'main')
  writeFileSync(join(repo, '.gitattributes'), '* text eol=crlf\n')
  writeFileSync(join(repo, 'models/a/train.py'), 'one\r\ntwo\r\n')
  writeFileSync(join(repo, 'models/a/run.sh'), '#!/bin/sh\n')
  chmodSync(join(repo, 'models/a/run.sh'), 0o755)
  writeFileSync(join(repo, 'spaced ü.txt'), Buffer.alloc(300_000, 7))
  symlinkSync('train.py', join(repo, 'models/a/link'))
  writeFileSync(join(repo, 'big.bin'), 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n')
  run('add', '-A')
  run('commit', '-q', '-m', 'first')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('sparseCheckout', () => {
  it('has exactly the given files, with their modes, and goes away', async () => {
    const paths = ['models/a/link', 'models/a/run.sh', 'spaced ü.txt']
    {
      await using checkout = await sparseCheckout({ repo, commit: 'main', paths, to })
      expect((readdirSync(checkout.path, { recursive: true }) as string[]).sort()).toEqual(['models', 'models/a', ...paths])
      expect(statSync(join(to, 'models/a/run.sh')).mode & 0o111).not.toBe(0)
      expect(readFileSync(join(to, 'spaced ü.txt'))).toEqual(Buffer.alloc(300_000, 7))
    }
    expect(existsSync(to)).toBe(false)
    expect(run('status', '--porcelain')).toBe('')
    expect(run('worktree', 'list').split('\n')).toHaveLength(1)
  })

  it('writes the bytes of the blob, whatever attributes say of line ends', async () => {
    await using checkout = await sparseCheckout({ repo, commit: run('rev-parse', 'HEAD'), paths: ['models/a/train.py'], to })
    expect(readFileSync(join(checkout.path, 'models/a/train.py'), 'utf8')).toBe('one\ntwo\n')
  })

  it('takes a tree, such as that of uncommitted changes, and not the committed file', async () => {
    const blob = execFileSync('git', ['-C', repo, 'hash-object', '-w', '--stdin'], { input: 'changed', encoding: 'utf8' }).trim()
    const tree = execFileSync('git', ['-C', repo, 'mktree'], { input: `100644 blob ${blob}\ttrain.py\n`, encoding: 'utf8' }).trim()
    await using checkout = await sparseCheckout({ repo, commit: { tree }, paths: ['train.py'], to })
    expect(readFileSync(join(checkout.path, 'train.py'), 'utf8')).toBe('changed')
  })

  it('may be empty', async () => {
    await using checkout = await sparseCheckout({ repo, commit: 'main', paths: [], to })
    expect(readdirSync(checkout.path)).toEqual([])
  })

  it.each([
    ['an unknown commit', { commit: '0123456789012345678901234567890123456789' }, 'COMMIT_UNKNOWN'],
    ['an option for a commit', { commit: '--all' }, 'COMMIT_UNKNOWN'],
    ['a path that is not tracked', { paths: ['models/a/tain.py'] }, 'SOURCE_MISSING'],
    ['a folder for a path', { paths: ['models'] }, 'SOURCE_MISSING'],
    ['a pointer of Git LFS', { paths: ['big.bin'] }, 'SOURCE_UNSAFE'],
    ['no repository', { repo: tmpdir() }, 'COMMIT_UNKNOWN'],
  ])('refuses %s and leaves nothing', async (_, wrong, code) => {
    await expect(sparseCheckout({ repo, commit: 'main', paths: ['models/a/train.py'], to, ...wrong })).rejects.toMatchObject({ code })
    expect(existsSync(to)).toBe(false)
  })

  it('refuses a folder with something in it, and leaves that', async () => {
    mkdirSync(to)
    writeFileSync(join(to, 'mine'), '')
    await expect(sparseCheckout({ repo, commit: 'main', paths: [], to })).rejects.toMatchObject({ code: 'CHECKOUT_EXISTS' })
    expect(readdirSync(to)).toEqual(['mine'])
    rmSync(to, { recursive: true })
  })

  it('refuses a path of a forged tree that leads out', async () => {
    const blob = run('hash-object', '-w', 'big.bin')
    const entry = Buffer.concat([Buffer.from('100644 evil\0'), Buffer.from(blob, 'hex')])
    const inner = execFileSync('git', ['-C', repo, 'hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
      input: entry,
      encoding: 'utf8',
    }).trim()
    const outer = Buffer.concat([Buffer.from('40000 ..\0'), Buffer.from(inner, 'hex')])
    const tree = execFileSync('git', ['-C', repo, 'hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
      input: outer,
      encoding: 'utf8',
    }).trim()
    await expect(sparseCheckout({ repo, commit: { tree }, paths: ['../evil'], to })).rejects.toMatchObject({ code: 'SOURCE_UNSAFE' })
  })
})
