import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from './evaluate.ts'
import { realEngines } from './fixtures/engines.ts'
import { harnessRepository } from './fixtures/harness-repository.ts'
import { codeOf, lineOver } from './fixtures/line.ts'
import { MemoryHub } from './fixtures/memory-hub.ts'
import type { OrdersRepository } from './fixtures/orders-repository.ts'
import { shipOrders } from './fixtures/predicting-repository.ts'
import type { Change } from './fixtures/tiny-repository.ts'
import { planChange } from './plan.ts'

const engines = realEngines()
let repo: OrdersRepository
beforeAll(async () => {
  repo = await harnessRepository()
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const config = (metrics: string, gates: string) => `models:
  orders: { task: detection, metrics: ${metrics}, gates: { ${gates} } }
`

/** The evaluation of a file of metrics that lies in the work tree, with the releases that there are. */
async function judged(files: Change, ports = memoryPorts()) {
  await repo.branch('change', 'main')
  const head = await repo.commit(files)
  const line = lineOver(repo, { sha: head, hub: new MemoryHub(), ports, engines: engines.ofRun() })
  const request = { kind: 'local', commit: head, tree: head, base: null, pullRequest: null, fork: false, headBranch: null } as const
  const { body, produced } = await evaluate(line, { plan: await planChange(line, request), name: 'orders', binding: false, baselineFile: null })
  expect(produced.map(({ name }) => name)).toEqual(['evaluation.html'])
  return body
}

const boxes = 'epoch,time,metrics/mAP50(B),metrics/mAP50-95(B)\n1,9.5,0.4,0.25\n2,18.9,0.5,0.33\n'

describe('a file of metrics that another tool left', () => {
  it('is judged by the names that only that tool has', async () => {
    const gates = 'metrics/mAP50-95(B): { at_least: 0.3, better: higher }'
    const { evidence, findings } = await judged({ 'seaworthy.yml': config('results.csv', gates), 'results.csv': boxes })
    expect(evidence.map(({ metric, better, candidate, level }) => [metric, better, candidate, level])).toEqual([
      ['metrics/mAP50-95(B)', 'higher', 0.33, 'reported'],
    ])
    expect(findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['metrics/mAP50-95(B):at_least pass'])
  })

  it('may have metrics that belong to another task', async () => {
    const { evidence } = await judged({ 'seaworthy.yml': config('m.json', 'log_loss: { at_most: 0.5 }'), 'm.json': '{"log_loss": 0.4}' })
    expect(evidence[0]).toMatchObject({ metric: 'log_loss', better: 'lower', candidate: 0.4 })
  })

  it('has intervals where it holds the outcome of each document', async () => {
    const results = { results: { quiz: { 'acc,none': 0.75 } }, configs: {}, versions: {} }
    const samples = Array.from({ length: 40 }, (_, at) => JSON.stringify({ doc_hash: `d${at}`, metrics: ['acc'], acc: at < 30 ? 1 : 0 }))
    const files = { 'out/results_1.json': JSON.stringify(results), 'out/samples_quiz_1.jsonl': `${samples.join('\n')}\n` }
    const body = await judged({ 'seaworthy.yml': config('out', 'quiz/acc: { at_least: 0.7, better: higher }'), ...files })
    expect(body.dataset).toMatchObject({ name: 'out', rows: 40, clusters: 40, unit: 'document' })
    expect(body.findings[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: 'interval_spans_bound',
      evidence: { method: 'wilson', candidate: 0.75 },
    })
  })

  it('is compared with the numbers of production’s record, which show nothing', async () => {
    const ports = memoryPorts()
    await repo.checkout('main')
    const released = await shipOrders(lineOver(repo, { sha: repo.first, hub: new MemoryHub(), ports, engines: engines.ofRun() }), repo.first)
    const gates = 'quiz/acc: { at_least: 0.5, non_inferior: 0.1, better: higher }'
    const body = await judged({ 'seaworthy.yml': config('m.json', gates), 'm.json': '{"quiz": {"acc": 0.9}}' }, ports)
    expect(body.baseline).toMatchObject({ version: '1.0.0', digest: released.judged.body.candidate?.digest })
    expect(body.evidence[0]).toMatchObject({ candidate: 0.9, baseline: released.judged.body.evidence[0]?.candidate, interval: null })
    expect(body.findings.map(({ id, verdict, effect, reason }) => [id, verdict, effect, reason])).toEqual([
      ['quiz/acc:non_inferior', 'inconclusive', 'block', 'evidence_too_weak'],
      ['quiz/acc:at_least', 'pass', 'none', 'above_bound'],
    ])
    expect(body.warnings.map(({ code }) => code)).toEqual(['UNVERIFIED_POINT_COMPARISON', 'PRODUCTION_AS_RECORDED'])
  })

  it.each<[string, string, Change, string]>([
    ['is not there', 'gone.json', {}, 'RESULTS_MISSING'],
    ['says NaN', 'm.json', { 'm.json': '{"mAP": NaN}' }, 'RESULT_NOT_FINITE'],
    ['says two numbers of one name', 'm.csv', { 'm.csv': 'mAP,mAP\n0.1,0.2\n' }, 'RESULT_TWICE'],
    ['lacks what is judged', 'm.json', { 'm.json': '{"map": 0.5}' }, 'REPORTED_MISSING'],
  ])('that %s leaves nothing judged', async (_title, file, files, code) => {
    expect(await codeOf(judged({ 'seaworthy.yml': config(file, 'mAP: { at_least: 0.3, better: higher }'), ...files }))).toBe(code)
  })
})
