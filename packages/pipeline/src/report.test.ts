import { assemble, recordDigest } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { statusContext } from '@seaworthy/report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, lineOver } from './fixtures/line.ts'
import { MemoryHub } from './fixtures/memory-hub.ts'
import { artifactsOf, type Sailed, type SailedOptions, sailed } from './fixtures/sections.ts'
import { type TinyRepository, tinyRepository, variants } from './fixtures/tiny-repository.ts'
import { type ModelKeys, modelKeys } from './keys.ts'
import { keySources, planChange } from './plan.ts'
import type { Plan } from './plan-document.ts'
import { report, reportFork, reportNotPlanned, reportPending } from './report.ts'
import { modelNamed, requireConfig } from './repository-files.ts'
import { planShip } from './ship.ts'

let repo: TinyRepository & { readonly first: string }
let head: string
let pushed: string
let keys: ModelKeys
beforeAll(async () => {
  repo = await tinyRepository()
  await repo.branch('better', 'main')
  head = await repo.commit(variants.better())
  pushed = await repo.commit({ 'README.md': '# tiny\n' })
  const line = lineOver(repo, { sha: head })
  keys = modelKeys(modelNamed(await requireConfig(line.tree, head), 'tiny'), await keySources(line, head))
})
afterAll(() => repo[Symbol.asyncDispose]())

const planAt = (hub: MemoryHub, commit: string, runId: string, fork = false): Promise<Plan> =>
  planChange(lineOver(repo, { sha: commit, runId, hub }), {
    kind: 'pull_request',
    commit,
    tree: commit,
    base: repo.first,
    pullRequest: 7,
    fork,
    headBranch: 'better',
  })
const made = (parts: Partial<SailedOptions> = {}): Sailed => sailed({ keys, sha: head, runId: '100', ...parts })

/** A run of this repository that left some sections, ready to be reported. */
async function runWith(sections: Partial<Sailed>, { hub = new MemoryHub(), commit = head, runId = '100' } = {}) {
  const plan = await planAt(hub, commit, runId)
  const line = lineOver(repo, { sha: commit, runId, hub })
  await line.sections.savePlan(plan)
  for (const section of Object.values(sections)) await line.sections.save(section)
  return { hub, plan, line, reported: await report(line, plan) }
}

describe('report', () => {
  it('settles the status with the record, and keeps one comment over several pushes', async () => {
    const hub = new MemoryHub()
    const { reported } = await runWith(made(), { hub })
    const digest = recordDigest(assemble(Object.values(made())).record)
    expect(reported).toMatchObject({ state: 'success', description: `gates pass · 1 model · ${digest}` })
    await runWith(made({ verdict: 'inconclusive' }), { hub })
    expect(hub.comments).toHaveLength(1)
    expect(hub.allStatuses.map(({ sha, status }) => [sha, status.state])).toEqual([
      [head, 'success'],
      [head, 'failure'],
    ])
  })

  it('is an error, never a success, after a run that left nothing, or no evaluation', async () => {
    const { validate, train } = made()
    expect([(await runWith({})).reported.state, (await runWith({ validate, train })).reported.state]).toEqual(['error', 'error'])
  })

  it('says at once that a change is judged, but not for a fork, whose token cannot', async () => {
    const hub = new MemoryHub()
    const line = lineOver(repo, { sha: head, hub })
    await reportPending(line, await planAt(hub, head, '100', true))
    expect(hub.allStatuses).toEqual([])
    await reportPending(line, await planAt(hub, head, '100'))
    expect(hub.allStatuses.map(({ status }) => [status.context, status.state, status.description])).toEqual([
      [statusContext, 'pending', 'judging tiny'],
    ])
  })

  it('names one record for a push that reused an earlier training, and main ships it as what was reviewed', async () => {
    const hub = new MemoryHub()
    const ports = memoryPorts()
    hub.addRun({ id: '100', headSha: head, headBranch: 'better' }, artifactsOf(await planAt(hub, head, '100'), made()))
    const { validate, evaluate } = made({ sha: pushed, runId: '101' })
    const { plan, line, reported } = await runWith({ validate, evaluate }, { hub, commit: pushed, runId: '101' })
    expect([plan.models[0]?.origin.kind, reported.state, reported.candidates[0]?.missing]).toEqual(['run', 'success', []])
    hub.addRun({ id: '101', headSha: pushed, headBranch: 'better' }, await line.sections.artifacts())
    await repo.checkout('main')
    const merged = await repo.merge('better')
    hub.addPull({ number: 7, state: 'closed', merged: true, mergeCommit: merged, head: { sha: pushed, ref: 'better', repository: hub.repository } }, [
      head,
      pushed,
    ])
    const shipped = await planShip(lineOver(repo, { sha: merged, hub, ports }), merged)
    expect(shipped.models[0]?.origin).toMatchObject({ kind: 'run', pullRequest: 7, model: made().train.produced[0]?.digest })
  })
})

describe('reportNotPlanned', () => {
  const target = () => ({ commit: head, pullRequest: 7, fork: false })

  it('settles the status as an error with the reason in the comment, and says so where the plan job left nothing', async () => {
    const hub = new MemoryHub()
    const line = lineOver(repo, { sha: head, runId: '100', hub })
    expect((await reportNotPlanned(line, target())).comment).toContain('PLAN_MISSING')
    await line.sections.savePlanFailure({
      stage: 'plan',
      code: 'BASE_NOT_FOUND',
      message: 'no commit in common',
      hint: 'check out with fetch-depth: 0',
    })
    const { state, comment } = await reportNotPlanned(line, target())
    expect([state, hub.allStatuses.map(({ status }) => status.state), hub.comments.length]).toEqual(['error', ['error', 'error'], 1])
    expect(comment).toMatch(/The plan could not be made[\s\S]*BASE_NOT_FOUND/)
  })

  it('writes nothing for a fork', async () => {
    const hub = new MemoryHub()
    expect((await reportNotPlanned(lineOver(repo, { sha: head, runId: '100', hub }), { ...target(), fork: true })).state).toBe('error')
    expect(hub.writes).toEqual([])
  })
})

describe('reportFork', () => {
  const fork = 'eve/ships'
  async function forkRun({ event = 'pull_request', repository = fork, sha = head, claims = 7 } = {}) {
    const hub = new MemoryHub()
    const plan = { ...(await planAt(hub, head, '100', true)), pullRequest: claims }
    hub.addRun({ id: '100', headSha: head, headBranch: 'patch', headRepository: repository, event }, artifactsOf(plan, made()))
    hub.addPull({ number: 7, head: { sha, ref: 'patch', repository: fork } })
    return { hub, line: lineOver(repo, { sha: repo.first, runId: '300', hub }) }
  }

  it('comments on the pull request that GitHub names, whatever the run says of itself', async () => {
    const { hub, line } = await forkRun({ claims: 1 })
    const asked: number[] = []
    const posts = hub.posts.bind(hub)
    hub.posts = (number?: number) => {
      asked.push(number ?? 0)
      return posts()
    }
    const reported = await reportFork(line, '100')
    expect([reported?.state, asked, hub.comments.length, hub.allStatuses.map(({ sha }) => sha)]).toEqual(['success', [7], 1, [head]])
    expect(hub.comments[0]?.body).toContain('preview')
  })

  it('leaves a run of this repository, or of another event, alone', async () => {
    for (const run of [await forkRun({ repository: 'ada/ships' }), await forkRun({ event: 'push' })]) {
      expect([await reportFork(run.line, '100'), run.hub.comments, run.hub.allStatuses]).toEqual([null, [], []])
    }
    const { line } = await forkRun()
    expect(await reportFork(line, '999')).toBeNull()
  })

  it('says nothing about a head that has moved since', async () => {
    const { hub, line } = await forkRun({ sha: pushed })
    expect(await codeOf(reportFork(line, '100'))).toBe('PULL_REQUEST_NOT_FOUND')
    expect([hub.comments, hub.allStatuses]).toEqual([[], []])
  })
})
