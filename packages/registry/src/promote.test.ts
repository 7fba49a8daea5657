import { describe, expect, it } from 'vitest'
import { type MemoryPorts, memoryPorts } from './fixtures/memory-ports.ts'
import { type Shipyard, shipyard } from './fixtures/shipyard.ts'
import type { RegistryPorts } from './ports.ts'
import { openRegistry, type Registry } from './registry.ts'
import { registryPerson } from './registry-person.ts'

const code = (value: string) => expect.objectContaining({ name: 'RegistryError', code: value })
const decision = { model: 'sailing', stage: 'production', reason: 'merged', actor: 'ada', run: 'https://github.example/run/1' }

async function fleet(yard: Shipyard, ports: RegistryPorts, options: { unsigned?: boolean } = {}): Promise<Registry> {
  const registry = yard.registry(ports, options)
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) await registry.publish(await yard.request(version))
  return registry
}

/** Puts a tag into the log of a stage by hand. */
async function plant(
  ports: MemoryPorts,
  { n, message, tag = `sailing#production#${n}` }: { n: number; message: string; tag?: string },
): Promise<void> {
  const [entry] = await Array.fromAsync(ports.refs.list('refs/tags/sailing@v1.0.0'))
  const object = entry?.object.sha ?? ''
  const sha = await ports.objects.tag({ tag, object, message, tagger: registryPerson(0) })
  await ports.refs.create(`refs/tags/sailing#production#${n}`, sha)
}

async function messageOf(ports: MemoryPorts, n: number): Promise<string> {
  const ref = await ports.refs.get(`refs/tags/sailing#production#${n}`)
  return (await ports.objects.readTag(ref?.object.sha ?? ''))?.message ?? ''
}

describe('promoting', () => {
  it('appends a signed statement on the registry commit, and finds it done the second time', async () => {
    await using yard = await shipyard()
    const registry = await fleet(yard, memoryPorts())
    const assigned = { kind: 'promotion', version: '1.0.0', stage: 'production', tag: 'sailing#production#1', n: 1, from: null, reason: 'merged' }
    expect(await registry.promote({ ...decision, version: 'v1.0.0' })).toEqual({ ...assigned, outcome: 'assigned' })
    expect(await registry.promote({ ...decision, version: '1.0.0' })).toEqual({ ...assigned, outcome: 'exists' })
    const version = await registry.version('sailing', '1.0.0')
    expect(await registry.stage('sailing', 'production')).toEqual({
      kind: 'promotion',
      model: 'sailing',
      stage: 'production',
      version: '1.0.0',
      n: 1,
      from: null,
      reason: 'merged',
      actor: 'ada',
      run: 'https://github.example/run/1',
      at: '2026-03-03T12:00:00.500Z',
      tag: 'sailing#production#1',
      commit: version.commit,
      record: version.recordDigest,
      signature: 'key',
      held: false,
    })
  })

  it('refuses what was decided on a version that is not there any more', async () => {
    await using yard = await shipyard()
    const registry = await fleet(yard, memoryPorts())
    await registry.promote({ ...decision, version: '1.0.0', expected: null })
    await expect(registry.promote({ ...decision, version: '1.1.0', expected: null })).rejects.toThrow(code('STAGE_MOVED'))
    expect(await registry.promote({ ...decision, version: '1.1.0', expected: '1.0.0' })).toMatchObject({ n: 2, from: '1.0.0' })
    await expect(registry.promote({ ...decision, version: '9.0.0' })).rejects.toThrow(code('VERSION_UNKNOWN'))
    await expect(registry.promote({ ...decision, version: '1.0.0', stage: 'a b' })).rejects.toThrow(code('NAME_INVALID'))
  })

  it.each([
    ['the same version', '1.1.0', { outcome: 'exists', n: 2 }],
    ['the former version once more', '1.0.0', { outcome: 'assigned', n: 4 }],
  ])('that loses the race for a number to %s ends well', async (_, rival, expected) => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    await registry.promote({ ...decision, version: '1.0.0' })
    expect(await yard.registry(racing(yard, ports, rival)).promote({ ...decision, version: '1.1.0' })).toMatchObject(expected)
  })

  it('that loses the race for a number to another version stops', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    await registry.promote({ ...decision, version: '1.0.0' })
    await expect(yard.registry(racing(yard, ports, '1.2.0')).promote({ ...decision, version: '1.1.0' })).rejects.toThrow(code('STAGE_MOVED'))
    expect(await registry.stage('sailing', 'production')).toMatchObject({ version: '1.2.0', n: 2 })
  })
})

// Just before our tag object becomes a ref, somebody else takes the number.
function racing(yard: Shipyard, ports: MemoryPorts, version: string): RegistryPorts {
  let raced = false
  const create: typeof ports.refs.create = async (ref, target) => {
    if (!raced) {
      raced = true
      await rival(yard, ports, version)
    }
    return await ports.refs.create(ref, target)
  }
  return { ...ports, refs: { ...ports.refs, create } }
}

async function rival(yard: Shipyard, ports: MemoryPorts, version: string): Promise<void> {
  const registry = yard.registry(ports)
  const current = await registry.stage('sailing', 'production')
  if (current?.version !== version) return void (await registry.promote({ ...decision, version }))
  // Away and back again: the stage holds what we decided on, under later numbers.
  await registry.promote({ ...decision, version: '1.2.0' })
  await registry.promote({ ...decision, version })
}

describe('rolling back', () => {
  it('puts the former version back and holds the stage until someone resumes', async () => {
    await using yard = await shipyard()
    const registry = await fleet(yard, memoryPorts())
    for (const version of ['1.0.0', '1.1.0']) await registry.promote({ ...decision, version })
    const undone = { ...decision, version: null, reason: 'late alarms' }
    expect(await registry.rollback(undone)).toMatchObject({ kind: 'rollback', version: '1.0.0', from: '1.1.0', n: 3, outcome: 'assigned' })
    expect(await registry.rollback(undone)).toMatchObject({ version: '1.0.0', n: 3, outcome: 'exists' })
    expect(await registry.stage('sailing', 'production')).toMatchObject({ version: '1.0.0', held: true })
    expect(await registry.promote({ ...decision, version: '1.2.0' })).toEqual({
      kind: 'promotion',
      version: '1.2.0',
      stage: 'production',
      tag: 'sailing#production#3',
      n: 3,
      from: '1.0.0',
      reason: 'late alarms',
      outcome: 'held',
    })
    expect(await registry.promote({ ...decision, version: '1.2.0', resume: true })).toMatchObject({ n: 4, from: '1.0.0', outcome: 'assigned' })
    expect(await registry.stage('sailing', 'production')).toMatchObject({ version: '1.2.0', held: false })
  })

  it('goes to the version that is named, and stops where there is nothing to go to', async () => {
    await using yard = await shipyard()
    const registry = await fleet(yard, memoryPorts())
    await expect(registry.rollback({ ...decision, version: null })).rejects.toThrow(code('NOTHING_TO_ROLL_BACK'))
    await registry.promote({ ...decision, version: '1.2.0' })
    await expect(registry.rollback({ ...decision, version: null })).rejects.toThrow(code('NOTHING_TO_ROLL_BACK'))
    await expect(registry.rollback({ ...decision, version: '1.2.0' })).rejects.toThrow(code('NOTHING_TO_ROLL_BACK'))
    await expect(registry.rollback({ ...decision, version: '7.0.0' })).rejects.toThrow(code('VERSION_UNKNOWN'))
    await expect(registry.rollback({ ...decision, version: null, leaving: '1.0.0' })).rejects.toThrow(code('STAGE_MOVED'))
    expect(await registry.rollback({ ...decision, version: 'v1.0.0' })).toMatchObject({ version: '1.0.0', from: '1.2.0', outcome: 'assigned' })
  })

  it('verifies the version before it goes back to it', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    for (const version of ['1.0.0', '1.1.0']) await registry.promote({ ...decision, version })
    ports.replaceAsset('sailing@v1.0.0', 'model.sig', Buffer.from('{}'))
    await expect(registry.rollback({ ...decision, version: null })).rejects.toThrow(code('SIGNATURE_INVALID'))
    expect(await registry.stage('sailing', 'production')).toMatchObject({ version: '1.1.0' })
  })
})

describe('the log of a stage', () => {
  it('refuses a statement copied from another number, an unsigned one, one of no kind of ours, and a plain tag', async () => {
    await using yard = await shipyard()
    const planted = async (put: (ports: MemoryPorts) => Promise<void>) => {
      const ports = memoryPorts()
      const registry = await fleet(yard, ports)
      await registry.promote({ ...decision, version: '1.0.0' })
      await registry.promote({ ...decision, version: '1.1.0' })
      await put(ports)
      return registry.production('sailing')
    }
    const copied = planted(async (ports) => plant(ports, { n: 3, message: await messageOf(ports, 1) }))
    await expect(copied).rejects.toThrow(code('SIGNATURE_INVALID'))
    const renamed = planted(async (ports) => plant(ports, { n: 3, message: await messageOf(ports, 1), tag: 'sailing#production#1' }))
    await expect(renamed).rejects.toThrow(code('SIGNATURE_INVALID'))
    await expect(planted((ports) => plant(ports, { n: 3, message: 'promote it' }))).rejects.toThrow(code('SIGNATURE_INVALID'))
    await expect(planted((ports) => plant(ports, { n: 3, message: '{"unsigned":true}' }))).rejects.toThrow(code('VERSION_UNSIGNED'))
    const plain = planted(async (ports) => {
      const ref = await ports.refs.get('refs/tags/sailing@v1.0.0')
      await ports.refs.create('refs/tags/sailing#production#3', ref?.object.sha ?? '')
    })
    await expect(plain).rejects.toThrow(code('STAGE_BROKEN'))
  })

  it('does not take the signature of a model for a promotion', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    const version = await registry.version('sailing', '1.0.0')
    const asset = version.release.assets.find(({ name }) => name === 'model.sig')
    const bundle = asset ? Buffer.concat(await Array.fromAsync(ports.releases.download(asset))).toString() : ''
    await plant(ports, { n: 1, message: JSON.stringify(JSON.parse(bundle).dsseEnvelope) })
    await expect(registry.production('sailing')).rejects.toThrow(code('SIGNATURE_INVALID'))
  })

  it('finds a deleted assignment by the gap', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    for (const version of ['1.0.0', '1.1.0']) await registry.promote({ ...decision, version })
    ports.deleteRef('refs/tags/sailing#production#1')
    await expect(registry.production('sailing')).rejects.toThrow(code('STAGE_BROKEN'))
  })

  it('is read without a key as what it is worth, and goes on past an unbelievable statement only by an explicit word', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports)
    await plant(ports, { n: 1, message: 'promote it' })
    await expect(registry.promote({ ...decision, version: '1.0.0' })).rejects.toThrow(code('SIGNATURE_INVALID'))
    expect(await registry.promote({ ...decision, version: '1.0.0', resume: true })).toMatchObject({ n: 2, from: null, outcome: 'assigned' })
    const keyless = openRegistry({ ...ports, clock: { now: () => new Date(0) }, trust: { mode: 'auto', publicKeyPem: null } })
    expect(await keyless.stage('sailing', 'production')).toMatchObject({ version: '1.0.0', signature: 'unsigned' })
  })

  it('works unsigned where no key is pinned, and says so', async () => {
    await using yard = await shipyard()
    const ports = memoryPorts()
    const registry = await fleet(yard, ports, { unsigned: true })
    await registry.promote({ ...decision, version: '1.0.0' })
    expect(JSON.parse(await messageOf(ports, 1))).toMatchObject({ unsigned: true, statement: { predicate: { version: '1.0.0' } } })
    expect(await registry.production('sailing')).toMatchObject({ version: '1.0.0', signature: 'unsigned' })
  })
})
