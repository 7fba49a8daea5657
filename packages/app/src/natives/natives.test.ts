import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDuckDb, loadOnnxRuntime, type NativeEnvironment } from './index.ts'
import { installDigests, packages } from './pinned.ts'

const root = join(import.meta.dirname, '../../../..')
const bare: NativeEnvironment = { overrideDir: null, toolCache: null, registry: 'http://127.0.0.1:1', platform: process.platform, arch: process.arch }

describe('the real libraries', () => {
  it.each([
    ['our node_modules', bare],
    ['an override folder', { ...bare, overrideDir: root }],
  ])('load from %s', async (_, env) => {
    expect(typeof (await loadDuckDb(env)).DuckDBInstance.create).toBe('function')
    expect(typeof (await loadOnnxRuntime(env)).InferenceSession.create).toBe('function')
  })
})

describe('the table of pinned packages', () => {
  it('agrees with the lock file of this repository', async () => {
    const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages
    for (const { name, version, integrity } of packages) {
      const { version: locked, integrity: lockedIntegrity } = lock[`node_modules/${name}`]
      expect([name, version, integrity]).toEqual([name, locked, lockedIntegrity])
    }
  })

  it('has the digest of every build', () => {
    expect(Object.keys(installDigests)).toHaveLength(13)
    expect(Object.values(installDigests).every((digest) => /^sha256:[0-9a-f]{64}$/.test(digest))).toBe(true)
  })
})
