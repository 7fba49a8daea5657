import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, type LineOptions, lineOver, type TestLine, trainHost } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import type { OrdersRepository } from '../fixtures/orders-repository.ts'
import { judgeOrders, predictingConfig, predictingRepository, predictProgram, previewOrders, shipOrders } from '../fixtures/predicting-repository.ts'
import type { Change } from '../fixtures/tiny-repository.ts'
import { planChange } from '../plan.ts'
import { parsePlan } from '../plan-document.ts'
import { renderRun } from '../report.ts'
import { planShip } from '../ship.ts'
import { readUnits } from './predicting/units-file.ts'

// A model that only a command can read, from its first version to what the next candidates are told of it.
const engines = realEngines()
const hub = new MemoryHub()
let repo: OrdersRepository
let ports: MemoryPorts
let main: TestLine
let first: Awaited<ReturnType<typeof shipOrders>>
beforeAll(async () => {
  repo = await predictingRepository()
  ports = memoryPorts()
  main = lineAt(repo.first, { runId: '1' })
  first = await shipOrders(main, repo.first)
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const lineAt = (sha: string, options: Partial<LineOptions> = {}) => lineOver(repo, { sha, hub, ports, engines: engines.ofRun(), ...options })

let changes = 0
async function change(files: Change): Promise<string> {
  await repo.branch(`change-${++changes}`, 'main')
  const commit = await repo.commit(files)
  await repo.checkout('main')
  return commit
}

/** A change on top of another that main has taken already. */
async function changeAfter(taken: Change, files: Change): Promise<{ readonly base: string; readonly head: string }> {
  await repo.branch(`change-${++changes}`, 'main')
  const base = await repo.commit(taken)
  const head = await repo.commit(files)
  await repo.checkout('main')
  return { base, head }
}

const withProgram = (from: string, to: string): Change => ({ 'predict.mjs': predictProgram.replace(from, to) })

describe('a model that a command of the policy runs', () => {
  it('is judged on predicted evidence without a label, and published with its results by unit', async () => {
    const { body, produced } = first.judged
    expect(body.evidence[0]).toMatchObject({ metric: 'roc_auc', level: 'predicted', units: { rows: 400 } })
    expect(body.candidate?.format).toBe('predicted')
    expect(body.findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['roc_auc:at_least pass'])
    expect(first.version).toBe('1.0.0')
    const units = readUnits((await readFile(path.join(main.sections.root, 'orders/evaluate/units.bin'))) as Uint8Array, 'units.bin')
    const model = produced.find(({ role }) => role === 'units')
    expect(model?.name).toBe('units.bin')
    expect(units).toMatchObject({ dataset: body.dataset.digest, model: body.candidate?.digest })
    const [release] = await ports.releases.findByTag('orders@v1.0.0', { drafts: false })
    expect(release?.assets.map(({ name }) => name).toSorted()).toContain('units.bin')
  })

  it('is compared with what production said of the same test set, and production is not asked again', async () => {
    const head = await change({ 'model.json': '{ "skill": 0.7 }\n' })
    const line = lineAt(head)
    const { body, produced } = await previewOrders(line, head)
    expect(body.units).toEqual({ baseline: 'kept', reason: null })
    expect(body.prediction).toMatchObject({ from: 'base', tree: repo.first })
    expect(body.evidence[0]?.difference).toBeGreaterThan(0)
    expect(produced.map(({ role }) => role).filter((role) => role.endsWith('units'))).toEqual(['units', 'production-units'])
  })

  it('is compared with production asked again where the command has changed on main', async () => {
    const { base, head } = await changeAfter(withProgram('0.8 : 0.2', '0.9 : 0.1'), { 'model.json': '{ "skill": 0.7 }\n' })
    const { body, produced } = await previewOrders(lineAt(head), head, { base })
    expect(body.units).toEqual({ baseline: 'made', reason: null })
    expect(body.prediction).toMatchObject({ from: 'base', tree: base })
    expect(produced.map(({ role }) => role).filter((role) => role.endsWith('units'))).toEqual(['units', 'production-units'])
  })

  it('is undecided, not unopposed, where production cannot be asked', async () => {
    const broken = withProgram('const [header', "if (skill < 0.65) throw new Error('too old')\nconst [header")
    const { base, head } = await changeAfter(broken, { 'model.json': '{ "skill": 0.7 }\n' })
    const line = lineAt(head)
    const { body } = await previewOrders(line, head, { base })
    expect(body.units).toMatchObject({ baseline: 'missing', reason: expect.stringContaining('COMMAND_FAILED') })
    const compared = body.findings.find(({ id }) => id === 'roc_auc:non_inferior')
    expect(compared).toMatchObject({ verdict: 'inconclusive', effect: 'block', reason: 'baseline_missing' })
    expect(body.notApplicable).toEqual([])
    const plan = parsePlan((await line.sections.loadPlan()) ?? new Uint8Array(), 'the plan')
    expect((await renderRun(line, plan)).comment).toContain("undecided: production's results on this test set are missing")
  })

  it("is never run by the change's own command while the base has one", async () => {
    const head = await change({ 'model.json': '{ "skill": 0.1 }\n', ...withProgram('luck < skill', 'true') })
    const { body } = await previewOrders(lineAt(head), head)
    expect(body.prediction).toMatchObject({ from: 'base', tree: repo.first })
    expect(body.evidence[0]?.candidate).toBeLessThan(0.8)
  })

  it('is not predicted for in the job that publishes', async () => {
    const line = lineAt(repo.first, { ports: memoryPorts() })
    const plan = await planShip(line, repo.first)
    expect(await codeOf(judgeOrders(line, plan, { binding: true, host: null }))).toBe('PREDICTIONS_MISSING')
  })
})

describe('a command of the policy', () => {
  const judgedBy = async (predict: string, files: Change = {}) => {
    const head = await change({ 'seaworthy.yml': predictingConfig({ predict }), ...files })
    return previewOrders(lineAt(head, { ports: memoryPorts() }), head, { base: null })
  }

  it.each([
    ['fails', '{ run: exit 3 }', 'COMMAND_FAILED'],
    ['does not end in its time', '{ run: sleep 60, timeout: 1s }', 'TIMED_OUT'],
    ['writes no predictions', '{ run: echo done }', 'OUTPUT_MISSING'],
    ['leaves rows out', '{ run: \'printf "score\\n0.5\\n" > "$OUT"\' }', 'ROWS_DIFFER'],
  ])(
    'that %s leaves the candidate unjudged',
    async (_title, predict, code) => {
      expect(await codeOf(judgedBy(predict))).toBe(code)
    },
    30_000,
  )

  it("is marked as the change's own where the base has no policy, or the policy says so", async () => {
    const { body } = await judgedBy('{ run: node predict.mjs, from: head }')
    expect(body.prediction?.from).toBe('head')
  })

  it('gets no variable that looks like a secret', async () => {
    const head = await change({ 'seaworthy.yml': predictingConfig({ predict: `{ run: 'env | grep -c HUSH && exit 9; node predict.mjs' }` }) })
    const host = { ...trainHost(), variables: { PATH: process.env.PATH ?? '', HUSH_TOKEN: 'x', AWS_SECRET_HUSH: 'x', HUSH_API_KEY: 'x' } }
    const line = lineAt(head, { ports: memoryPorts() })
    const request = { kind: 'pull_request', commit: head, tree: head, base: null, pullRequest: 7, fork: false, headBranch: 'change' } as const
    const { body } = await judgeOrders(line, await planChange(line, request), { binding: false, host })
    expect(body.evidence[0]?.level).toBe('predicted')
  })
})
