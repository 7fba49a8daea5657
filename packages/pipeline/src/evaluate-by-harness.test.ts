import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from './fixtures/engines.ts'
import { harnessConfig, harnessProgram, harnessRepository, skilled, skilledWeights } from './fixtures/harness-repository.ts'
import { codeOf, type LineOptions, lineOver, type TestLine, trainHost } from './fixtures/line.ts'
import { MemoryHub } from './fixtures/memory-hub.ts'
import type { OrdersRepository } from './fixtures/orders-repository.ts'
import { judgeOrders, predictingConfig, previewOrders, shipOrders } from './fixtures/predicting-repository.ts'
import type { Change } from './fixtures/tiny-repository.ts'
import { importModel } from './import-model.ts'
import { readKeptResults } from './judging/running/results-file.ts'
import { planChange, workOf } from './plan.ts'
import { planShip } from './ship.ts'

// A model that only a harness can measure, from its first version to what the next candidates are compared with.
const engines = realEngines()
const hub = new MemoryHub()
let repo: OrdersRepository
let ports: MemoryPorts
let main: TestLine
let first: Awaited<ReturnType<typeof shipOrders>>
beforeAll(async () => {
  repo = await harnessRepository()
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
async function change(...commits: readonly Change[]): Promise<readonly string[]> {
  await repo.branch(`change-${++changes}`, 'main')
  const made: string[] = []
  for (const files of commits) made.push(await repo.commit(files))
  await repo.checkout('main')
  return made
}

/** The evaluation of a change, on top of another that main has taken already. */
async function previewAfter(taken: Change, files: Change, options: Partial<LineOptions> = {}) {
  const [base = '', head = ''] = await change(taken, files)
  return previewOrders(lineAt(head, options), head, { base })
}

describe('a model that a harness of the policy measures', () => {
  it('is judged document by document, and published with its results', async () => {
    const { body } = first.judged
    expect(body.evidence.map(({ metric, level, units, method }) => [metric, level, units, method])).toEqual([
      ['quiz/acc', 'reported', { rows: 300, clusters: 300 }, 'wilson'],
    ])
    expect(body.findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['quiz/acc:at_least pass'])
    expect(body.notApplicable).toEqual([{ gate: 'quiz/acc:non_inferior', reason: 'no_baseline' }])
    expect(body.dataset).toMatchObject({ name: 'evaluate.run', rows: 300, clusters: 300, unit: 'document' })
    expect(body.harness).toMatchObject({ from: 'head', network: false, format: 'lm-eval', taken: null })
    expect([body.binding, first.version]).toEqual([true, '1.0.0'])
    const kept = readKeptResults(await readFile(path.join(main.sections.root, 'orders/evaluate/results.json')), 'results.json')
    expect(kept.model).toBe(body.candidate?.digest)
    expect(kept.results.samples['quiz/acc']?.units).toHaveLength(300)
    const [release] = await ports.releases.findByTag('orders@v1.0.0', { drafts: false })
    expect(release?.assets.map(({ name }) => name)).toContain('results.json')
  })

  it('is compared with what production’s release kept, which is not measured again', async () => {
    const [head = ''] = await change(skilled(0.75))
    const { body, produced } = await previewOrders(lineAt(head), head)
    expect(body.units).toEqual({ baseline: 'kept', reason: null })
    expect(body.harness).toMatchObject({ from: 'base', tree: repo.first })
    expect(body.evidence[0]).toMatchObject({ method: 'tango', baseline: first.judged.body.evidence[0]?.candidate })
    expect(body.findings.map(({ id, verdict, reason }) => `${id} ${verdict} ${reason}`)).toEqual([
      'quiz/acc:non_inferior pass shown_better',
      'quiz/acc:at_least pass above_bound',
    ])
    expect(produced.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'production-record production.json',
      'units:(harness) results.json',
      'production-results production-results.json',
      'page evaluation.html',
    ])
  })

  it('fails where it is shown worse', async () => {
    const [head = ''] = await change(skilled(0.42))
    const { body } = await previewOrders(lineAt(head), head)
    expect(body.findings.map(({ id, verdict, effect }) => `${id} ${verdict} ${effect}`)).toEqual([
      'quiz/acc:non_inferior fail block',
      'quiz/acc:at_least inconclusive block',
    ])
  })

  it('passes by identity where it is production', async () => {
    const [head = ''] = await change({ 'notes.txt': 'nothing that training reads' })
    const { body } = await previewOrders(lineAt(head), head)
    expect(body.identical).toBe(true)
    expect(body.units).toBeUndefined()
    expect(body.findings[0]).toMatchObject({ verdict: 'pass', reason: 'identical_model' })
  })

  it('is compared with production measured again where main has another harness', async () => {
    const other = { 'seaworthy.yml': harnessConfig({ run: "{ run: 'python3 harness.py 200 50' }" }) }
    const { body } = await previewAfter(other, skilled(0.7))
    expect(body.units).toEqual({ baseline: 'made', reason: null })
    expect(body.evidence[0]).toMatchObject({ method: 'tango', units: { rows: 200 } })
  })

  it('is never measured by the change’s own command while the base has one', async () => {
    const [head = ''] = await change({ ...skilled(0.1), 'harness.py': harnessProgram.replace('skill = float', 'skill = 1 + 0 * float') })
    const { body } = await previewOrders(lineAt(head), head)
    expect(body.harness?.from).toBe('base')
    expect(body.evidence[0]?.candidate).toBeLessThan(0.3)
  })

  it('is undecided, not unopposed, where production cannot be measured', async () => {
    const old = harnessProgram.replace('\nsamples = [', '\nif skill < 0.65: sys.exit("too old")\nsamples = [')
    const { body } = await previewAfter({ 'harness.py': old }, skilled(0.7))
    expect(body.units).toMatchObject({ baseline: 'missing', reason: expect.stringContaining('COMMAND_FAILED') })
    const compared = body.findings.find(({ id }) => id === 'quiz/acc:non_inferior')
    expect(compared).toMatchObject({ verdict: 'inconclusive', effect: 'block', reason: 'baseline_missing' })
    expect(body.warnings.map(({ code }) => code)).toContain('BASELINE_MISSING')
  })

  it('is not measured in the job that publishes', async () => {
    const line = lineAt(repo.first, { ports: memoryPorts() })
    const plan = await planShip(line, repo.first)
    expect(workOf(plan).toPredict.map(({ name }) => name)).toEqual(['orders'])
    expect(await codeOf(judgeOrders(line, plan, { binding: true, host: null }))).toBe('RESULTS_MISSING')
  })

  it('is measured where it was made elsewhere and is imported', async () => {
    const elsewhere = memoryPorts()
    await repo.checkout('main')
    const published = await importModel(lineAt(repo.first, { ports: elsewhere }), {
      name: 'orders',
      file: path.join(repo.root, 'model.json'),
      host: trainHost(),
    })
    expect(published.body.version).toBe('1.0.0')
    const [release] = await elsewhere.releases.findByTag('orders@v1.0.0', { drafts: false })
    expect(release?.assets.map(({ name }) => name)).toContain('results.json')
  })

  it('is measured, and not only reported, where the base runs weights alone', async () => {
    const weights = { 'seaworthy.yml': harnessConfig({ model: 'model.safetensors' }), 'model.safetensors': skilledWeights(0.6) }
    const { body } = await previewAfter(weights, { 'model.safetensors': skilledWeights(0.7) }, { ports: memoryPorts() })
    expect(body.evidence[0]).toMatchObject({ level: 'measured', method: 'wilson' })
  })
})

describe('a change of the policy itself', () => {
  it('that asks the harness for more is judged by the base, and what it would say is said to be unknown', async () => {
    const gates = 'quiz/acc: { at_least: 0.4, better: higher }, riddles/acc: { at_least: 0.4, better: higher }'
    const [head = ''] = await change({ 'seaworthy.yml': harnessConfig({ gates }), ...skilled(0.7) })
    const { body } = await previewOrders(lineAt(head), head)
    expect(body.findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['quiz/acc:non_inferior pass', 'quiz/acc:at_least pass'])
    expect([body.proposed, body.warnings.map(({ code }) => code)]).toEqual([null, expect.arrayContaining(['PROPOSED_NOT_JUDGED'])])
  })

  it('that brings the first harness is judged by the command that predicts on the base', async () => {
    const task = { 'seaworthy.yml': predictingConfig() }
    const harness = { 'seaworthy.yml': harnessConfig().replace('task: text', 'task: binary-classification') }
    const { body } = await previewAfter(task, { ...harness, ...skilled(0.7) }, { ports: memoryPorts() })
    expect(body.evidence.map(({ metric }) => metric)).toEqual(['roc_auc'])
    expect([body.harness, body.proposed]).toEqual([undefined, null])
  })

  it('that moves a bound shows both verdicts', async () => {
    const gates = 'quiz/acc: { at_least: 0.9, better: higher }'
    const [head = ''] = await change({ 'seaworthy.yml': harnessConfig({ gates }), ...skilled(0.7) })
    const { body } = await previewOrders(lineAt(head), head)
    expect(body.proposed?.findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['quiz/acc:at_least fail'])
  })
})

describe('a folder that is a model', () => {
  it('is given to the harness as a folder, and measured where it holds weights alone', async () => {
    const asked = harnessProgram.replace('Path(os.environ["MODEL"])', '(Path(os.environ["MODEL"]) / "part.safetensors")')
    const config = harnessConfig({ model: 'weights' }).replace('cp weights', 'cp -r weights')
    const files = (skill: number) => ({ 'weights/part.safetensors': skilledWeights(skill), 'weights/config.json': '{}' })
    const { body } = await previewAfter({ 'seaworthy.yml': config, 'harness.py': asked, ...files(0.6) }, files(0.7), { ports: memoryPorts() })
    expect(body.evidence[0]).toMatchObject({ level: 'measured', method: 'wilson', units: { rows: 300 } })
  })
})

describe('a harness', () => {
  const measuredBy = async (config: Parameters<typeof harnessConfig>[0], files: Change = {}) => {
    const [head = ''] = await change({ 'seaworthy.yml': harnessConfig(config), ...files })
    return previewOrders(lineAt(head, { ports: memoryPorts() }), head, { base: null })
  }
  const leaving = (text: string) => ({ 'leave.py': text })
  const writes = (name: string, text: string) => leaving(`import os\nopen(os.environ["OUT"] + "/${name}", "w").write('''${text}''')\n`)
  const lmEval = (measured: string) => `{"results": {"quiz": ${measured}}, "configs": {}, "versions": {}}`

  it.each<[string, Change, string]>([
    ['that leaves no results', leaving('print("done")'), 'OUTPUT_MISSING'],
    ['that fails', leaving('raise SystemExit(3)'), 'COMMAND_FAILED'],
    ['that leaves what no tool leaves', writes('readme.md', 'all is well'), 'RESULTS_UNKNOWN'],
    ['that leaves half a file', writes('results.json', '{"results": {'), 'RESULTS_BROKEN'],
    ['that says NaN', writes('results.json', lmEval('{"acc,none": NaN}')), 'RESULT_NOT_FINITE'],
    ['that says two numbers of one name', writes('results.json', lmEval('{"acc,none": 0.5, "acc": 0.6}')), 'RESULT_TWICE'],
    ['that does not say what is judged', writes('results.json', lmEval('{"f1,none": 0.5}')), 'REPORTED_MISSING'],
  ])('%s leaves the candidate unjudged', async (_title, files, code) => {
    expect(await codeOf(measuredBy({ run: '{ run: python3 leave.py }' }, files))).toBe(code)
  })

  it('of another tool is judged by its numbers alone', async () => {
    const files = writes('scores.json', '{"quiz": {"acc": 0.5}}')
    const { body } = await measuredBy({ run: '{ run: python3 leave.py }' }, files)
    expect(body.harness?.format).toBe('flat')
    expect(body.evidence[0]).toMatchObject({ candidate: 0.5, method: 'point', units: { rows: 0 } })
    expect(body.dataset).toMatchObject({ rows: 0, unit: 'not known' })
    expect(body.findings.map(({ verdict, reason }) => [verdict, reason])).toEqual([['pass', 'above_bound']])
  })

  it('that asks each model something else is an error, and its documents are named', async () => {
    const swaying = harnessProgram.replace('\nsamples = [', '\nfirst += int(skill * 100)\nsamples = [')
    const preview = previewAfter({ 'harness.py': swaying }, skilled(0.7))
    await expect(preview).rejects.toMatchObject({ code: 'UNITS_DIFFER', message: expect.stringContaining('20 units are of one model alone') })
  })

  it('is given the rows of a dataset, where the policy names one', async () => {
    const asked = harnessProgram.replace('\nsamples = [', '\nassert Path(os.environ["DATA"]).read_text().count("\\n") == 401\nsamples = [')
    const data = '      test: { source: data/test.csv }'
    const { body } = await measuredBy({ data }, { 'harness.py': asked })
    expect(body.dataset).toMatchObject({ name: 'test', rows: 300, unit: 'document' })
  })

  it('gets no variable that looks like a secret', async () => {
    const [head = ''] = await change({ 'seaworthy.yml': harnessConfig({ run: "{ run: 'env | grep -c HUSH && exit 9; python3 harness.py' }" }) })
    const host = { ...trainHost(), variables: { PATH: process.env.PATH ?? '', HUSH_TOKEN: 'x', AWS_SECRET_HUSH: 'x', HUSH_API_KEY: 'x' } }
    const line = lineAt(head, { ports: memoryPorts() })
    const request = { kind: 'pull_request', commit: head, tree: head, base: null, pullRequest: 7, fork: false, headBranch: 'change' } as const
    const { body } = await judgeOrders(line, await planChange(line, request), { binding: false, host })
    expect(body.harness?.format).toBe('lm-eval')
  })

  it('says that it could reach the network, and that it is the change’s own', async () => {
    const { body } = await measuredBy({ run: '{ run: python3 harness.py, network: true }' })
    expect(body.harness).toMatchObject({ from: 'head', network: true })
    expect(body.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['MEASURED_BY_THE_CHANGE', 'MEASURED_WITH_NETWORK']))
  })
})

describe('releases that a harness measured one after the other', () => {
  it('hold each candidate against the last that was shown better, and count what was judged', async () => {
    await using line = await harnessRepository(harnessConfig({ gates: 'quiz/acc: { non_inferior: 0.1, at_least: 0.4, better: higher }' }))
    const own = { hub: new MemoryHub(), ports: memoryPorts(), engines: engines.ofRun() }
    await shipOrders(lineOver(line, { sha: line.first, ...own }), line.first)
    const second = await line.commit(skilled(0.58))
    expect((await shipOrders(lineOver(line, { sha: second, ...own }), second)).version).toBe('1.1.0')
    const third = await line.commit(skilled(0.56))
    const { body } = await previewOrders(lineOver(line, { sha: third, ...own }), third, { base: second })
    expect(body.baseline?.version).toBe('1.1.0')
    expect(body.anchor?.version).toBe('1.0.0')
    const beside = body.findings.find(({ id }) => id === 'quiz/acc:non_inferior:anchor')
    expect(beside).toMatchObject({ bound: 0.2, verdict: 'pass', evidence: { against: 'anchor', method: 'tango' } })
    expect(body.selection?.candidates).toBe(3)
  })
})

describe('a benchmark that moves on while its command stays', () => {
  it('is asked of production again, and on the way to a release too', async () => {
    // What the command fetches by itself, here out of a file beside the repository.
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'benchmark-'))
    const beginsAt = (first: number) => writeFile(path.join(elsewhere, 'first'), String(first))
    await beginsAt(0)
    await using moving = await harnessRepository(harnessConfig({ run: `{ run: 'python3 harness.py 300 "$(cat ${elsewhere}/first)"' }` }))
    const own = { hub: new MemoryHub(), ports: memoryPorts(), engines: engines.ofRun() }
    await shipOrders(lineOver(moving, { sha: moving.first, ...own }), moving.first)
    await beginsAt(10)
    const head = await moving.commit(skilled(0.75))
    const preview = await previewOrders(lineOver(moving, { sha: head, ...own }), head, { base: moving.first })
    expect(preview.body.units).toEqual({ baseline: 'made', reason: null })
    const shipped = await shipOrders(lineOver(moving, { sha: head, runId: '300', ...own }), head)
    await rm(elsewhere, { recursive: true })
    expect(shipped.judged.body.units).toEqual({ baseline: 'made', reason: null })
    expect(shipped.judged.body.evidence[0]).toMatchObject({ method: 'tango', units: { rows: 300 } })
    expect(shipped.version).toBe('1.1.0')
  })
})
