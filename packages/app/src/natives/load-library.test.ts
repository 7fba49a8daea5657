import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { extractTarball } from './extract.ts'
import { fileDigests, installDigest } from './install-digest.ts'
import type { NativeEnvironment, NativeLibrary } from './library.ts'
import { loadLibrary } from './load-library.ts'
import { targetOf } from './target.ts'
import { type Answer, type FakeEntry, type FakeRegistry, integrityOf, startRegistry, tarballOf } from './testing/fake-registry.ts'

const target = targetOf(process)
const path = '/@fake/sail/-/sail-1.2.3.tgz'
const manifest = { name: 'package/package.json', text: '{"name":"@fake/sail","version":"1.2.3","main":"lib/index.js"}' }
const good: readonly FakeEntry[] = [
  manifest,
  { name: 'package/lib/index.js', text: 'module.exports = require("../bin/here/native.js")' },
  { name: 'package/bin/here/native.js', text: 'module.exports = "sails"' },
  { name: 'package/bin/elsewhere/native.js', text: 'module.exports = "sinks"' },
]

let folder = ''
let registry: FakeRegistry
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'natives-'))
  registry = await startRegistry()
})
afterEach(async () => {
  await registry[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

interface Case {
  readonly tarball: Buffer
  readonly answers?: readonly Answer[]
  readonly env?: Partial<NativeEnvironment>
  readonly digest?: string
}

const keep = (file: string) => !file.startsWith('bin/') || file.startsWith('bin/here/')

async function load({ tarball, answers = [tarball], env = {}, digest }: Case) {
  registry.answer(path, answers)
  const packages = [{ name: '@fake/sail', version: '1.2.3', integrity: integrityOf(tarball) }]
  const build = { packages, digest: digest ?? (await digestOf(tarball)) }
  const library: NativeLibrary = { id: 'sail', entry: '@fake/sail', version: '1.2.3', targets: { [target]: build }, keep: (file) => keep(file.path) }
  const cache = join(folder, 'cache')
  const environment = { overrideDir: null, toolCache: cache, registry: registry.url, platform: process.platform, arch: process.arch, ...env }
  return await loadLibrary(library, environment, { retryDelaysMs: [1, 1], from: join(folder, 'program.js') })
}

async function digestOf(tarball: Buffer): Promise<string> {
  const scratch = await mkdtemp(join(folder, 'digest-'))
  await writeFile(join(scratch, 'a.tgz'), tarball)
  const to = join(scratch, 'install')
  await mkdir(to)
  await extractTarball({ tarball: join(scratch, 'a.tgz'), to: join(to, 'node_modules/@fake/sail'), keep }).catch(() => undefined)
  const digest = installDigest(await fileDigests(to))
  await rm(scratch, { recursive: true })
  return digest
}

async function installPackage(parent: string, version: string): Promise<void> {
  const place = join(parent, 'node_modules/@fake/sail')
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'package.json'), JSON.stringify({ name: '@fake/sail', version, main: 'main.js' }))
  await writeFile(join(place, 'main.js'), `module.exports = 'beside'`)
}

const installed = () => join(folder, 'cache', 'seaworthy-sail', '1.2.3', target)

describe('a library that must be fetched', () => {
  it('is unpacked for this machine only, loaded, and next time found in the tool cache', async () => {
    const tarball = await tarballOf(good)
    expect(await load({ tarball })).toEqual({ library: 'sails', source: 'download' })
    expect(await load({ tarball })).toEqual({ library: 'sails', source: 'tool-cache' })
    expect(registry.requests).toEqual([`/npm${path}`])
    expect((await readdir(join(folder, 'cache'))).sort()).toEqual(['seaworthy-sail'])
    const files = Object.keys(JSON.parse(await readFile(join(installed(), '.digests.json'), 'utf8')).files)
    const kept = ['bin/here/native.js', 'lib/index.js', 'package.json']
    expect(files).toEqual(kept.map((file) => `node_modules/@fake/sail/${file}`))
  })

  it('is tried again after a server error and a cut-off answer', async () => {
    const tarball = await tarballOf(good)
    const answers = [{ status: 503 }, { cutAfter: 50, of: tarball }, tarball]
    expect(await load({ tarball, answers })).toEqual({ library: 'sails', source: 'download' })
    expect(registry.requests).toHaveLength(3)
  })

  it('is installed once where two jobs come at the same time', async () => {
    const tarball = await tarballOf(good)
    const loaded = await Promise.all([load({ tarball }), load({ tarball })])
    expect(loaded.map(({ library }) => library)).toEqual(['sails', 'sails'])
    expect(await readdir(join(folder, 'cache'))).toEqual(['seaworthy-sail'])
  })
})

describe('a download that cannot be trusted leaves nothing behind', () => {
  const evil = 'package/../../../../evil.js'
  it.each<{
    title: string
    entries?: readonly FakeEntry[]
    answers?: (tarball: Buffer) => readonly Answer[]
    code: string
    requests: number
    digest?: string
  }>([
    { title: 'other bytes than pinned', answers: (tarball) => [Buffer.concat([tarball, Buffer.from('x')])], code: 'DOWNLOAD_DIGEST', requests: 1 },
    { title: 'cut off each time', answers: (tarball) => [{ cutAfter: 50, of: tarball }], code: 'DOWNLOAD_TRUNCATED', requests: 3 },
    { title: 'not there', answers: () => [{ status: 404 }], code: 'DOWNLOAD_FAILED', requests: 1 },
    { title: 'not allowed', answers: () => [{ status: 401 }], code: 'DOWNLOAD_FAILED', requests: 1 },
    { title: 'broken on the server', answers: () => [{ status: 500 }], code: 'DOWNLOAD_FAILED', requests: 3 },
    { title: 'with a path that leads out', entries: [manifest, { name: evil, text: '1' }], code: 'ARCHIVE_UNSAFE', requests: 1 },
    { title: 'with a whole path', entries: [{ name: '/etc/evil', text: '1' }], code: 'ARCHIVE_UNSAFE', requests: 1 },
    { title: 'with a path of Windows', entries: [{ name: 'package\\..\\evil', text: '1' }], code: 'ARCHIVE_UNSAFE', requests: 1 },
    { title: 'with a link', entries: [manifest, { name: 'package/bin/x', link: '/etc' }], code: 'ARCHIVE_UNSAFE', requests: 1 },
    { title: 'with other files than pinned', digest: 'sha256:00', code: 'INSTALL_FAILED', requests: 1 },
  ])('$title', async ({ entries = good, answers, code, requests, digest }) => {
    const tarball = await tarballOf(entries)
    const loading = load({ tarball, answers: answers?.(tarball) ?? [tarball], ...(digest === undefined ? {} : { digest }) })
    await expect(loading).rejects.toMatchObject({ name: 'NativeError', code })
    expect(registry.requests).toHaveLength(requests)
    expect(await readdir(join(folder, 'cache'))).toEqual([])
  })

  it('pinned, but no archive to its end', async () => {
    const whole = await tarballOf(good)
    for (const tarball of [whole.subarray(0, whole.length - 40), Buffer.from('no archive')]) {
      await expect(load({ tarball })).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' })
      expect(await readdir(join(folder, 'cache'))).toEqual([])
    }
  })

  it('from a registry that does not answer, without the password in its address', async () => {
    const env = { registry: 'http://user:secret@127.0.0.1:1/' }
    const loading = load({ tarball: await tarballOf(good), env })
    await expect(loading).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.not.stringContaining('secret') })
  })
})

describe('an installed library is hashed at each load', () => {
  it.each([
    ['a file is changed', 'node_modules/@fake/sail/bin/here/native.js'],
    ['a file is added', 'node_modules/@fake/sail/index.node'],
  ])('and refused where %s, by name', async (_, changed) => {
    const tarball = await tarballOf(good)
    await load({ tarball })
    await writeFile(join(installed(), changed), 'module.exports = "hijacked"')
    const message = `"${installed()}" is changed since it was installed: ${changed}`
    await expect(load({ tarball })).rejects.toMatchObject({ code: 'INSTALL_CHANGED', message })
  })

  it('and refused where the list of digests was forged with it, or a file became a link', async () => {
    const tarball = await tarballOf(good)
    await load({ tarball })
    const file = join(installed(), 'node_modules/@fake/sail/lib/index.js')
    await writeFile(file, 'module.exports = "hijacked"')
    await writeFile(join(installed(), '.digests.json'), JSON.stringify({ files: await fileDigests(installed()) }))
    await expect(load({ tarball })).rejects.toMatchObject({ code: 'INSTALL_CHANGED' })
    await rm(file)
    await symlink('/etc/hostname', file)
    await expect(load({ tarball })).rejects.toMatchObject({ code: 'INSTALL_CHANGED' })
  })
})

describe('the order', () => {
  it('is override, own node_modules, tool cache', async () => {
    const tarball = await tarballOf(good)
    await installPackage(folder, '1.2.3')
    expect((await load({ tarball })).source).toBe('node_modules')
    const other = join(folder, 'other')
    await installPackage(other, '1.2.3')
    expect(await load({ tarball, env: { overrideDir: other } })).toEqual({ library: 'beside', source: 'override' })
    expect(registry.requests).toEqual([])
  })

  it('passes over another version in node_modules', async () => {
    await installPackage(folder, '1.2.2')
    expect((await load({ tarball: await tarballOf(good) })).source).toBe('download')
  })

  it.each([
    ['of another version', '1.2.2'],
    ['that is not there', null],
  ])('stops at an override %s, without looking further', async (_, version) => {
    const other = join(folder, 'other')
    if (version !== null) await installPackage(other, version)
    await installPackage(folder, '1.2.3')
    await expect(load({ tarball: await tarballOf(good), env: { overrideDir: other } })).rejects.toMatchObject({ code: 'OVERRIDE_INCOMPLETE' })
  })

  it('ends with what is missing: a place, or a build for the machine', async () => {
    const tarball = await tarballOf(good)
    await expect(load({ tarball, env: { toolCache: null } })).rejects.toMatchObject({ code: 'NOWHERE_TO_INSTALL' })
    await expect(load({ tarball, env: { platform: 'plan9' } })).rejects.toMatchObject({ code: 'PLATFORM_UNSUPPORTED' })
  })

  it('tells a library that is there but cannot be loaded', async () => {
    const broken = [manifest, { name: 'package/lib/index.js', text: 'require("./gone.node")' }]
    await expect(load({ tarball: await tarballOf(broken) })).rejects.toMatchObject({ code: 'LOAD_FAILED' })
  })
})
