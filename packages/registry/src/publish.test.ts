import { writeFile } from 'node:fs/promises'
import { digestOf, recordDigest } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { memoryPorts } from './fixtures/memory-ports.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { keyPair, shipyard } from './fixtures/shipyard.ts'
import { keySigner } from './key.ts'
import { openRegistry } from './registry.ts'
import { registryPerson } from './registry-person.ts'

const code = (value: string) => expect.objectContaining({ name: 'RegistryError', code: value })
const tag = 'sailing@v1.0.0'

describe('publishing', () => {
  it('makes a tag on a parentless commit of record and card, and a release of exactly the signed files', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const request = await yard.request('1.0.0')
    const published = await yard.registry(ports).publish(request)
    expect(published).toMatchObject({
      version: '1.0.0',
      tag,
      outcome: 'published',
      signature: 'key',
      record: recordDigest(request.record),
      otherDrafts: [],
    })
    expect(published.assets.map(({ name }) => name)).toEqual(['model.onnx', 'profile.json', 'record.json', 'checksums.txt', 'model.sig'])
    const commit = await ports.objects.readCommit(published.registryCommit)
    expect(commit).toMatchObject({ parents: [], committedAt: '2026-01-31T12:00:00Z' })
    expect(commit?.message).toBe(
      `${tag}\n\nSource-Commit: ${'c'.repeat(40)}\nRecord: ${recordDigest(request.record)}\nModel: ${digestOf('weights of 1.0.0')}`,
    )
    expect(Buffer.from((await ports.objects.readFile(published.registryCommit, 'README.md')) ?? []).toString()).toBe('# sailing\n')
  })

  it('makes the same commit in another repository, and finds its work done the second time', async () => {
    await using yard = await shipyard()
    const [here, there] = [memoryPorts(), memoryPorts()]
    const first = await yard.registry(here).publish(await yard.request('1.0.0'))
    const again = await yard.registry(here).publish(await yard.request('1.0.0'))
    expect(again).toEqual({ ...first, outcome: 'exists' })
    expect((await yard.registry(there).publish(await yard.request('1.0.0'))).registryCommit).toBe(first.registryCommit)
  })

  it("finishes a draft: keeps what is right, replaces an upload that was cut off, wrong bytes, strays and a stranger's signature", async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const draft = await ports.releases.createDraft({ tag, name: tag, body: 'old' })
    const put = (name: string, text: string) => ports.releases.upload(draft, { name, bytes: Buffer.from(text), contentType: 'x' })
    const kept = await put('model.onnx', 'weights of 1.0.0')
    await put('profile.json', 'wrong')
    await put('stray.bin', 'stray')
    await put('model.sig', '{}')
    ports.cutUpload(draft, 'record.json')
    await yard.registry(ports).publish(await yard.request('1.0.0'))
    const [release] = ports.allReleases()
    expect(release).toMatchObject({ id: draft.id, draft: false, body: 'Fair winds.' })
    expect(release?.assets.map(({ name }) => name).sort()).toEqual(['checksums.txt', 'model.onnx', 'model.sig', 'profile.json', 'record.json'])
    expect(release?.assets).toContainEqual(kept)
    expect((await yard.registry(ports).version('sailing', '1.0.0')).signature).toBe('key')
  })

  it('goes on with the fullest of two drafts, and names the other without touching it', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const empty = await ports.releases.createDraft({ tag, name: tag, body: '' })
    const fuller = await ports.releases.createDraft({ tag, name: tag, body: '' })
    await ports.releases.upload(fuller, { name: 'model.onnx', bytes: Buffer.from('weights of 1.0.0'), contentType: 'x' })
    const published = await yard.registry(ports).publish(await yard.request('1.0.0'))
    expect(published.release).toBe(fuller.url)
    expect(published.otherDrafts).toEqual([empty.url])
    expect(ports.allReleases().map(({ id, draft }) => [id, draft])).toEqual([
      [empty.id, true],
      [fuller.id, false],
    ])
  })

  it('refuses a version that another record holds, and a tag that is none of ours', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = yard.registry(ports)
    const { registryCommit } = await registry.publish(await yard.request('1.0.0'))
    await expect(registry.publish(await yard.request('1.0.0', 'other weights'))).rejects.toThrow(code('VERSION_EXISTS'))
    await ports.refs.create('refs/tags/sailing@v1.1.0', registryCommit)
    await expect(registry.publish(await yard.request('1.1.0'))).rejects.toThrow(code('TAG_MOVED'))
    await expect(registry.plan('sailing', 'd'.repeat(40))).rejects.toThrow(code('TAG_MOVED'))
    expect(ports.allReleases()).toHaveLength(1)
  })

  it('never repairs a published release: it says what is wrong with it', async () => {
    await using yard = await shipyard()
    const request = await yard.request('1.0.0')
    const spoilt = async (name: string, content: Uint8Array | null) => {
      const ports = memoryPorts()
      await yard.registry(ports).publish(request)
      ports.replaceAsset(tag, name, content)
      return yard.registry(ports).publish(request)
    }
    await expect(spoilt('profile.json', null)).rejects.toThrow(code('RELEASE_INCOMPLETE'))
    await expect(spoilt('model.onnx', Buffer.from('x'))).rejects.toThrow(code('ASSET_MISMATCH'))
    await expect(spoilt('model.sig', Buffer.from('{}'))).rejects.toThrow(code('SIGNATURE_INVALID'))
    await expect(spoilt('model.sig', null)).rejects.toThrow(code('VERSION_UNSIGNED'))
  })

  it.each([true, false])('stays a draft when other bytes arrived than were sent (digests from the server: %s)', async (digests) => {
    await using yard = await shipyard()
    const ports = memoryPorts({ digests })
    const { releases } = ports
    const upload: typeof releases.upload = (release, asset) =>
      releases.upload(release, asset.name === 'model.onnx' ? { ...asset, bytes: Buffer.from('weights of 1.0.1') } : asset)
    const broken = yard.registry({ ...ports, releases: { ...releases, upload } })
    await expect(broken.publish(await yard.request('1.0.0'))).rejects.toThrow(code('ASSET_MISMATCH'))
    expect(ports.allReleases()).toMatchObject([{ draft: true }])
    expect(await yard.registry(ports).publish(await yard.request('1.0.0'))).toMatchObject({ outcome: 'finished' })
  })

  it('stays a draft when the tag was moved while its files were uploaded', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const { releases } = ports
    const upload: typeof releases.upload = async (release, asset) => {
      const other = await ports.objects.commit({ message: 'x', tree: await ports.objects.tree([]), parents: [], author: registryPerson(0) })
      ports.moveRef(`refs/tags/${tag}`, other)
      return await releases.upload(release, asset)
    }
    await expect(yard.registry({ ...ports, releases: { ...releases, upload } }).publish(await yard.request('1.0.0'))).rejects.toThrow(
      code('TAG_MOVED'),
    )
    expect(ports.allReleases()).toMatchObject([{ draft: true }])
  })

  it('publishes only the bytes that the record is about', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const { publish } = yard.registry(ports)
    const request = await yard.request('1.0.0')
    const [model, profile] = request.files
    if (!model || !profile) throw new Error('two files were expected')
    await expect(publish({ ...request, files: [profile] })).rejects.toThrow(code('RECORD_MISMATCH'))
    await expect(publish({ ...request, files: [{ ...model, name: 'other.onnx' }] })).rejects.toThrow(code('RECORD_MISMATCH'))
    await expect(publish({ ...request, model: 'rowing' })).rejects.toThrow(code('RECORD_MISMATCH'))
    const { evaluate: _, ...sections } = request.record.sections
    await expect(publish({ ...request, record: { ...request.record, sections } })).rejects.toThrow(code('RECORD_MISMATCH'))
    await expect(publish({ ...request, files: [model, { ...profile, name: 'record.json' }] })).rejects.toThrow(code('ASSET_INVALID'))
    await expect(publish({ ...request, files: [model, { ...profile, name: '../profile.json' }] })).rejects.toThrow(code('ASSET_INVALID'))
    await expect(publish({ ...request, version: 'latest' })).rejects.toThrow(code('NAME_INVALID'))
    await writeFile(model.path, 'changed since')
    await expect(publish(request)).rejects.toThrow(code('ASSET_MISMATCH'))
    expect([ports.refNames(), ports.allReleases()]).toEqual([[], []])
  })

  it('makes nothing that it would refuse to read: unsigned where a key is pinned, or signed by another key', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const { publicKeyPem } = yard
    const open = (mode: 'auto' | 'required', pinned: string | null, privateKeyPem: string | null) =>
      openRegistry({
        ...ports,
        clock: { now: () => new Date(0) },
        trust: { mode, publicKeyPem: pinned },
        signer: privateKeyPem === null ? null : keySigner(privateKeyPem),
      })
    const request = await yard.request('1.0.0')
    await expect(open('auto', publicKeyPem, null).publish(request)).rejects.toThrow(code('VERSION_UNSIGNED'))
    await expect(open('required', null, null).publish(request)).rejects.toThrow(code('VERSION_UNSIGNED'))
    await expect(open('auto', publicKeyPem, keyPair().privateKeyPem).publish(request)).rejects.toThrow(code('SIGNER_UNTRUSTED'))
    await expect(open('required', null, keyPair().privateKeyPem).publish(request)).rejects.toThrow(code('SIGNER_UNTRUSTED'))
    expect(ports.refNames()).toEqual([])
  })
})

describe('planning', () => {
  it('gives the next minor, or the version that the commit has already', async () => {
    await using yard = await shipyard()
    const registry = yard.registry(memoryPorts())
    expect(await registry.plan('sailing', 'c'.repeat(40))).toEqual({ kind: 'new', version: '1.0.0', tag })
    await registry.publish(await yard.request('1.0.0'))
    expect(await registry.plan('sailing', 'd'.repeat(40))).toMatchObject({ kind: 'new', version: '1.1.0' })
    expect(await registry.plan('sailing', 'c'.repeat(40))).toMatchObject({ kind: 'finish', version: '1.0.0', claim: { tag } })
    expect(await registry.nextVersion('sailing')).toBe('1.1.0')
    expect(await registry.nextVersion('rowing')).toBe('1.0.0')
  })

  it('gives the record of a version that was claimed and not released', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = yard.registry(ports)
    const broken = yard.registry({ ...ports, releases: { ...ports.releases, createDraft: () => Promise.reject(new Error('no network')) } })
    await expect(broken.publish(await yard.request('1.0.0'))).rejects.toThrow('no network')
    expect(await registry.newest('sailing')).toMatchObject({
      version: '1.0.0',
      published: false,
      record: sampleRecord({ bytes: Buffer.from('weights of 1.0.0') }),
    })
    await expect(registry.version('sailing', '1.0.0')).rejects.toThrow(code('RELEASE_INCOMPLETE'))
    await expect(registry.version('sailing', 'latest')).rejects.toThrow(code('VERSION_UNKNOWN'))
    expect(await registry.publish(await yard.request('1.0.0'))).toMatchObject({ outcome: 'finished' })
    expect(await registry.newest('sailing')).toMatchObject({ published: true })
    expect(await registry.newest('rowing')).toBeNull()
  })
})
