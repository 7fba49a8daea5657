import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assemble, digestOf, recordDigest, verdictOfFindings } from '@seaworthy/record'
import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { statusContext } from '@seaworthy/report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from './deploy.ts'
import { evaluate } from './evaluate.ts'
import { realEngines } from './fixtures/engines.ts'
import { codeOf, type LineOptions, lineOver, produced, type TestLine, trainHost } from './fixtures/line.ts'
import { MemoryHub } from './fixtures/memory-hub.ts'
import { release } from './fixtures/release.ts'
import { base, edited, type TinyRepository, tinyRepository, variants } from './fixtures/tiny-repository.ts'
import { bind, preview, ship } from './fixtures/voyage.ts'
import { importModel } from './import-model.ts'
import { monitor } from './monitor.ts'
import { planChange } from './plan.ts'
import { promote, rollback } from './promote.ts'
import { publish } from './publish.ts'
import { pull } from './pull.ts'
import { report } from './report.ts'
import { historyOf, openRetraining } from './retrain.ts'
import { planShip } from './ship.ts'
import { train } from './train.ts'
import { validate } from './validate.ts'

// One model from its first version to its retraining. The repository, its trainer, DuckDB and ONNX Runtime are real; GitHub is in memory.
const engines = realEngines()
let repo: TinyRepository & { readonly first: string }
let ports: MemoryPorts
let hub: MemoryHub
let first: Awaited<ReturnType<typeof ship>> & { readonly bytes: Uint8Array }
/** The run of the pull request with the better model. */
let better: Awaited<ReturnType<typeof preview>> & { readonly line: TestLine; readonly head: string }
beforeAll(async () => {
  repo = await tinyRepository({ ...base, 'seaworthy.yml': fragile(base['seaworthy.yml'] ?? '') })
  ports = memoryPorts()
  hub = new MemoryHub()
  const main = lineAt(repo.first, { runId: '1' })
  const shipped = await ship(main, repo.first)
  first = { ...shipped, bytes: await readFile(path.join(main.sections.root, 'tiny/train/out/model.onnx')) }
  const head = await change('better', variants.better())
  const line = lineAt(head, { runId: '10' })
  better = { ...(await preview(line, head, { headBranch: 'better' })), line, head }
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const lineAt = (sha: string, options: Partial<LineOptions> = {}) => lineOver(repo, { sha, hub, ports, engines: engines.ofRun(), ...options })

/** Its deployment writes down what it deploys, and breaks for version 1.1.0. */
function fragile(yaml: string): string {
  return yaml.replace('run: node deploy.mjs', 'run: echo "$VERSION" >> "$DEPLOY_LOG" && test "$VERSION" != 1.1.0')
}

/** A commit on a branch of its own; the work tree goes back to main, as data are read from there. */
async function change(branch: string, files: Readonly<Record<string, string | null>>): Promise<string> {
  await repo.branch(branch, 'main')
  const commit = await repo.commit(files)
  await repo.checkout('main')
  return commit
}

const request = (commit: string, headBranch: string) =>
  ({ kind: 'pull_request', commit, tree: commit, base: 'main', pullRequest: 7, fork: false, headBranch }) as const

const gates = (findings: readonly { readonly id: string; readonly verdict: string; readonly effect: string }[]) =>
  Object.fromEntries(findings.map(({ id, verdict, effect }) => [id, `${verdict} ${effect}`]))

/** A place of its own where the first version is in production. */
async function elsewhere() {
  const { validated, trained, evaluated, bytes } = first
  if (!trained) throw new Error('the first version was not trained')
  const own = { ports: memoryPorts(), hub: new MemoryHub() }
  await release(own.ports, { validate: validated, train: trained, evaluate: evaluated }, { bytes })
  return own
}

describe('the first version', () => {
  it('is validated, trained and judged by the policy that it brings, in one unbroken chain', () => {
    const { validated, trained, evaluated } = first
    const split = '2024-04-01T00:00:00'
    expect(validated.body.datasets.map(({ name, rows, windowRows, window }) => ({ name, rows, windowRows, window }))).toEqual([
      { name: 'test', rows: 6050, windowRows: 1500, window: { time: 'date', after: split, until: '2024-05-01T00:00:00' } },
      { name: 'train', rows: 6050, windowRows: 4550, window: { time: 'date', after: null, until: split } },
    ])
    expect(trained?.body).toMatchObject({
      data: { rows: 4550 },
      params: { path: 'params.json', values: { l2: 1, drop_origin: false } },
      reported: { train_rows: 4550 },
      sources: { files: 7 },
      isolation: 'job',
    })
    const { policy, binding, baseline, identical, notApplicable, dataset, findings } = evaluated.body
    expect({ policy: policy.source, binding, baseline, identical, notApplicable, gates: gates(findings) }).toEqual({
      policy: 'adopted',
      binding: true,
      baseline: null,
      identical: false,
      notApplicable: [
        { gate: 'roc_auc:non_inferior', reason: 'no_baseline' },
        { gate: 'log_loss:no_regression:by=origin', reason: 'no_baseline' },
      ],
      gates: { 'roc_auc:at_least': 'pass none' },
    })
    expect(dataset).toMatchObject({ name: 'test', rows: 1500, clusters: 30, unit: 'day of date' })
    expect(assemble([validated, ...(trained ? [trained] : []), evaluated]).missing).toEqual([])
  })

  it('is published as the very bytes that were judged, with the profile of what it learned from, and promoted', () => {
    const { validated, trained, evaluated, published, promoted } = first
    const model = trained && produced(trained, 'model')
    const { version, tag, outcome, signature, sourceCommit, assets } = published?.body ?? { assets: [] }
    expect({ version, tag, outcome, signature, sourceCommit }).toEqual({
      version: '1.0.0',
      tag: 'tiny@v1.0.0',
      outcome: 'published',
      signature: 'unsigned',
      sourceCommit: repo.first,
    })
    const digests = new Map(assets.map(({ name, digest }) => [name, digest]))
    expect([evaluated.body.candidate?.digest, published?.body.model, digests.get('model.onnx'), digestOf(first.bytes)]).toEqual(Array(4).fill(model))
    expect(digests.get('profile.json')).toBe(produced(validated, 'profile'))
    expect(promoted?.body).toMatchObject({ kind: 'promotion', version: '1.0.0', stage: 'production', n: 1, from: null, outcome: 'assigned' })
  })

  it('leaves nothing to do for the next look at main', async () => {
    expect((await planShip(lineAt(repo.first), repo.first)).models.map(({ touched }) => touched)).toEqual([false])
  })

  it('is pulled by number, as latest and by stage, and always the same', async () => {
    const line = lineAt(repo.first)
    await using scratch = await line.files.temporary('pull')
    const pulls = ['v1.0.0', 'latest', 'production'].map((version) => pull(line, { model: 'tiny', version, out: path.join(scratch.path, version) }))
    expect((await Promise.all(pulls)).map(({ version, record }) => [version, record])).toEqual(Array(3).fill(['1.0.0', first.published?.body.record]))
  })
})

describe('an existing model', () => {
  it('is imported as a first version, judged by the absolute gates, once, and from a clean work tree only', async () => {
    const own = { ports: memoryPorts(), hub: new MemoryHub() }
    const line = lineAt(repo.first, { runId: '5', ...own })
    await using scratch = await line.files.temporary('import')
    const file = path.join(scratch.path, 'old.onnx')
    await writeFile(file, first.bytes)
    await repo.write({ 'NOTES.md': 'not committed\n' })
    expect(await codeOf(importModel(line, { name: 'tiny', file }))).toBe('NOT_PUBLISHABLE')
    await repo.write({ 'NOTES.md': null })
    const { body } = await importModel(line, { name: 'tiny', file })
    expect([body.version, body.outcome, body.model, body.sourceCommit]).toEqual(['1.0.0', 'published', digestOf(first.bytes), repo.first])
    const version = await line.registry?.version('tiny', '1.0.0')
    expect(Object.keys(version?.record.sections ?? {}).toSorted()).toEqual(['evaluate', 'validate'])
    expect(await codeOf(importModel(line, { name: 'tiny', file }))).toBe('NOT_PUBLISHABLE')
  })
})

describe('a pull request', () => {
  it('with a better model passes against production on the same rows, and the reporter says so once', async () => {
    const { policy, binding, baseline, findings, proposed } = better.evaluated.body
    expect({ policy, binding, baseline: baseline?.version, proposed, gates: gates(findings) }).toEqual({
      policy: { source: 'base', commit: repo.first, digest: first.evaluated.body.policy.digest },
      binding: false,
      baseline: '1.0.0',
      proposed: null,
      gates: {
        'roc_auc:at_least': 'pass none',
        'roc_auc:non_inferior': 'pass none',
        'log_loss:no_regression:origin=ABC': 'pass none',
        'log_loss:no_regression:origin=DEF': 'pass none',
      },
    })
    const reported = await report(better.line, better.plan)
    await report(better.line, better.plan)
    expect([reported.state, reported.description]).toEqual(['success', `gates pass · 1 model · ${reported.candidates[0]?.digest}`])
    expect(hub.comments.map(({ body }) => body)).toEqual([reported.comment])
    expect((await hub.statuses.list(better.head))[0]).toMatchObject({ context: statusContext, state: 'success', description: reported.description })
  })

  it('whose data are those of production shows that nothing moved', () => {
    const { version, rows, columns, labels } = better.validated.body.dataChanges ?? { columns: [] }
    expect({ version, rows }).toEqual({ version: '1.0.0', rows: { before: 4550, after: 4550 } })
    expect(labels?.map(({ value, before, after }) => [value, before > 0 && before === after])).toEqual([
      ['0', true],
      ['1', true],
    ])
    expect(columns.map(({ name, change }) => [name, change])).toEqual(
      expect.arrayContaining(['distance', 'hour', 'origin'].map((name) => [name, 'none'])),
    )
  })

  it('whose data moved shows by how much, and names no value where they are hidden', async () => {
    const file = 'data/2024-01.csv'
    const moved = (base[file] ?? '').replace(/^(2024[^,]*),([\d.]+),/gm, (_, date, distance) => `${date},${Math.min(3000, Number(distance) * 2)},`)
    const lock = (base['seaworthy.lock'] ?? '').replace(digestOf(base[file] ?? ''), digestOf(moved)).replace(/bytes: 54200/, `bytes: ${moved.length}`)
    const yaml = fragile((base['seaworthy.yml'] ?? '').replace('samples: show', 'samples: hide'))
    const commit = await change('moved', { [file]: moved, 'seaworthy.lock': lock, 'seaworthy.yml': yaml })
    await repo.checkout('moved')
    const line = lineAt(commit, { runId: '16' })
    const { body } = await validate(line, await planChange(line, request(commit, 'moved')), 'tiny')
    await repo.checkout('main')
    const distance = body.dataChanges?.columns.find(({ name }) => name === 'distance')
    expect([distance?.change, distance?.shifted, (distance?.psi ?? 0) > 0.1]).toEqual(['shifted', true, true])
    expect(body.dataChanges?.labels?.map(({ value }) => value)).toEqual([null, null])
  })

  it('is told why its data cannot be compared, where the release of production has no readable profile', async () => {
    const { validated, trained, evaluated, bytes } = first
    if (!trained) throw new Error('the first version was not trained')
    const named = (profile: string) => ({
      ...validated,
      produced: validated.produced.map((one) => (one.role === 'profile' ? { ...one, digest: digestOf(profile), bytes: profile.length } : one)),
    })
    const warned = async (section: typeof validated, profile?: string) => {
      const own = { ports: memoryPorts(), hub: new MemoryHub() }
      await release(own.ports, { validate: section, train: trained, evaluate: evaluated }, { bytes, ...(profile === undefined ? {} : { profile }) })
      const line = lineAt(better.head, { runId: '17', ...own })
      const { body } = await validate(line, await planChange(line, request(better.head, 'better')), 'tiny')
      return [body.dataChanges, body.warnings.map(({ code }) => code)]
    }
    expect(await warned(validated)).toEqual([null, ['RELEASE_INCOMPLETE']])
    expect(await warned(named('{ "rows": 3'), '{ "rows": 3')).toEqual([null, ['PROFILE_UNREADABLE']])
    expect(await warned(named('{}'), '{}')).toEqual([null, ['PROFILE_INVALID']])
  })

  it('publishes nothing: it is a preview', async () => {
    expect(await codeOf(publish(better.line, better.plan, 'tiny'))).toBe('NOT_PUBLISHABLE')
  })

  it('is not judged on bytes that were swapped after training, nor by a section made from other sources', async () => {
    const { line, plan } = better
    const again = () => codeOf(evaluate(line, { plan, name: 'tiny', binding: false, baselineFile: null }))
    const model = path.join(line.sections.root, 'tiny/train/out/model.onnx')
    const bytes = await readFile(model)
    await writeFile(model, first.bytes)
    expect(await again()).toBe('MODEL_CHANGED')
    await writeFile(model, bytes)
    const stored = await line.sections.load('tiny', 'train')
    if (!stored) throw new Error('there is no training section')
    await line.sections.save({ ...stored.section, key: first.validated.key })
    expect(await again()).toBe('MODEL_CHANGED')
    await line.sections.save(stored.section)
    expect(await again()).toBe('RESOLVED')
  })

  it('that lowers the gate is judged by the old one, and shown both verdicts', async () => {
    const lowered = edited('seaworthy.yml', '{ non_inferior: 0.01, at_least: 0.6 }', '{ at_least: 0.5 }')['seaworthy.yml'] ?? ''
    const commit = await change('lower', { ...variants.worse(), 'seaworthy.yml': fragile(lowered) })
    const { plan, evaluated } = await preview(lineAt(commit, { runId: '11' }), commit, { headBranch: 'lower' })
    const { policy, findings, proposed } = evaluated.body
    expect([plan.models[0]?.policyEdited, policy.source, policy.commit]).toEqual([true, 'base', repo.first])
    expect(gates(findings)['roc_auc:non_inferior']).toBe('fail block')
    expect(gates(proposed?.findings ?? [])['roc_auc:at_least']).toBe('pass none')
    expect([verdictOfFindings(findings), verdictOfFindings(proposed?.findings ?? [])]).toEqual(['fail', 'pass'])
  })

  it('that trains nothing new is judged on the bytes of production, and its record holds their training', async () => {
    const yaml = edited('seaworthy.yml', 'at_least: 0.6', 'at_least: 0.61')['seaworthy.yml'] ?? ''
    const commit = await change('margin', { 'seaworthy.yml': fragile(yaml) })
    const line = lineAt(commit, { runId: '13' })
    const { plan, trained, evaluated } = await preview(line, commit, { headBranch: 'margin' })
    expect([plan.models[0]?.origin, trained, evaluated.body.identical]).toEqual([{ kind: 'production' }, null, true])
    const reported = await report(line, plan)
    expect(reported.candidates[0]).toMatchObject({ missing: [], failures: [], record: { sections: { train: { run: { runId: '1' } } } } })
    expect(await codeOf(evaluate(line, { plan, name: 'tiny', binding: false, baselineFile: null }))).toBe('RESOLVED')
  })

  it('whose data break the contract is not trained', async () => {
    const file = 'data/2024-04.csv'
    const broken = (base[file] ?? '').replace(',ABC,', ',abc,')
    const lock = (base['seaworthy.lock'] ?? '').replace(digestOf(base[file] ?? ''), digestOf(broken))
    const commit = await change('broken', { [file]: broken, 'seaworthy.lock': lock })
    await repo.checkout('broken')
    const line = lineAt(commit, { runId: '14' })
    const plan = await planChange(line, request(commit, 'broken'))
    const { body } = await validate(line, plan, 'tiny')
    expect(body.datasets.flatMap(({ checks }) => checks.filter(({ outcome }) => outcome !== 'pass'))).toMatchObject([
      { column: 'origin', severity: 'error', outcome: 'fail', failed: 1, samples: [{ value: 'abc' }] },
    ])
    expect(await codeOf(train(line, { plan, name: 'tiny', host: trainHost() }))).toBe('DATA_BLOCKED')
    await repo.checkout('main')
  })

  it('that drops the contract of its data is still held to the one that the base names', async () => {
    const yaml = (base['seaworthy.yml'] ?? '').replaceAll(' contract: contracts/rows.odcs.yaml,', '')
    const commit = await change('no-contract', { 'seaworthy.yml': fragile(yaml) })
    const line = lineAt(commit, { runId: '24' })
    const { body } = await validate(line, await planChange(line, request(commit, 'no-contract')), 'tiny')
    expect(body.datasets.map(({ contract }) => contract?.path)).toEqual(['contracts/rows.odcs.yaml', 'contracts/rows.odcs.yaml'])
    expect(body.datasets.flatMap(({ checks }) => checks).length).toBeGreaterThan(0)
  })

  it('whose training failed has nothing to judge, and its status says why', async () => {
    const commit = await change('untrained', edited('trainer/rows.mjs', 'NUMERIC', 'NUMBERS'))
    const line = lineAt(commit, { runId: '15' })
    const plan = await planChange(line, request(commit, 'untrained'))
    await line.sections.saveFailure('tiny', { stage: 'train', code: 'TIMED_OUT', message: 'training took longer than 2 minutes', hint: null })
    await expect(evaluate(line, { plan, name: 'tiny', binding: false, baselineFile: null })).rejects.toMatchObject({
      code: 'SECTION_MISSING',
      message: '"tiny" has no training section in this run: training failed with TIMED_OUT',
    })
    const reported = await report(line, plan)
    expect([reported.state, reported.candidates[0]?.failures.map(({ code }) => code)]).toEqual(['error', ['TIMED_OUT']])
  })
})

describe('shipping', () => {
  it('publishes nothing that its gates do not pass', async () => {
    const own = await elsewhere()
    const before = own.ports.refNames()
    const commit = await change('worse', variants.worse())
    const line = lineAt(commit, { runId: '20', ...own })
    const { plan, evaluated } = await bind(line, commit)
    expect([evaluated.body.policy.source, evaluated.body.baseline?.version]).toEqual(['base', '1.0.0'])
    expect(gates(evaluated.body.findings)['roc_auc:non_inferior']).toBe('fail block')
    expect(await codeOf(publish(line, plan, 'tiny'))).toBe('BLOCKED')
    await line.files.remove(path.join(line.sections.root, 'tiny/evaluate'))
    expect(await codeOf(publish(line, plan, 'tiny'))).toBe('SECTION_MISSING')
    expect(own.ports.refNames()).toEqual(before)
  })

  it('publishes nothing for the bytes of production, which pass by identity', async () => {
    const own = await elsewhere()
    const commit = await change('same', variants.sameModel())
    const line = lineAt(commit, { runId: '21', ...own })
    const { published, evaluated } = await ship(line, commit)
    const inferiority = evaluated.body.findings.find(({ id }) => id === 'roc_auc:non_inferior')
    expect([published, evaluated.body.identical, inferiority?.verdict, inferiority?.reason]).toEqual([null, true, 'pass', 'identical_model'])
    expect(own.ports.allReleases().map(({ tag }) => tag)).toEqual(['tiny@v1.0.0'])
  })

  it('goes on after an interruption, from a later commit, with the bytes that were reviewed and the record that was begun', async () => {
    hub.addRun({ id: '10', headSha: better.head, headBranch: 'better' }, await better.line.sections.artifacts())
    const merged = await repo.merge('better')
    const head = { sha: better.head, ref: 'better', repository: hub.repository }
    hub.addPull({ number: 7, state: 'closed', merged: true, mergeCommit: merged, head }, [better.head])
    const cut = { ...ports, releases: { ...ports.releases, publish: () => Promise.reject(new Error('the network failed')) } }
    const broken = lineAt(merged, { runId: '30', ports: cut })
    const begun = await bind(broken, merged)
    expect(begun.plan.models[0]?.origin).toMatchObject({ kind: 'run', runId: '10', pullRequest: 7 })
    expect(begun.evaluated.body).toMatchObject({ binding: true, baseline: { version: '1.0.0' }, policy: { source: 'base', commit: repo.first } })
    await expect(publish(broken, begun.plan, 'tiny')).rejects.toThrow('the network failed')

    const later = await repo.commit({ 'README.md': '# tiny\n' })
    const shipped = await ship(lineAt(later, { runId: '31' }), later)
    const sections = [begun.validated, ...(better.trained ? [better.trained] : []), begun.evaluated]
    expect(shipped.published?.body).toMatchObject({
      version: '1.1.0',
      outcome: 'finished',
      record: recordDigest(assemble(sections).record),
      model: better.evaluated.body.candidate?.digest,
      sourceCommit: merged,
    })
    expect(shipped.promoted?.body).toMatchObject({ version: '1.1.0', n: 2, from: '1.0.0', outcome: 'assigned' })
    expect(ports.allReleases().map(({ tag, draft }) => [tag, draft])).toEqual([
      ['tiny@v1.0.0', false],
      ['tiny@v1.1.0', false],
    ])
  })

  it('puts the former version back when a deployment fails, and holds the stage after a rollback until someone resumes', async () => {
    const main = await repo.tree.head()
    const line = lineAt(main, { runId: '32' })
    await using scratch = await line.files.temporary('deploy')
    const log = path.join(scratch.path, 'log')
    hub.writes.splice(0)
    const wanted = { model: 'tiny', stage: 'production', version: null, variables: { PATH: process.env.PATH ?? '', DEPLOY_LOG: log } }
    const failed = await deploy(line, wanted)
    expect(failed.body).toMatchObject({ version: '1.1.0', outcome: 'restored', restored: '1.0.0', message: expect.stringContaining('exit code 1') })
    expect(await readFile(log, 'utf8')).toBe('1.1.0\n1.0.0\n')
    expect(hub.writes).toEqual([
      'deployment: tiny@v1.1.0 to tiny-production',
      'deployment: in_progress, deploying v1.1.0',
      'deployment: failure, failed; v1.0.0 is back',
    ])
    const back = await rollback(line, { model: 'tiny', stage: 'production', version: null, reason: 'it does not start' })
    expect(back.body).toMatchObject({ kind: 'rollback', version: '1.0.0', n: 3, from: '1.1.0', outcome: 'assigned' })
    const again = { model: 'tiny', version: '1.1.0', stage: 'production', reason: null }
    expect((await promote(line, { ...again, resume: false })).body.outcome).toBe('held')
    expect((await planShip(line, main)).models[0]?.touched).toBe(false)
    expect((await deploy(line, wanted)).body).toMatchObject({ version: '1.0.0', outcome: 'deployed', restored: null, message: null })
    expect((await promote(line, { ...again, resume: true })).body).toMatchObject({ kind: 'promotion', version: '1.1.0', n: 4, outcome: 'assigned' })
  })

  it('deploys nothing that the configuration does not name', async () => {
    const staging = { model: 'tiny', stage: 'staging', version: null, variables: {} }
    expect(await codeOf(deploy(lineAt(repo.first), staging))).toBe('NO_DEPLOYMENT_DECLARED')
  })
})

describe('watching', () => {
  it('sees nothing to do without new data', async () => {
    const look = await monitor(lineAt(repo.first), { name: 'tiny', history: [], retrainedAt: null })
    expect([look.body.version, look.body.data.rows, look.body.decision]).toEqual(['1.1.0', 0, 'none'])
  })

  it('asks for a retraining when a month has come: one issue, one pull request that changes only the lock', async () => {
    const main = await repo.tree.head()
    await repo.write(variants.newMonth())
    const line = lineAt(main, { runId: '40' })
    const look = await monitor(line, { name: 'tiny', history: [], retrainedAt: null })
    const { version, data, calibration, performance, decision, reasons } = look.body
    expect({ version, decision, rows: data.rows, files: data.files.map(({ path: file, rows }) => [file, rows]) }).toEqual({
      version: '1.1.0',
      decision: 'retrain',
      rows: 1550,
      files: [['data/2024-05.csv', 1550]],
    })
    expect(reasons.filter(({ retrain }) => retrain).map(({ reason }) => reason)).toEqual(['new_rows'])
    expect([calibration?.drifted, performance.map(({ metric, decayed }) => [metric, decayed])]).toEqual([
      false,
      ['roc_auc', 'log_loss', 'brier', 'accuracy'].map((metric) => [metric, false]),
    ])

    hub.writes.splice(0)
    const opened = await openRetraining(line, look)
    const branch = opened.pull?.head.ref ?? ''
    expect(branch).toMatch(/^seaworthy\/retrain-tiny-[0-9a-f]{12}$/)
    const added = `path: data/2024-05.csv\n      digest: ${data.files[0]?.digest}`
    expect(hub.branchFiles(branch)).toEqual({ 'seaworthy.lock': expect.stringContaining(added) })
    await openRetraining(line, look)
    expect(hub.writes.map((write) => write.replace(branch, 'BRANCH'))).toEqual([
      'branch: BRANCH',
      'pull: BRANCH into main',
      `dispatch: seaworthy.yml on BRANCH {"pr":"${opened.pull?.number}"}`,
      `issue: ${opened.issue?.number} opened`,
      `issue: ${opened.issue?.number} updated`,
    ])
    expect((await historyOf(line, 'tiny')).looks.at(-1)).toMatchObject({ decision: 'retrain' })
  })

  it('closes the issue once there is nothing to do', async () => {
    const line = lineAt(repo.first, { runId: '41' })
    await repo.write({ 'data/2024-05.csv': null })
    const history = await historyOf(line, 'tiny')
    await openRetraining(line, await monitor(line, { name: 'tiny', history: history.looks, retrainedAt: history.retrainedAt }))
    expect(hub.allIssues.map(({ state }) => state)).toEqual(['closed'])
  })
})
