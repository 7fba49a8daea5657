// Publication is cut off at each of its writes, once the write has taken effect: the next run must find it and go on.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OpenRepository, openRepository } from './harbour/open-repository.ts'
import { type OpenRun, openRun, runStage } from './harbour/run-stage.ts'
import { pushTrigger } from './harbour/triggers.ts'

let place: OpenRepository
let run: OpenRun
/** Digest of each asset of an undisturbed publication. */
let undisturbed: Readonly<Record<string, string>>
let written: readonly string[]

beforeAll(async () => {
  place = await openRepository()
  run = openRun(place, await pushTrigger(place))
  for (const [stage, inputs] of [['plan', { for: 'ship' }], ['validate'], ['train'], ['evaluate', { binding: 'true' }]] as const) {
    const ended = await runStage(place, run, { stage, ...(inputs ? { inputs } : {}) })
    expect(ended.exitCode, ended.said).toBe(0)
  }
  written = (await runStage(place, run, { stage: 'publish' })).writes
  undisturbed = await published()
})
afterAll(() => place[Symbol.asyncDispose]())
beforeEach(withdraw)

const writes = [
  ['a blob', 'POST', /\/git\/blobs$/],
  ['the tree', 'POST', /\/git\/trees$/],
  ['the commit', 'POST', /\/git\/commits$/],
  ['the version tag', 'POST', /\/git\/refs$/],
  ['the draft', 'POST', /\/releases$/],
  ['an asset', 'POST', /\/releases\/\d+\/assets$/],
  ['the release', 'PATCH', /\/releases\/\d+$/],
] as const

describe('where a write took effect and its answer was lost', () => {
  it.each(writes)('%s: one release, with the bytes and the record that it began with', async (_name, method, path) => {
    const { github } = place
    const before = github.requests.length
    github.failNext({ method, path, when: 'after' })
    const first = await runStage(place, run, { stage: 'publish' })
    expect(github.requests.slice(before).filter(({ fault }) => fault === 'after')).toHaveLength(1)
    if (first.exitCode !== 0) expect(first.annotations.at(-1)?.properties.title).toMatch(/^(NETWORK_FAILED|SERVER_FAILED)$/)
    const second = first.exitCode === 0 ? first : await runStage(place, run, { stage: 'publish' })
    expect(second.exitCode, second.said).toBe(0)
    expect(second.outputs).toMatchObject({ published: '{"tiny":"1.0.0"}', blocked: '[]' })
    expect(await published()).toEqual(undisturbed)
  })
})

it('covers every kind of write that a publication makes', () => {
  const kinds = ['git/create-blob', 'git/create-tree', 'git/create-commit', 'git/create-ref', 'repos/create-release']
  expect([...new Set(written.map((one) => one.split(' ')[0]))]).toEqual([...kinds, 'repos/upload-release-asset', 'repos/update-release'])
})

describe('where a write is refused', () => {
  it.each(writes)('%s: the stop is clear, nothing is published, and the next run goes on to the same release', async (_name, method, path) => {
    place.github.failNext({ method, path, when: 'before', status: 403, message: 'Not now' })
    const first = await runStage(place, run, { stage: 'publish' })
    expect([first.exitCode, first.annotations.at(-1)?.properties.title], first.said).toEqual([3, 'FORBIDDEN'])
    expect((await place.repository.snapshot()).releases.filter(({ draft }) => draft === false)).toEqual([])
    const second = await runStage(place, run, { stage: 'publish' })
    expect(second.exitCode, second.said).toBe(0)
    expect(await published()).toEqual(undisturbed)
  })
})

/** What the one release and its tag are made of; but for the signature, which is another one each time. */
async function published(): Promise<Readonly<Record<string, string>>> {
  const { state } = place.repository
  const { releases, tags } = await place.repository.snapshot()
  expect(releases).toMatchObject([{ tag: 'tiny@v1.0.0', draft: false, immutable: true }])
  const assets = [...state.releases.values()].flatMap((release) => release.assets)
  const repeatable = assets.filter(({ name }) => name !== 'model.sig')
  const digests = repeatable.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')] as const)
  return Object.fromEntries([...digests.toSorted(([a], [b]) => (a < b ? -1 : 1)), ...tags.map(({ name, commit }) => [name, commit] as const)])
}

/** Takes the release back as if nothing had ever been published, which GitHub itself would not do. */
async function withdraw(): Promise<void> {
  const { state } = place.repository
  for (const { name } of (await place.repository.snapshot()).tags) await place.repository.setRef(`refs/tags/${name}`, null)
  state.releases.clear()
  state.retiredTags.clear()
}
