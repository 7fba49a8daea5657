import { digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { Fault, withFault } from './fixtures/faults.ts'
import { type Shipyard, shipyard } from './fixtures/shipyard.ts'
import type { Asset, RegistryPorts, Releases } from './ports.ts'

/** What an implementation gives for one test: ports on an empty repository. */
export type OpenPorts = () => Promise<{ readonly ports: RegistryPorts } & Partial<AsyncDisposable>>

/** What every implementation of the ports must do; run it on yours: `portsContract('GitHub', open)`. */
export function portsContract(title: string, open: OpenPorts): void {
  describe(`the ports of the registry on ${title}`, () => {
    refsContract(open)
    objectsContract(open)
    releasesContract(open)
    convergenceContract(open)
  })
}

async function within(open: OpenPorts, body: (ports: RegistryPorts) => Promise<void>): Promise<void> {
  const opened = await open()
  try {
    await body(opened.ports)
  } finally {
    await opened[Symbol.asyncDispose]?.()
  }
}

const author = { name: 'Ada', email: 'ada@example.invalid', date: '2026-01-31T12:00:00Z' }

async function someCommit({ objects }: RegistryPorts, text = 'one'): Promise<string> {
  const tree = await objects.tree([{ path: 'a.txt', sha: await objects.blob(Buffer.from(text)) }])
  return await objects.commit({ message: `about ${text}`, tree, parents: [], author })
}

function refsContract(open: OpenPorts): void {
  it('makes a ref once, whatever it points at, and never moves it', () =>
    within(open, async (ports) => {
      const [one, two] = [await someCommit(ports), await someCommit(ports, 'two')]
      expect(await ports.refs.get('refs/tags/m@v1.0.0')).toBeNull()
      expect(await ports.refs.create('refs/tags/m@v1.0.0', one)).toBe('created')
      expect(await ports.refs.create('refs/tags/m@v1.0.0', one)).toBe('exists')
      expect(await ports.refs.create('refs/tags/m@v1.0.0', two)).toBe('exists')
      expect(await ports.refs.get('refs/tags/m@v1.0.0')).toEqual({ ref: 'refs/tags/m@v1.0.0', object: { type: 'commit', sha: one } })
    }))

  it('lists refs by the start of their names, with # and @ in them', () =>
    within(open, async (ports) => {
      const sha = await someCommit(ports)
      for (const tag of ['m@v1.0.0', 'm@v1.1.0', 'm-2@v1.0.0', 'm#production#1']) await ports.refs.create(`refs/tags/${tag}`, sha)
      const list = async (prefix: string) => (await Array.fromAsync(ports.refs.list(prefix))).map(({ ref }) => ref).sort()
      expect(await list('refs/tags/m@v')).toEqual(['refs/tags/m@v1.0.0', 'refs/tags/m@v1.1.0'])
      expect(await list('refs/tags/m#production#')).toEqual(['refs/tags/m#production#1'])
      expect(await list('refs/tags/none')).toEqual([])
      expect(await ports.refs.get('refs/tags/m@v1')).toBeNull()
    }))
}

function objectsContract(open: OpenPorts): void {
  it('names objects as git does, so that one commit made twice is one', () =>
    within(open, async (ports) => {
      // Both ids by `git hash-object`.
      expect(await ports.objects.blob(Buffer.from('one'))).toBe('43dd47ea691c90a5fa7827892c70241913351963')
      expect(await someCommit(ports)).toBe('08fc0d994dd7aeb3d9d7b341cc36ec0d3821dfde')
      expect(await someCommit(ports)).toBe('08fc0d994dd7aeb3d9d7b341cc36ec0d3821dfde')
    }))

  it('reads commits and their files back', () =>
    within(open, async (ports) => {
      const sha = await someCommit(ports)
      const commit = await ports.objects.readCommit(sha)
      expect({ ...commit, message: commit?.message.trimEnd(), tree: null }).toEqual({
        sha,
        message: 'about one',
        tree: null,
        parents: [],
        committedAt: '2026-01-31T12:00:00Z',
      })
      expect(Buffer.from((await ports.objects.readFile(sha, 'a.txt')) ?? []).toString()).toBe('one')
      expect(await ports.objects.readFile(sha, 'b.txt')).toBeNull()
      expect(await ports.objects.readCommit('0'.repeat(40))).toBeNull()
      expect(await ports.objects.readTag('0'.repeat(40))).toBeNull()
    }))

  it('keeps the message of an annotated tag, and gives the ref the type tag', () =>
    within(open, async (ports) => {
      const object = await someCommit(ports)
      const message = '{"payload":"aGk=","n":1}'
      const sha = await ports.objects.tag({ tag: 'm#production#1', object, message, tagger: author })
      await ports.refs.create('refs/tags/m#production#1', sha)
      expect(await ports.refs.get('refs/tags/m#production#1')).toMatchObject({ object: { type: 'tag', sha } })
      const tag = await ports.objects.readTag(sha)
      expect({ ...tag, message: tag?.message.trimEnd() }).toMatchObject({
        sha,
        tag: 'm#production#1',
        message,
        object: { type: 'commit', sha: object },
      })
    }))
}

async function bytesOf(releases: Releases, asset: Asset): Promise<string> {
  return Buffer.concat(await Array.fromAsync(releases.download(asset))).toString()
}

function releasesContract(open: OpenPorts): void {
  it('keeps a draft from readers until it is published, with its assets', () =>
    within(open, async (ports) => {
      const { releases } = ports
      await ports.refs.create('refs/tags/m@v1.0.0', await someCommit(ports))
      const draft = await releases.createDraft({ tag: 'm@v1.0.0', name: 'm@v1.0.0', body: 'first' })
      expect(draft).toMatchObject({ tag: 'm@v1.0.0', draft: true, body: 'first', publishedAt: null, assets: [] })
      const asset = await releases.upload(draft, { name: 'a.txt', bytes: Buffer.from('hello'), contentType: 'text/plain' })
      expect(asset).toMatchObject({ name: 'a.txt', bytes: 5, state: 'uploaded' })
      expect([null, digestOf('hello')]).toContain(asset.digest)
      expect(await releases.findByTag('m@v1.0.0', { drafts: false })).toEqual([])
      const [found] = await releases.findByTag('m@v1.0.0', { drafts: true })
      expect(found).toMatchObject({ id: draft.id, assets: [{ name: 'a.txt' }] })
      expect((await releases.update(draft, { body: 'second' })).body).toBe('second')
      const published = await releases.publish(draft)
      expect(published).toMatchObject({ id: draft.id, draft: false, assets: [{ name: 'a.txt' }] })
      expect(published.publishedAt).toMatch(/^\d{4}-\d\d-\d\dT/)
      expect((await releases.publish(draft)).id).toBe(draft.id)
      expect((await releases.findByTag('m@v1.0.0', { drafts: false })).map(({ id }) => id)).toEqual([draft.id])
      expect(await bytesOf(releases, asset)).toBe('hello')
    }))

  it('refuses two assets of one name, and forgets a deleted one', () =>
    within(open, async (ports) => {
      const { releases } = ports
      await ports.refs.create('refs/tags/m@v1.0.0', await someCommit(ports))
      const draft = await releases.createDraft({ tag: 'm@v1.0.0', name: 'm@v1.0.0', body: '' })
      const input = { name: 'a.txt', bytes: Buffer.from('1'), contentType: 'text/plain' }
      const asset = await releases.upload(draft, input)
      await expect(releases.upload(draft, input)).rejects.toThrow()
      await releases.deleteAsset(asset)
      await releases.deleteAsset(asset)
      expect((await releases.upload(draft, input)).name).toBe('a.txt')
    }))
}

function convergenceContract(open: OpenPorts): void {
  for (const when of ['before', 'after'] as const)
    it(`ends with one right release and one assignment, whichever call failed ${when} it took effect`, async () => {
      await using yard = await shipyard()
      const calls = await countCalls(open, yard)
      for (let call = 1; call <= calls; call++) await within(open, (ports) => interruptedOnce(yard, ports, { call, when }))
    }, 120_000)
}

/** Publishes, promotes, publishes the next version, promotes and goes back: every write that the registry knows. */
async function voyage(yard: Shipyard, ports: RegistryPorts): Promise<void> {
  const registry = yard.registry(ports)
  const decision = { model: 'sailing', stage: 'production', reason: null, actor: 'ada', run: 'https://github.example/run/1' }
  await registry.publish(await yard.request('1.0.0'))
  await registry.publish(await yard.request('1.1.0'))
  if ((await registry.stage('sailing', 'production')) === null) await registry.promote({ ...decision, version: '1.0.0' })
  if (!(await registry.stage('sailing', 'production'))?.held) await registry.promote({ ...decision, version: '1.1.0' })
  await registry.rollback({ ...decision, version: null, leaving: '1.1.0' })
}

async function countCalls(open: OpenPorts, yard: Shipyard): Promise<number> {
  let count = 0
  await within(open, async (ports) => {
    const counted = withFault(ports, { call: 0, when: 'before' })
    await voyage(yard, counted)
    count = counted.calls.length
  })
  return count
}

async function interruptedOnce(
  yard: Shipyard,
  ports: RegistryPorts,
  fault: { readonly call: number; readonly when: 'before' | 'after' },
): Promise<void> {
  await expect(voyage(yard, withFault(ports, fault))).rejects.toThrow(Fault)
  await voyage(yard, ports)
  const registry = yard.registry(ports)
  for (const version of ['1.0.0', '1.1.0']) {
    const found = await ports.releases.findByTag(`sailing@v${version}`, { drafts: true })
    expect(found.map(({ draft }) => draft)).toEqual([false])
    const verified = await registry.version('sailing', version)
    expect(verified.signature).toBe('key')
    expect(verified.model.digest).toBe(digestOf(`weights of ${version}`))
  }
  const history = await registry.history('sailing', 'production')
  expect(history.map(({ n, kind, version, from }) => [n, kind, version, from])).toEqual([
    [1, 'promotion', '1.0.0', null],
    [2, 'promotion', '1.1.0', '1.0.0'],
    [3, 'rollback', '1.0.0', '1.1.0'],
  ])
}
