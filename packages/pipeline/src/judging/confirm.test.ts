import { verdictOfFindings } from '@seaworthy/record'
import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, lineOver } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { base, type Change, type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { bind, preview, ship } from '../fixtures/voyage.ts'
import { publish } from '../publish.ts'
import { report } from '../report.ts'

// A second test set, and an approver who lets pass what the first one blocks. GitHub is in memory, all else is real.
const engines = realEngines()
const holdout = `      holdout: { source: data/2024-*.csv, window: last 3 weeks, time: date, label: late }\n`
const confirming = (base['seaworthy.yml'] ?? '')
  .replace('\n    train:\n', `${holdout}\n    train:\n`)
  .replace('primary: roc_auc', 'primary: roc_auc\n      confirm: holdout\n      waivers: { approvers: [ada] }')
const unreachable = confirming.replace('log_loss: {', 'brier: { at_most: 0.0001 }\n        log_loss: {')
let repo: TinyRepository & { readonly first: string }
let ports: MemoryPorts
let hub: MemoryHub
let runs = 0
beforeAll(async () => {
  repo = await tinyRepository({ ...base, 'seaworthy.yml': confirming })
  ports = memoryPorts()
  hub = new MemoryHub()
  await ship(at(repo.first), repo.first)
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const at = (sha: string, runId = String(++runs)) => lineOver(repo, { sha, runId, hub, ports, engines: engines.ofRun() })

/** A pull request that its gates block, let pass by waivers of these gates, and merged. */
async function mergedWith(change: Change, gates: readonly string[]) {
  const branch = `change-${++runs}`
  await repo.branch(branch, 'main')
  const head = await repo.commit(change)
  await repo.checkout('main')
  const pull = { number: runs, author: 'eve', head: { sha: head, ref: branch, repository: hub.repository } }
  hub.addPull(pull, [head])
  const line = at(head, `9${runs}`)
  const judged = await preview(line, head, { headBranch: branch, pullRequest: pull.number })
  await report(line, judged.plan)
  hub.addRun({ id: `9${pull.number}`, headSha: head, headBranch: branch }, await line.sections.artifacts())
  const createdAt = '2026-05-03T12:00:00Z'
  const said = gates.map((gate) => `/seaworthy waive ${head} ${gate} because the old labels were wrong`).join('\n')
  hub.said.splice(0)
  hub.said.push({ body: said, author: 'ada', createdAt, updatedAt: createdAt, url: 'https://github.example/ada/ships/pull/7#issuecomment-9' })
  const mergeCommit = await repo.merge(branch)
  hub.allPulls.splice(0)
  hub.addPull({ ...pull, state: 'closed', merged: true, mergedAt: '2026-05-04T00:00:00Z', mergeCommit }, [head])
  const shipping = at(mergeCommit)
  return { line: shipping, ...(await bind(shipping, mergeCommit)) }
}

describe('a second test set, where what the first one blocks is waived', () => {
  beforeAll(() => {
    hub.roles.ada = 'write'
  })

  it('is opened, and blocks by itself though all else is let pass: a waiver does not reach it', async () => {
    const gates = ['roc_auc:non_inferior', 'roc_auc:at_least', 'log_loss:non_inferior', 'roc_auc:non_inferior:confirm', 'roc_auc:at_least:confirm']
    const { line, plan, evaluated } = await mergedWith(variants.worse(), gates)
    const { findings, confirm } = evaluated.body
    expect(confirm?.dataset).toBe('holdout')
    const [second, first] = [true, false].map((is) => findings.filter(({ id }) => id.endsWith(':confirm') === is))
    expect([verdictOfFindings(first ?? []), first?.some(({ waiver }) => waiver?.by === 'ada')]).toEqual(['pass', true])
    expect(second?.map(({ id, effect, waiver }) => [id, effect, waiver])).toContainEqual(['roc_auc:non_inferior:confirm', 'block', undefined])
    expect(await codeOf(publish(line, plan, 'tiny'))).toBe('BLOCKED')
  })

  it('is opened, and what it confirms is published', async () => {
    await repo.commit({ ...base, 'seaworthy.yml': unreachable })
    const { line, plan, evaluated } = await mergedWith(variants.better(), ['brier:at_most'])
    const { findings, confirm } = evaluated.body
    expect(findings.find(({ id }) => id === 'brier:at_most')).toMatchObject({ verdict: 'fail', effect: 'none', waiver: { by: 'ada' } })
    expect([confirm?.dataset, verdictOfFindings(findings)]).toEqual(['holdout', 'pass'])
    expect((await publish(line, plan, 'tiny'))?.body.version).toBe('1.1.0')
  })
})
