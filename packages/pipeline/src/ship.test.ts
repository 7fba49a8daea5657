import { assemble, digestOf, recordDigest } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { statusContext } from '@seaworthy/report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, lineOver } from './fixtures/line.ts'
import { bot, MemoryHub } from './fixtures/memory-hub.ts'
import { release } from './fixtures/release.ts'
import { artifactsOf, json, sailed } from './fixtures/sections.ts'
import { tinyRepository, variants } from './fixtures/tiny-repository.ts'
import { type ModelKeys, modelKeys } from './keys.ts'
import { keySources, planChange } from './plan.ts'
import { modelNamed, requireConfig } from './repository-files.ts'
import { planShip } from './ship.ts'

// main: first ── merge of #7 ── a paper. Pull request #7 (branch better) was trained by run 100 and reviewed.
let repo: Awaited<ReturnType<typeof tinyRepository>>
let head: string
let merged: string
let later: string
let keys: ModelKeys
let firstKeys: ModelKeys
beforeAll(async () => {
  repo = await tinyRepository()
  await repo.branch('better', 'main')
  head = await repo.commit(variants.better())
  await repo.checkout('main')
  merged = await repo.merge('better')
  later = await repo.commit({ 'README.md': '# tiny\n' })
  keys = await keysAt(merged)
  firstKeys = await keysAt(repo.first)
})
afterAll(() => repo[Symbol.asyncDispose]())

async function keysAt(commit: string): Promise<ModelKeys> {
  const line = lineOver(repo, { sha: commit })
  return modelKeys(modelNamed(await requireConfig(line.tree, commit), 'tiny'), await keySources(line, commit))
}

interface HarbourOptions {
  readonly headRepository?: string
  /** Who set the status, and what it says. */
  readonly creator?: string
  readonly description?: (digest: string) => string
}

/** GitHub after the merge of #7: its run with artifacts, its settled status, and the release of the commit before. */
async function harbour({
  headRepository = 'ada/ships',
  creator = bot,
  description = (digest) => `gates pass · 1 model · ${digest}`,
}: HarbourOptions = {}) {
  const hub = new MemoryHub()
  const ports = memoryPorts()
  const production = await release(ports, sailed({ keys: firstKeys, sha: repo.first, runId: '1', bytes: 'first', binding: true }), { bytes: 'first' })
  hub.addPull({ number: 7, state: 'closed', merged: true, mergeCommit: merged, head: { sha: head, ref: 'better', repository: headRepository } }, [
    head,
  ])
  const sections = sailed({ keys, sha: head, runId: '100' })
  const request = { kind: 'pull_request', commit: head, tree: head, base: repo.first, pullRequest: 7, fork: false, headBranch: 'better' } as const
  const plan = await planChange(lineOver(repo, { sha: head, runId: '100', hub, ports }), request)
  hub.addRun({ id: '100', headSha: head, headBranch: 'better', headRepository }, artifactsOf(plan, sections))
  const digest = recordDigest(assemble(Object.values(sections)).record)
  hub.allStatuses.push({ sha: head, status: { context: statusContext, state: 'success', description: description(digest), url: null, creator } })
  const line = (commit: string) => lineOver(repo, { sha: commit, hub, ports })
  return { hub, ports, production, sections, line, ship: (commit: string) => planShip(line(commit), commit) }
}
type Harbour = Awaited<ReturnType<typeof harbour>>
const modelOf = async ({ ship }: Harbour, commit = merged) => (await ship(commit)).models[0]

describe('planShip', () => {
  it('finds the reviewed bytes of the pull request and judges them by the policy before it', async () => {
    const yard = await harbour()
    const artifact = (await yard.hub.runs.artifacts('100')).find(({ name }) => name === 'seaworthy-train-tiny-a1')?.id
    const url = 'https://github.example/ada/ships/actions/runs/100'
    expect(await yard.ship(merged)).toEqual({
      schema: 'seaworthy.plan/1',
      kind: 'ship',
      commit: merged,
      tree: merged,
      base: repo.first,
      pullRequest: null,
      fork: false,
      setUp: false,
      models: [
        {
          name: 'tiny',
          touched: true,
          keys,
          origin: { kind: 'run', runId: '100', artifact, url, pullRequest: 7, model: digestOf('weights') },
          production: { version: yard.production.version, record: yard.production.record, model: digestOf('first') },
          nextVersion: '1.1.0',
          policyCommit: repo.first,
          policyEdited: false,
        },
      ],
    })
  })

  it('finds the same from a later commit: a lost event is no loss', async () => {
    const yard = await harbour()
    expect(await modelOf(yard, later)).toEqual(await modelOf(yard))
  })

  it('has nothing to do where production was trained with the key of main', async () => {
    const yard = await harbour()
    await release(yard.ports, sailed({ keys, sha: merged, runId: '150', binding: true }))
    expect([(await modelOf(yard))?.touched, (await modelOf(yard, later))?.touched]).toEqual([false, false])
  })

  it('goes on with a version that was published and not promoted', async () => {
    const yard = await harbour()
    await release(yard.ports, sailed({ keys, sha: merged, runId: '150', binding: true }), { promote: false })
    const model = await modelOf(yard)
    expect([model?.touched, model?.nextVersion, model?.production?.version]).toEqual([true, '1.1.0', '1.0.0'])
  })

  it('leaves a version alone that a rollback keeps out of production', async () => {
    const yard = await harbour()
    const { registry } = await release(yard.ports, sailed({ keys, sha: merged, runId: '150', binding: true }))
    await registry.rollback({ model: 'tiny', stage: 'production', version: null, reason: 'wrong', actor: 'ada', run: null })
    expect((await modelOf(yard))?.touched).toBe(false)
  })

  it.each<[string, string, (yard: Harbour) => void]>([
    ['the artifacts have expired', 'no run of pull request #7 trained key', ({ hub }) => hub.expireArtifacts('100')],
    ['no pull request brought the commit', 'no pull request brought this commit', ({ hub }) => void hub.allPulls.splice(0)],
    [
      'the run trained another key',
      'no run of pull request #7 trained key',
      ({ hub }) =>
        hub.replaceArtifact('100', 'seaworthy-train-tiny-a1', { 'section.json': json(sailed({ keys: firstKeys, sha: head, runId: '100' }).train) }),
    ],
  ])('trains on main, and says why, where %s', async (_what, reason, change) => {
    const yard = await harbour()
    change(yard)
    const line = yard.line(merged)
    expect((await planShip(line, merged)).models[0]?.origin).toEqual({ kind: 'train' })
    expect(line.logged).toEqual([expect.stringContaining(`tiny: main trains it, since ${reason}`)])
  })

  it('trains on main what a fork brought: its bytes are never shipped', async () => {
    expect((await modelOf(await harbour({ headRepository: 'eve/ships' })))?.origin).toEqual({ kind: 'train' })
  })

  it.each<[string, HarbourOptions]>([
    ['the reviewer saw another record', { description: () => `gates pass · 1 model · ${digestOf('another record')}` }],
    ['the status names no record', { description: () => 'set-up: nothing judged' }],
    ['somebody else set the status', { creator: 'eve' }],
  ])('stops where %s', async (_what, options) => {
    const yard = await harbour(options)
    expect(await codeOf(yard.ship(merged))).toBe('REVIEW_DIFFERS')
  })

  it('stops where the bytes were replaced after the review, under the same key', async () => {
    const yard = await harbour()
    const forged = sailed({ keys, sha: head, runId: '100', bytes: 'forged' })
    yard.hub.replaceArtifact('100', 'seaworthy-train-tiny-a1', { 'section.json': json(forged.train), 'out/model.onnx': Buffer.from('forged') })
    expect(await codeOf(yard.ship(merged))).toBe('REVIEW_DIFFERS')
    yard.hub.replaceArtifact('100', 'seaworthy-evaluate-tiny-a1', { 'section.json': json(forged.evaluate) })
    expect(await codeOf(yard.ship(merged))).toBe('REVIEW_DIFFERS')
  })

  it('adopts the policy of the very first commit, and takes that of the commit before on a direct push', async () => {
    const hub = new MemoryHub()
    const planned = async (commit: string) => (await planShip(lineOver(repo, { sha: commit, hub }), commit)).models[0]
    expect([(await planned(repo.first))?.policyCommit, (await planned(later))?.policyCommit]).toEqual([null, repo.first])
  })
})
