import { type CandidateRecord, digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { memoryPorts } from './fixtures/memory-ports.ts'
import { type Shipyard, shipyard } from './fixtures/shipyard.ts'
import type { Registry } from './registry.ts'

const code = (value: string) => expect.objectContaining({ name: 'RegistryError', code: value })
const profile = '{"rows":3}'
const tag = 'sailing@v1.0.0'

/** The record of a version whose training left the named files, all of the role of a profile. */
function withProfile(record: CandidateRecord, digest = digestOf(profile)): CandidateRecord {
  const { train } = record.sections
  if (!train) throw new Error('the sample was trained')
  const artifact = { role: 'profile', name: 'profile.json', digest, bytes: profile.length, locations: [] }
  return { ...record, sections: { ...record.sections, train: { ...train, produced: [...train.produced, artifact] } } }
}

/** Unsigned, so that what is held to the record is told apart from what a signature covers. */
async function published(yard: Shipyard, record: (sample: CandidateRecord) => CandidateRecord = withProfile) {
  const ports = memoryPorts()
  const registry = yard.registry(ports, { unsigned: true })
  const request = await yard.request('1.0.0')
  await registry.publish({ ...request, record: record(request.record) })
  return { ports, registry }
}

async function profileOf(registry: Registry): Promise<Uint8Array | null> {
  return registry.file(await registry.version('sailing', '1.0.0'), 'profile')
}

describe('the profile of a version', () => {
  it('comes as the bytes that its record names, without the model', async () => {
    await using yard = await shipyard()
    const { ports, registry } = await published(yard)
    const loaded: string[] = []
    const { releases } = ports
    const download: typeof releases.download = (asset) => {
      loaded.push(asset.name)
      return releases.download(asset)
    }
    const counting = yard.registry({ ...ports, releases: { ...releases, download } }, { unsigned: true })
    const bytes = await counting.file(await counting.version('sailing', '1.0.0'), 'profile')
    expect([Buffer.from(bytes ?? []).toString(), loaded]).toEqual([profile, expect.not.arrayContaining(['model.onnx'])])
    expect(await registry.file(await registry.version('sailing', 'v1.0.0'), 'profile')).toEqual(bytes)
  })

  it('is nothing where the record names none, even if the release has a file of that name', async () => {
    await using yard = await shipyard()
    const { registry } = await published(yard, (record) => record)
    expect(await profileOf(registry)).toBeNull()
  })

  it('is refused where the release lost it', async () => {
    await using yard = await shipyard()
    const { ports, registry } = await published(yard)
    ports.replaceAsset(tag, 'profile.json', null)
    await expect(profileOf(registry)).rejects.toThrow(code('RELEASE_INCOMPLETE'))
  })

  it.each([
    ['other bytes', '{"rows":4}'],
    ['no bytes', ''],
    ['more bytes than a small file has', 'x'.repeat(4 * 1024 * 1024 + 1)],
  ])('is refused with %s', async (_what, text) => {
    await using yard = await shipyard()
    const { ports, registry } = await published(yard)
    ports.replaceAsset(tag, 'profile.json', Buffer.from(text))
    await expect(profileOf(registry)).rejects.toThrow(code('ASSET_MISMATCH'))
  })
})
