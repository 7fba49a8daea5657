import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { formatChecksums } from './checksums.ts'
import { type MemoryPorts, memoryPorts } from './fixtures/memory-ports.ts'
import { keyPair, type Shipyard, shipyard } from './fixtures/shipyard.ts'
import { openRegistry, type Registry } from './registry.ts'

const code = (value: string) => expect.objectContaining({ name: 'RegistryError', code: value })
const decision = { model: 'sailing', stage: 'production', reason: null, actor: 'ada', run: null }

async function fleet(yard: Shipyard, ports: MemoryPorts, options: { unsigned?: boolean } = {}): Promise<Registry> {
  const registry = yard.registry(ports, options)
  for (const version of ['1.0.0', '1.1.0']) await registry.publish(await yard.request(version))
  return registry
}

describe('reading a version', () => {
  it('lists versions of one model by number, and gives the highest released one as the latest', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    await registry.publish(await yard.request('1.10.0'))
    await registry.publish(await yard.request('1.9.0'))
    expect((await registry.versions('sailing')).map(({ version }) => version)).toEqual(['1.0.0', '1.1.0', '1.9.0', '1.10.0'])
    expect(await registry.versions('sail')).toEqual([])
    expect(await registry.version('sailing', 'latest')).toMatchObject({ version: '1.10.0', signature: 'key', publishedAt: '2026-03-03T12:00:00Z' })
    expect(await registry.version('sailing', 'v1.9.0')).toMatchObject({ model: { name: 'model.onnx', digest: digestOf('weights of 1.9.0') } })
    await expect(registry.version('sailing', '2.0.0')).rejects.toThrow(code('VERSION_UNKNOWN'))
  })

  it('finds a tag that was moved to another version, or to a registry commit made afterwards', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    const [first, second] = await registry.versions('sailing')
    ports.moveRef('refs/tags/sailing@v1.1.0', first?.commit ?? '')
    await expect(registry.version('sailing', '1.1.0')).rejects.toThrow(code('TAG_MOVED'))
    const forged = memoryPorts()
    await yard.registry(forged).publish(await yard.request('1.1.0', 'weights of a pirate'))
    const entry = (await yard.registry(forged).versions('sailing'))[0]
    await copyCommit(forged, ports, entry?.commit ?? '')
    ports.moveRef('refs/tags/sailing@v1.1.0', entry?.commit ?? '')
    await expect(registry.version('sailing', '1.1.0')).rejects.toThrow(code('TAG_MOVED'))
    ports.moveRef('refs/tags/sailing@v1.1.0', second?.commit ?? '')
    expect((await registry.version('sailing', '1.1.0')).version).toBe('1.1.0')
  })

  it('says unsigned where no key is pinned, and refuses the unsigned where one is, or where signatures are required', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    await fleet(yard, ports, { unsigned: true })
    const open = (mode: 'auto' | 'required', publicKeyPem: string | null) =>
      openRegistry({ ...ports, clock: { now: () => new Date(0) }, trust: { mode, publicKeyPem } }).version('sailing', '1.0.0')
    expect((await open('auto', null)).signature).toBe('unsigned')
    await expect(open('required', null)).rejects.toThrow(code('VERSION_UNSIGNED'))
    await expect(open('auto', yard.publicKeyPem)).rejects.toThrow(code('VERSION_UNSIGNED'))
    await expect(open('required', yard.publicKeyPem)).rejects.toThrow(code('VERSION_UNSIGNED'))
  })

  it('refuses a signature by another key always, and one that covers other assets', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    const stranger = openRegistry({ ...ports, clock: { now: () => new Date(0) }, trust: { mode: 'auto', publicKeyPem: keyPair().publicKeyPem } })
    await expect(stranger.version('sailing', '1.0.0')).rejects.toThrow(code('SIGNATURE_INVALID'))
    ports.replaceAsset('sailing@v1.0.0', 'profile.json', Buffer.from('{"rows":4}'))
    await expect(registry.version('sailing', '1.0.0')).rejects.toThrow(code('SIGNATURE_INVALID'))
    ports.replaceAsset('sailing@v1.1.0', 'model.onnx', Buffer.from('weights of a pirate'))
    await expect(registry.version('sailing', '1.1.0')).rejects.toThrow(code('ASSET_MISMATCH'))
  })
})

describe('fetching a version', () => {
  it('gives exactly the verified files, and the same again', async () => {
    await using yard = await shipyard()
    const registry = await fleet(yard, memoryPorts())
    const into = join(yard.folder, 'out', 'v1')
    const version = await registry.version('sailing', '1.0.0')
    const paths = await registry.fetch(version, into)
    expect(paths.toSorted()).toEqual(['checksums.txt', 'model.onnx', 'model.sig', 'profile.json', 'record.json'].map((name) => join(into, name)))
    expect(await readFile(join(into, 'model.onnx'), 'utf8')).toBe('weights of 1.0.0')
    expect(await registry.fetch(version, into)).toEqual(paths)
    expect((await readdir(into)).length).toBe(5)
  })

  it("refuses bytes that are not those of the API's digests, and leaves nothing behind", async () => {
    await using yard = await shipyard()
    for (const [name, expected] of [
      ['model.onnx', 'ASSET_MISMATCH'],
      ['record.json', 'ASSET_MISMATCH'],
      ['profile.json', 'SIGNATURE_INVALID'],
      ['checksums.txt', 'SIGNATURE_INVALID'],
    ] as const) {
      const ports = memoryPorts({ digests: false })
      const registry = await fleet(yard, ports)
      const into = join(yard.folder, `of-${name}`)
      const version = await registry.version('sailing', '1.0.0')
      ports.replaceAsset('sailing@v1.0.0', name, Buffer.from('pirate'))
      const release = ports.allReleases().find(({ tag }) => tag === 'sailing@v1.0.0')
      if (!release) throw new Error('the release is missing')
      await expect(registry.fetch({ ...version, release }, into), name).rejects.toThrow(code(expected))
      expect(await readdir(into)).toEqual([])
    }
  })

  it('holds an unsigned version against its checksums', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts({ digests: false })
    const registry = await fleet(yard, ports, { unsigned: true })
    ports.replaceAsset('sailing@v1.0.0', 'profile.json', Buffer.from('pirate'))
    const version = await registry.version('sailing', '1.0.0')
    await expect(registry.fetch(version, join(yard.folder, 'a'))).rejects.toThrow(code('ASSET_MISMATCH'))
    ports.replaceAsset('sailing@v1.0.0', 'checksums.txt', Buffer.from(formatChecksums(new Map([['x', digestOf('x')]]))))
    await expect(registry.fetch(await registry.version('sailing', '1.0.0'), join(yard.folder, 'b'))).rejects.toThrow(code('ASSET_MISMATCH'))
  })

  it('does not mix two versions in one folder', async () => {
    await using yard = await shipyard()
    const registry = await fleet(yard, memoryPorts())
    const into = join(yard.folder, 'mine')
    await mkdir(into)
    await writeFile(join(into, 'thesis.txt'), 'years of work')
    await expect(registry.fetch(await registry.version('sailing', '1.0.0'), into)).rejects.toThrow(code('FOLDER_NOT_EMPTY'))
    expect(await readdir(into)).toEqual(['thesis.txt'])
  })
})

describe('the version in a stage', () => {
  it('is verified by its statement and by itself', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    expect(await registry.production('sailing')).toBeNull()
    await expect(registry.require('sailing', 'production')).rejects.toThrow(code('VERSION_UNKNOWN'))
    await registry.promote({ ...decision, version: '1.0.0' })
    expect(await registry.production('sailing')).toMatchObject({ version: '1.0.0', signature: 'key' })
    await registry.promote({ ...decision, version: '1.1.0' })
    expect(await registry.require('sailing', 'production')).toMatchObject({ version: '1.1.0' })
    expect(await registry.former('sailing', 'production', '1.1.0')).toMatchObject({ version: '1.0.0' })
    expect(await registry.former('sailing', 'production', '1.0.0')).toBeNull()
    ports.moveRef('refs/tags/sailing@v1.1.0', (await registry.version('sailing', '1.0.0')).commit)
    await expect(registry.production('sailing')).rejects.toThrow(code('TAG_MOVED'))
  })
})

async function copyCommit(from: MemoryPorts, to: MemoryPorts, sha: string): Promise<void> {
  const commit = await from.objects.readCommit(sha)
  const entries = []
  for (const path of ['README.md', 'record.json'])
    entries.push({ path, sha: await to.objects.blob((await from.objects.readFile(sha, path)) ?? new Uint8Array(0)) })
  const author = { name: 'Seaworthy', email: 'registry@seaworthy.invalid', date: commit?.committedAt ?? '' }
  await to.objects.commit({ message: commit?.message ?? '', tree: await to.objects.tree(entries), parents: [], author })
}
