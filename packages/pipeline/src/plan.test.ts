import { digestOf } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { git } from './fixtures/git-tree.ts'
import { codeOf, type LineOptions, lineOver } from './fixtures/line.ts'
import { MemoryHub } from './fixtures/memory-hub.ts'
import { release } from './fixtures/release.ts'
import { artifactsOf, sailed } from './fixtures/sections.ts'
import { base, edited, tinyRepository, variants } from './fixtures/tiny-repository.ts'
import { modelKeys } from './keys.ts'
import { keySources, type PlanRequest, planChange, workOf } from './plan.ts'
import { modelNamed, requireConfig } from './repository-files.ts'

let repo: Awaited<ReturnType<typeof tinyRepository>>
/** The head of a pull request that changes the parameters. */
let better: string
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
beforeAll(async () => {
  repo = await tinyRepository()
  await repo.branch('better', 'main')
  better = await repo.commit(variants.better())
  await git(repo.root, ['hash-object', '-t', 'tree', '-w', '/dev/null'])
  await git(repo.root, ['branch', 'orphan', await git(repo.root, ['commit-tree', '-m', 'alone', emptyTree])])
})
afterAll(() => repo[Symbol.asyncDispose]())

/** A commit on a branch of its own. */
async function change(name: string, files: Readonly<Record<string, string | null>>): Promise<string> {
  await repo.branch(name, 'main')
  return repo.commit(files)
}

const request = (commit: string, parts: Partial<PlanRequest> = {}): PlanRequest => ({
  kind: 'pull_request',
  commit,
  tree: commit,
  base: 'main',
  pullRequest: 7,
  fork: false,
  headBranch: 'better',
  ...parts,
})
const plan = (commit: string, parts: Partial<PlanRequest> = {}, options: Partial<LineOptions> = {}) =>
  planChange(lineOver(repo, { sha: commit, ...options }), request(commit, parts))

async function keysAt(commit: string) {
  const line = lineOver(repo, { sha: commit })
  return modelKeys(modelNamed(await requireConfig(line.tree, commit), 'tiny'), await keySources(line, commit))
}

describe('planChange', () => {
  it('plans the training of a model whose parameters change, judged by the policy of the base', async () => {
    const planned = await plan(better)
    expect(planned).toEqual({
      schema: 'seaworthy.plan/1',
      kind: 'pull_request',
      commit: better,
      tree: better,
      base: repo.first,
      pullRequest: 7,
      fork: false,
      setUp: false,
      models: [
        {
          name: 'tiny',
          touched: true,
          keys: await keysAt(better),
          origin: { kind: 'train' },
          production: null,
          nextVersion: '1.0.0',
          policyCommit: repo.first,
          policyEdited: false,
        },
      ],
    })
    expect(workOf(planned)).toEqual({ touched: planned.models, toTrain: planned.models, toPredict: [] })
  })

  it('leaves a model alone whose files do not change', async () => {
    const planned = await plan(await change('papers', { 'README.md': '# tiny\n', '.github/workflows/lint.yml': 'on: push\n' }))
    expect(planned.models.map(({ touched, policyEdited }) => ({ touched, policyEdited }))).toEqual([{ touched: false, policyEdited: false }])
    expect(workOf(planned)).toEqual({ touched: [], toTrain: [], toPredict: [] })
  })

  it('touches only the model of two that changed', async () => {
    const two = (base['seaworthy.yml'] ?? '').replace(
      /models:\n( {2}tiny:[\s\S]*)$/,
      (_all, tiny: string) => `models:\n${tiny}\n${tiny.replace('tiny:', 'second:')}`,
    )
    await repo.branch('two', 'main')
    const before = await repo.commit({ 'seaworthy.yml': two })
    const after = await repo.commit({ 'seaworthy.yml': two.replace('timeout: 2m', 'timeout: 3m') })
    expect((await plan(after, { base: before })).models.map(({ name, touched }) => [name, touched])).toEqual([
      ['tiny', true],
      ['second', false],
    ])
  })

  it('is set-up where the base has no configuration: the change brings the first policy', async () => {
    await using bare = await tinyRepository({ 'README.md': '# soon\n' })
    await bare.branch('adopt', 'main')
    const commit = await bare.commit(base)
    const planned = await planChange(lineOver(bare, { sha: commit }), request(commit))
    expect([planned.setUp, planned.models[0]?.policyCommit, planned.models[0]?.policyEdited]).toEqual([true, null, false])
  })

  it('says when a change edits the policy that would judge it', async () => {
    const planned = await plan(await change('lower', edited('seaworthy.yml', 'at_least: 0.6', 'at_least: 0.1')))
    expect(planned.models.map(({ touched, policyCommit, policyEdited }) => ({ touched, policyCommit, policyEdited }))).toEqual([
      { touched: true, policyCommit: repo.first, policyEdited: true },
    ])
  })

  it('takes production as the candidate where it was trained with this very key', async () => {
    const ports = memoryPorts()
    const lowered = await change('margin', edited('seaworthy.yml', 'non_inferior: 0.01', 'non_inferior: 0.02'))
    const released = await release(ports, sailed({ keys: await keysAt(repo.first), sha: repo.first, runId: '1', binding: true }))
    const [model] = (await plan(lowered, {}, { ports })).models
    expect([model?.origin, model?.production, model?.nextVersion]).toEqual([
      { kind: 'production' },
      { version: released.version, record: released.record, model: digestOf('weights') },
      '1.1.0',
    ])
  })

  it.each<[string, Partial<PlanRequest>, string]>([
    ['history without a commit in common', { base: 'orphan' }, 'BASE_NOT_FOUND'],
    ['a tree without a configuration', { tree: 'orphan' }, 'CONFIG_MISSING'],
  ])('refuses %s', async (_what, parts, code) => {
    expect(await codeOf(plan(better, parts))).toBe(code)
  })
})

describe('reuse of an earlier run', () => {
  async function hubWith(run: { readonly id?: string; readonly headRepository?: string; readonly headBranch?: string }, key = better) {
    const hub = new MemoryHub()
    const sections = sailed({ keys: await keysAt(key), sha: better, runId: '100' })
    hub.addRun({ id: '100', headSha: better, headBranch: 'better', ...run }, artifactsOf({}, sections))
    return hub
  }
  const originWith = async (hub: MemoryHub, parts: Partial<PlanRequest> = {}) => (await plan(better, parts, { hub })).models[0]?.origin

  it('reuses what an earlier run of the pull request trained with the same key', async () => {
    const hub = await hubWith({})
    const artifact = (await hub.runs.artifacts('100')).find(({ name }) => name === 'seaworthy-train-tiny-a1')
    const url = 'https://github.example/ada/ships/actions/runs/100'
    expect(await originWith(hub)).toEqual({ kind: 'run', runId: '100', artifact: artifact?.id, url, pullRequest: 7, model: digestOf('weights') })
  })

  it('trains where the key inside the section is another, whatever the artifact is called', async () => {
    expect(await originWith(await hubWith({}, repo.first))).toEqual({ kind: 'train' })
  })

  it.each<[string, Parameters<typeof hubWith>[0]]>([
    ['another branch', { headBranch: 'other' }],
    ["a fork's branch of the same name", { headRepository: 'eve/ships' }],
    ['this very run', { id: '200' }],
  ])('does not look at %s', async (_what, run) => {
    expect(await originWith(await hubWith(run))).toEqual({ kind: 'train' })
  })

  it('never reuses for a fork', async () => {
    expect(await originWith(await hubWith({}), { fork: true })).toEqual({ kind: 'train' })
  })

  it('trains again once the artifacts have expired', async () => {
    const hub = await hubWith({})
    hub.expireArtifacts('100')
    expect(await originWith(hub)).toEqual({ kind: 'train' })
  })

  it('lets a damaged section in an earlier run stop nothing but its reuse', async () => {
    const hub = await hubWith({})
    for (const damaged of ['[[[', '{}', '['.repeat(2 ** 20)]) {
      hub.replaceArtifact('100', 'seaworthy-train-tiny-a1', { 'section.json': Buffer.from(damaged) })
      expect(await originWith(hub)).toEqual({ kind: 'train' })
    }
  })
})
