import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { verdictOfFindings } from '@seaworthy/record'
import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.ts'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, type LineOptions, lineOver } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { base, type Change, type TinyRepository, tinyRepository } from '../fixtures/tiny-repository.ts'
import { bind, preview, ship } from '../fixtures/voyage.ts'
import { publish } from '../publish.ts'

// What stands beside the test set and production. The repository, its trainer, DuckDB and ONNX Runtime are real; GitHub is in memory.
const engines = realEngines()
const open: TinyRepository[] = []
afterAll(async () => {
  for (const repo of open) await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const yaml = base['seaworthy.yml'] ?? ''
const gatesAsWritten = '{ non_inferior: 0.01, at_least: 0.6 }'
const l2 = (weight: number): Change => ({ 'params.json': (base['params.json'] ?? '').replace('"l2": 1', `"l2": ${weight}`) })

async function place(config = yaml, change: Change = {}) {
  const repo = await tinyRepository({ ...base, ...change, 'seaworthy.yml': config })
  open.push(repo)
  const ports: MemoryPorts = memoryPorts()
  const hub = new MemoryHub()
  let runs = 0
  const at = (sha: string, options: Partial<LineOptions> = {}) =>
    lineOver(repo, { sha, hub, ports, engines: engines.ofRun(), runId: String(++runs), ...options })
  const shipped = async (files: Change) => {
    const commit = await repo.commit(files)
    return ship(at(commit), commit)
  }
  const previewed = async (files: Change) => {
    await repo.branch(`change-${++runs}`, 'main')
    const commit = await repo.commit(files)
    await repo.checkout('main')
    const line = at(commit)
    return { line, ...(await preview(line, commit, { headBranch: `change-${runs}` })) }
  }
  return { repo, at, shipped, previewed, first: await ship(at(repo.first), repo.first) }
}

const ids = (findings: readonly { readonly id: string; readonly verdict: string }[]) => findings.map(({ id, verdict }) => `${id} ${verdict}`)

describe('the anchor', () => {
  const lenient = yaml.replace(gatesAsWritten, '{ non_inferior: 0.3, at_least: 0.5 }').replace('no_regression: 0.05', 'no_regression: 0.5')
  const blind = (weight: number): Change => ({ 'params.json': `${l2(weight)['params.json']}`.replace('"drop_origin": false', '"drop_origin": true') })
  let harbour: Awaited<ReturnType<typeof place>>
  let early: Awaited<ReturnType<typeof harbour.previewed>>
  let late: Awaited<ReturnType<typeof harbour.previewed>>
  beforeAll(async () => {
    harbour = await place(lenient)
    early = await harbour.previewed(l2(5))
    await harbour.shipped(blind(1))
    await harbour.repo.commit({ 'seaworthy.yml': lenient.replace('non_inferior: 0.3', 'non_inferior: 0.01') })
    late = await harbour.previewed(blind(2))
  })

  it('is the first release while that is production, and nothing more is asked then', () => {
    const { anchor, baseline, findings } = early.evaluated.body
    expect(anchor).toEqual({ version: '1.0.0', digest: baseline?.digest })
    expect(findings.some(({ id }) => id.endsWith(':anchor'))).toBe(false)
  })

  it('is the last release shown better, however many came after it, and blocks at twice the margin what production lets pass', () => {
    const { body, consumed } = late.evaluated
    const { candidate, evidence } = harbour.first.evaluated.body
    expect([body.baseline?.version, body.anchor]).toEqual(['1.1.0', { version: '1.0.0', digest: candidate?.digest }])
    const compared = body.findings.filter(({ rule }) => rule === 'non_inferior')
    expect(compared.map(({ id, bound, verdict, effect }) => [id, bound, verdict, effect])).toEqual([
      ['roc_auc:non_inferior', 0.01, 'pass', 'none'],
      ['roc_auc:non_inferior:anchor', 0.02, 'fail', 'block'],
    ])
    expect(compared[1]).toMatchObject({ primary: true, evidence: { against: 'anchor', slice: null, baseline: evidence[0]?.candidate } })
    expect(consumed.find(({ role }) => role === 'anchor')).toMatchObject({ name: '1.0.0', digest: body.anchor?.digest })
    expect(verdictOfFindings(body.findings)).toBe('fail')
  })

  it('is not looked for where the policy switches it off, and a change that does so is shown what that would mean', async () => {
    const off = lenient.replace('non_inferior: 0.3', 'non_inferior: 0.01').replace('primary: roc_auc', 'primary: roc_auc\n      anchor: false')
    const { body } = (await harbour.previewed({ ...blind(3), 'seaworthy.yml': off })).evaluated
    expect([verdictOfFindings(body.findings), verdictOfFindings(body.proposed?.findings ?? [])]).toEqual(['fail', 'pass'])
    await harbour.repo.commit({ 'seaworthy.yml': off })
    const { body: later } = (await harbour.previewed(blind(4))).evaluated
    expect([later.anchor, verdictOfFindings(later.findings)]).toEqual([undefined, 'pass'])
  })
})

describe('a second test set', () => {
  const holdout = `      holdout: { source: data/2024-*.csv, window: last 3 weeks, time: date, label: late }\n`
  const confirming = yaml
    .replace('\n    train:\n', `${holdout}\n    train:\n`)
    .replace('primary: roc_auc', 'primary: roc_auc\n      confirm: holdout')
    .replace(gatesAsWritten, '{ non_inferior: 0.2, at_least: 0.55 }')

  let harbour: Awaited<ReturnType<typeof place>>
  beforeAll(async () => {
    harbour = await place(confirming)
  })

  it('is left alone in a preview, which says what it will be asked, and what a change that drops it would not be', async () => {
    const { previewed } = harbour
    const { body } = (await previewed({ ...l2(3), 'seaworthy.yml': confirming.replace('\n      confirm: holdout', '') })).evaluated
    expect(body.proposed?.notApplicable).toEqual([])
    expect([body.confirm, body.notApplicable]).toEqual([
      undefined,
      [
        { gate: 'roc_auc:non_inferior:confirm', reason: 'at_publishing' },
        { gate: 'roc_auc:at_least:confirm', reason: 'at_publishing' },
      ],
    ])
  })

  it('is opened at publishing, and says which version it confirmed before', async () => {
    const { first, shipped } = harbour
    const { evaluated } = await shipped(l2(3))
    expect(first.evaluated.body.confirm).toMatchObject({ dataset: 'holdout', digest: evaluated.body.confirm?.digest })
    expect(ids(evaluated.body.findings).filter((id) => id.includes(':confirm'))).toEqual([
      'roc_auc:non_inferior:confirm pass',
      'roc_auc:at_least:confirm pass',
    ])
    expect(evaluated.body.findings.find(({ id }) => id === 'roc_auc:at_least:confirm')?.evidence).toMatchObject({
      dataset: 'holdout',
      units: { rows: evaluated.body.confirm?.rows, clusters: 21 },
    })
    expect(first.evaluated.body.warnings.map(({ code }) => code)).not.toContain('CONFIRM_REUSED')
    expect(evaluated.body.warnings).toContainEqual({
      code: 'CONFIRM_REUSED',
      message: 'the rows of "holdout" confirmed v1.0.0 before: they are no longer unseen, take new ones',
    })
  })

  it('blocks what the test set let pass', async () => {
    const strict = confirming.replace('last 3 weeks', 'last 1 week')
    const { repo, at } = harbour
    const commit = await repo.commit({ 'seaworthy.yml': strict })
    const later = await repo.commit(l2(4))
    const line = at(later)
    const { plan, evaluated } = await bind(line, later)
    const { findings, confirm } = evaluated.body
    expect([commit === evaluated.body.policy.commit, confirm?.dataset]).toEqual([true, 'holdout'])
    expect(verdictOfFindings(findings.filter(({ id }) => !id.endsWith(':confirm')))).toBe('pass')
    expect(findings.filter(({ id }) => id.endsWith(':confirm')).map(({ reason, effect }) => [reason, effect])).toEqual([
      ['too_few_clusters', 'block'],
      ['too_few_clusters', 'block'],
    ])
    expect(await codeOf(publish(line, plan, 'tiny'))).toBe('BLOCKED')
  })

  it('stays closed for a candidate that the test set refuses', async () => {
    const { repo, at } = harbour
    await repo.commit({ 'seaworthy.yml': confirming.replace('non_inferior: 0.2', 'non_inferior: 0.0001') })
    const commit = await repo.commit({ 'params.json': (base['params.json'] ?? '').replace('"drop_origin": false', '"drop_origin": true') })
    const { evaluated } = await bind(at(commit), commit)
    expect([evaluated.body.confirm, evaluated.body.notApplicable.map(({ reason }) => reason)]).toEqual([
      undefined,
      ['at_publishing', 'at_publishing'],
    ])
  })
})

describe('repeats of a training', () => {
  const trainer = (base['train.mjs'] ?? '').replace(
    '.filter((row) => !params.lose_origins.includes(row.origin))',
    '.filter((row, at) => !params.lose_origins.includes(row.origin) && (at + Number(process.env.SEED)) % 4 > 0)',
  )
  const thrice = yaml.replace('      timeout: 2m', '      timeout: 2m\n      seed: 7\n      repeat: 3')

  let once: Awaited<ReturnType<typeof place>>
  let declared: Awaited<ReturnType<typeof place>>
  beforeAll(async () => {
    once = await place(yaml, { 'train.mjs': trainer })
    declared = await place(thrice, { 'train.mjs': trainer })
  })

  it('all count: the recipe is judged, by the mean and the spread of its runs', async () => {
    const { previewed } = once
    const { trained, evaluated, line, plan } = await previewed({ 'seaworthy.yml': thrice, ...l2(2) })
    expect(trained?.produced.map(({ role, name }) => [role, name])).toEqual([
      ['model', 'model.onnx'],
      ['metrics', 'metrics.json'],
      ['repeat', 'repeat-2/model.onnx'],
      ['repeat', 'repeat-3/model.onnx'],
    ])
    expect(new Set(trained?.produced.map(({ digest }) => digest)).size).toBe(4)
    const { repeats, evidence, candidate } = evaluated.body
    const values = repeats?.values.roc_auc ?? []
    expect([repeats?.seeds, Object.keys(repeats?.values ?? {}), values.length]).toEqual([[7, 8, 9], ['roc_auc', 'log_loss', 'brier', 'accuracy'], 3])
    expect(candidate?.digest).toBe(trained?.produced[0]?.digest)
    expect(evidence[0]).toMatchObject({ metric: 'roc_auc', method: 'clustered_influence_over_seeds' })
    expect(evidence[0]?.candidate).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 3, 12)

    const repeat = path.join(line.sections.root, 'tiny/train/out/repeat-2/model.onnx')
    await writeFile(repeat, 'other weights')
    expect(await codeOf(evaluate(line, { plan, name: 'tiny', binding: false, baselineFile: null }))).toBe('MODEL_CHANGED')
    await rm(repeat)
    expect(await codeOf(evaluate(line, { plan, name: 'tiny', binding: false, baselineFile: null }))).toBe('MODEL_CHANGED')
  })

  it('are as many as the base asks for, though a change asks for fewer', async () => {
    const { previewed } = declared
    const { trained, evaluated } = await previewed({ 'seaworthy.yml': thrice.replace('repeat: 3', 'repeat: 1'), ...l2(2) })
    expect([trained?.produced.filter(({ role }) => role === 'repeat').length, evaluated.body.repeats?.seeds]).toEqual([2, [7, 8, 9]])
    expect(evaluated.body.proposed).not.toBeNull()
  })

  it('fail together: one that fails is no training', async () => {
    const failing = trainer.replace('const params =', 'if (process.env.SEED === "8") process.exit(4)\nconst params =')
    const { previewed } = once
    expect(await codeOf(previewed({ 'seaworthy.yml': thrice, 'train.mjs': failing }))).toBe('COMMAND_FAILED')
  })

  it('publish the first run alone', async () => {
    const { first } = declared
    expect(first.published?.body.model).toBe(first.trained?.produced[0]?.digest)
    expect(first.evaluated.body.repeats?.seeds).toEqual([7, 8, 9])
  })
})
