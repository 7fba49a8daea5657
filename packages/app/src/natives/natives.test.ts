import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NativeError, type NativeErrorCode } from './errors.ts'
import { loadDuckDb, loadOnnxRuntime, loadRuntime, type NativeEnvironment, type RuntimeLoaders } from './index.ts'
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

describe('ONNX Runtime', () => {
  it('runs natively where there is a build', async () => {
    expect(await loadRuntime(bare, null)).toMatchObject({ runtime: 'native', note: null })
  })

  it('runs on WebAssembly where that is asked for', async () => {
    expect(await loadRuntime(bare, 'wasm')).toMatchObject({ runtime: 'wasm', note: null })
  })

  const loaders = (code: NativeErrorCode): RuntimeLoaders => ({
    native: () => Promise.reject(new NativeError(code, 'onnxruntime has no build for plan9')),
    wasm: loadOnnxRuntime,
  })

  it.each(['PLATFORM_UNSUPPORTED', 'LOAD_FAILED'] as const)('runs on WebAssembly where no native build does (%s), and says why', async (code) => {
    const note = 'onnxruntime has no build for plan9: models run on WebAssembly'
    expect(await loadRuntime(bare, null, loaders(code))).toMatchObject({ runtime: 'wasm', note })
  })

  it('is refused where a native build was asked for, or where its download failed', async () => {
    await expect(loadRuntime(bare, 'native', loaders('PLATFORM_UNSUPPORTED'))).rejects.toMatchObject({ code: 'PLATFORM_UNSUPPORTED' })
    await expect(loadRuntime(bare, null, loaders('DOWNLOAD_DIGEST'))).rejects.toMatchObject({ code: 'DOWNLOAD_DIGEST' })
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
    expect(Object.keys(installDigests)).toHaveLength(21)
    expect(Object.values(installDigests).every((digest) => /^sha256:[0-9a-f]{64}$/.test(digest))).toBe(true)
  })
})
