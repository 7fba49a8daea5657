import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, lineOver, type TestLine, trainHost } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { type OrdersRepository, orders } from '../fixtures/orders-repository.ts'
import { judgeOrders, predictingConfig, predictingRepository, predictProgram, previewOrders, shipOrders } from '../fixtures/predicting-repository.ts'
import type { Change } from '../fixtures/tiny-repository.ts'
import { planChange } from '../plan.ts'
import type { Plan } from '../plan-document.ts'
import { publish } from '../publish.ts'
import { planShip } from '../ship.ts'

// A command predicts for four models on three datasets: the candidate, production, and two further runs of the recipe.
const dataset = (name: string) => `      ${name}: { source: data/${name}.csv, contract: contracts/orders.odcs.yaml, label: paid, id: id }\n`
const trainer = `import { readFileSync, writeFileSync } from 'node:fs'
const { skill } = JSON.parse(readFileSync('model.json', 'utf8'))
writeFileSync(process.env.OUT + '/model.json', JSON.stringify({ skill: skill + process.env.SEED / 20 }))
`
const config = predictingConfig({
  model: dataset('validation') + dataset('last'),
  gates: 'roc_auc: { non_inferior: 0.1, at_least: 0.6 }, f1: { at_least: 0.5 }',
})
  .replace(`run: 'cp model.json "$OUT/model.json"', model: model.json`, 'run: node train.mjs, model: model.json, repeat: 3')
  .replace('primary: roc_auc', 'primary: roc_auc\n      confirm: last\n      threshold: { from: validation, maximize: f1 }')
const engines = realEngines()
const hub = new MemoryHub()
let repo: OrdersRepository
let ports: MemoryPorts
beforeAll(async () => {
  const files = { 'train.mjs': trainer, 'data/validation.csv': orders(5000, 200), 'data/last.csv': orders(9000, 300) }
  repo = await predictingRepository(config, files)
  ports = memoryPorts()
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

let runs = 0
const at = (sha: string): TestLine => lineOver(repo, { sha, runId: String(++runs), hub, ports, engines: engines.ofRun() })

async function change(files: Change): Promise<string> {
  await repo.branch(`change-${++runs}`, 'main')
  const commit = await repo.commit(files)
  await repo.checkout('main')
  return commit
}

/** What the command said that it did, in the order in which it did it. */
function listeningHost() {
  const said: string[] = []
  return { said, host: { ...trainHost(), write: (text: string) => void said.push(...(text.match(/predicted \d+ rows/g) ?? [])) } }
}

const rolesOf = (produced: readonly { readonly role: string }[]) => produced.map(({ role }) => role).filter((role) => role.includes('units'))

describe('a first version that a command predicts for', () => {
  let line: TestLine
  let plan: Plan
  let before: Awaited<ReturnType<typeof judgeOrders>>
  const { said, host } = listeningHost()
  beforeAll(async () => {
    line = at(repo.first)
    plan = await planShip(line, repo.first)
    before = await judgeOrders(line, plan, { binding: false, host })
  })

  it('is asked for the rows of every dataset, and so are the other runs of its recipe; the second test set stays sealed', () => {
    const { body, produced } = before
    expect(rolesOf(produced)).toEqual([
      ...['units', 'units:validation', 'units:last'],
      ...['repeat-2-units', 'repeat-2-units:validation', 'repeat-2-units:last'],
      ...['repeat-3-units', 'repeat-3-units:validation', 'repeat-3-units:last'],
    ])
    expect(said).toEqual([1, 2, 3].flatMap(() => ['predicted 400 rows', 'predicted 200 rows', 'predicted 300 rows']))
    expect(body.confirm).toBeUndefined()
    expect([...body.evidence, ...body.findings.map(({ evidence }) => evidence)].filter((one) => one.dataset !== undefined)).toEqual([])
    expect(body.notApplicable.map(({ gate, reason }) => `${gate} ${reason}`)).toContain('roc_auc:at_least:confirm at_publishing')
  })

  it('is judged over its runs, at the threshold of each that is best on validation', () => {
    const { repeats, warnings } = before.body
    expect(repeats?.seeds).toEqual([0, 1, 2])
    expect(new Set(repeats?.values.roc_auc).size).toBe(3)
    expect(warnings.find(({ code }) => code === 'THRESHOLD')?.message).toMatch(
      /^a score counts as positive above 0\.\d+, where f1 is best on "validation"$/,
    )
  })

  it.each([
    ['missing', (file: string) => rm(file)],
    ['edited', (file: string) => writeFile(file, 'edited')],
  ])('is not published where the sealed predictions are %s', async (_title, spoil) => {
    const file = path.join(line.sections.root, 'orders/evaluate/units-last.bin')
    const kept = await readFile(file)
    await spoil(file)
    expect(await codeOf(judgeOrders(line, plan, { binding: true, host: null }))).toBe('PREDICTIONS_MISSING')
    await writeFile(file, kept)
  })

  it('is confirmed by the job that publishes, which runs no command, and goes with what it said of every dataset', async () => {
    const { body, produced } = await judgeOrders(line, plan, { binding: true, host: null })
    expect(body.confirm).toMatchObject({ dataset: 'last', rows: 300 })
    expect(body.findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'roc_auc:at_least pass',
      'f1:at_least pass',
      'roc_auc:at_least:confirm pass',
    ])
    expect(body.findings.at(-1)?.evidence).toMatchObject({ dataset: 'last', level: 'predicted', units: { rows: 300 } })
    expect(rolesOf(produced)).toEqual(['units', 'units:validation', 'units:last'])
    expect((await publish(line, plan, 'orders'))?.body.version).toBe('1.0.0')
    const [release] = await ports.releases.findByTag('orders@v1.0.0', { drafts: false })
    const names = release?.assets.map(({ name }) => name).filter((name) => name.endsWith('.bin'))
    expect(names?.toSorted()).toEqual(['units-last.bin', 'units-validation.bin', 'units.bin'])
  })
})

describe('the next change', () => {
  beforeAll(async () => {
    await shipOrders(at(repo.first), repo.first)
  })

  it('is asked nothing about the second test set before it is merged, and production nothing at all', async () => {
    const head = await change({ 'model.json': '{ "skill": 0.7 }\n' })
    const { body, produced } = await previewOrders(at(head), head)
    expect(rolesOf(produced).filter((role) => role.endsWith(':last'))).toEqual([])
    expect(body.units).toEqual({ baseline: 'kept', reason: null })
    expect(body.repeats?.values.roc_auc).toHaveLength(3)
  })

  it('is compared with production on the second test set, too', async () => {
    const commit = await repo.commit({ 'model.json': '{ "skill": 0.75 }\n' })
    const { judged, version } = await shipOrders(at(commit), commit)
    const confirmed = judged.body.findings.filter(({ id }) => id.endsWith(':confirm'))
    expect(confirmed.map(({ id, verdict, effect }) => [id, verdict, effect])).toEqual([
      ['roc_auc:non_inferior:confirm', 'pass', 'none'],
      ['roc_auc:at_least:confirm', 'pass', 'none'],
    ])
    expect([judged.body.units, version]).toEqual([{ baseline: 'kept', reason: null }, '1.1.0'])
  })

  it('is asked after production has said all that it will say, and before its own repeats', async () => {
    const telling = predictProgram.replace('const [header', "console.log('asked ' + skill)\nconst [header")
    await repo.branch('telling', 'main')
    const base = await repo.commit({ 'predict.mjs': telling })
    const head = await repo.commit({ 'model.json': '{ "skill": 0.8 }\n' })
    await repo.checkout('main')
    const line = at(head)
    const request = { kind: 'pull_request', commit: head, tree: head, base, pullRequest: 7, fork: false, headBranch: 'telling' } as const
    const asked: string[] = []
    const host = { ...trainHost(), write: (text: string) => void asked.push(...(text.match(/asked [\d.]+/g) ?? [])) }
    await judgeOrders(line, await planChange(line, request), { binding: false, host })
    // The last two are the anchor, 1.0.0: it is opened when all else is known.
    const each = (skill: number) => [`asked ${skill}`, `asked ${skill}`]
    expect(asked).toEqual([...each(0.75), ...each(0.8), ...each(0.8 + 1 / 20), ...each(0.8 + 2 / 20), ...each(0.6)])
  })

  it('is undecided where production cannot be asked about the rows of a threshold', async () => {
    const broken = predictProgram.replace(
      'const [header',
      "if (skill < 0.79 && process.env.DATA.includes('rows-2')) throw new Error('too old')\nconst [header",
    )
    await repo.branch('broken', 'main')
    const base = await repo.commit({ 'predict.mjs': broken })
    const head = await repo.commit({ 'model.json': '{ "skill": 0.85 }\n' })
    await repo.checkout('main')
    const { body, produced } = await previewOrders(at(head), head, { base })
    expect(body.units).toMatchObject({ baseline: 'missing', reason: expect.stringContaining('COMMAND_FAILED') })
    expect(body.findings.find(({ id }) => id === 'roc_auc:non_inferior')).toMatchObject({ verdict: 'inconclusive', reason: 'baseline_missing' })
    expect(rolesOf(produced).filter((role) => role.startsWith('production-units'))).toEqual([])
    expect(body.warnings.find(({ code }) => code === 'ANCHOR_NOT_SCORED')?.message).toContain('does not predict for it (COMMAND_FAILED)')
  })
})
