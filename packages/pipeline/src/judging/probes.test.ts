import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type EvaluateBody, type Evidence, type Finding, verdictOfFindings } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.ts'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, lineOver, type TestLine } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { edited, type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { type Judged, preview, ship } from '../fixtures/voyage.ts'

const gates = `        roc_auc: { non_inferior: 0.05, at_least: 0.6 }
        latency_p50: { at_most_times: 1000 }
        latency_p99: { at_most: 60000, on_fail: warn }
        throughput: { at_least: 1 }
        peak_memory: { at_most_times: 100 }
        size_bytes: { at_most: 100000, no_regression: 50000 }
        parameters: { at_most: 1000 }
        flip_rate_noise: { at_most: 0.5 }
        flip_rate_missing: { at_most: 1, inconclusive: warn }
        flip_rate_swap: { at_most: 0.9 }
        flip_rate_typo: { at_most: 1, inconclusive: warn }
        repeat_difference: { at_most: 0 }
        thread_difference: { at_most: 0 }
        batch_difference: { at_most: 0.00001 }
        training_difference: { at_most: 0.00001 }
`

const engines = realEngines()
let repo: TinyRepository & { readonly first: string }
let judged: Judged & { readonly line: TestLine }
let first: EvaluateBody
const ports = memoryPorts()
const hub = new MemoryHub()
beforeAll(async () => {
  // Its training also writes what it predicts for its own rows.
  const probed = edited('seaworthy.yml', '        roc_auc:  { non_inferior: 0.01, at_least: 0.6 }\n', gates)
  const trained = edited('train.mjs', 'const metrics =', predicting)
  const yaml = (probed['seaworthy.yml'] ?? '').replace('metrics: metrics.json', 'metrics: metrics.json\n      predictions: own.csv')
  repo = await tinyRepository({ ...variants.base(), ...trained, 'seaworthy.yml': yaml })
  const shipped = await ship(lineAt(repo.first, '1'), repo.first)
  first = shipped.evaluated.body
  await repo.branch('better', 'main')
  const head = await repo.commit(variants.better())
  await repo.checkout('main')
  const line = lineAt(head, '2')
  judged = { ...(await preview(line, head, { headBranch: 'better' })), line }
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

// A clock that is a hundred times too slow: no limit of time is met, however slow the machine.
function lineAt(sha: string, runId: string): TestLine {
  const line = lineOver(repo, { sha, runId, hub, ports, engines: engines.ofRun() })
  return { ...line, clock: { ...line.clock, monotonicMs: () => performance.now() / 100 } }
}

const predicting = `const own = inputs.map((input) => 1 / (1 + Math.exp(-input.reduce((sum, value, at) => sum + value * fitted[at], 0))))
writeFileSync(join(options.out, 'own.csv'), ['row,score', ...own.map((score, row) => \`\${row},\${score}\`)].join('\\n') + '\\n')
const metrics =`

function evidenceOf(metric: string, body: EvaluateBody = judged.evaluated.body): Evidence {
  const found = body.evidence.find((one) => one.metric === metric)
  if (!found) throw new Error(`no evidence of ${metric}`)
  return found
}

function findingOf(gate: string): Finding {
  const found = judged.evaluated.body.findings.find((one) => one.gate === gate)
  if (!found) throw new Error(`no finding of ${gate}`)
  return found
}

describe('probes', () => {
  it('are taken of both models where the policy names them, and judged', () => {
    expect(verdictOfFindings(judged.evaluated.body.findings)).toBe('pass')
    expect(findingOf('latency_p50:at_most_times')).toMatchObject({ verdict: 'pass', reason: 'below_bound' })
    expect(evidenceOf('latency_p50')).toMatchObject({
      units: { rows: 1000, clusters: 40 },
      ratio: { interval: [expect.any(Number), expect.any(Number)] },
    })
    expect(evidenceOf('throughput')).toMatchObject({ units: { rows: 40, clusters: 20 }, baseline: expect.any(Number) })
  })

  it('measure memory in ten processes of each model', () => {
    const { candidate, baseline = 0 } = evidenceOf('size_bytes')
    expect(evidenceOf('peak_memory')).toMatchObject({ candidate: 1000 * candidate, units: { rows: 10, clusters: 10 } })
    expect(evidenceOf('peak_memory').ratio?.value).toBeCloseTo(candidate / (baseline ?? 0), 9)
  })

  it('know the exact size and the parameters of both files', async () => {
    const { line, trained, evaluated } = judged
    const bytes = (await readFile(path.join(line.sections.root, 'tiny/train/out/model.onnx'))).length
    expect(trained?.produced.find(({ role }) => role === 'model')?.bytes).toBe(bytes)
    const baseline = evidenceOf('size_bytes', first).candidate
    expect(evidenceOf('size_bytes')).toMatchObject({ candidate: bytes, baseline, difference: baseline - bytes, method: 'exact' })
    expect(evidenceOf('size_bytes').ratio).toEqual({ value: bytes / baseline, interval: null })
    expect(evaluated.body.candidate?.bytes).toBe(bytes)
    expect(evidenceOf('parameters').candidate).toBeGreaterThan(evidenceOf('parameters').baseline ?? Number.POSITIVE_INFINITY)
  })

  it('count decisions that flip, of both models on the same rows', () => {
    const noise = evidenceOf('flip_rate_noise')
    expect(noise.units).toEqual({ rows: 1000, clusters: 1000 })
    expect(noise.candidate).toBeGreaterThan(0)
    expect(noise.candidate).toBeLessThan(0.2)
    expect(noise.difference).toBeCloseTo((noise.baseline ?? 0) - noise.candidate, 12)
    expect(evidenceOf('flip_rate_swap').candidate).toBeGreaterThan(noise.candidate)
  })

  it('say of rows that a model refuses that they tell nothing, and decide nothing without others', () => {
    const { warnings } = judged.evaluated.body
    expect(warnings.filter(({ code }) => code === 'PROBE_LIMITED')).toEqual([
      { code: 'PROBE_LIMITED', message: expect.stringMatching(/^flip_rate_missing: the candidate refuses \d+ of 1000 changed rows; /) },
    ])
    expect(findingOf('flip_rate_missing:at_most').evidence.units.rows).toBeLessThan(1000)
  })

  it('find the same numbers twice, with one thread and four, one by one and together', () => {
    expect(['repeat_difference', 'thread_difference'].map((id) => evidenceOf(id).candidate)).toEqual([0, 0])
    expect(evidenceOf('batch_difference').candidate).toBeLessThan(1e-6)
  })

  it('hold the model against what training predicted for its own rows', () => {
    expect(evidenceOf('training_difference')).toMatchObject({ units: { rows: 1000 }, method: 'exact' })
    expect(evidenceOf('training_difference').candidate).toBeLessThan(1e-5)
  })

  it('refuse predictions of training that are no longer those that it left', async () => {
    const { line, plan } = judged
    const file = path.join(line.sections.root, 'tiny/train/out/own.csv')
    const before = await readFile(file, 'utf8')
    await writeFile(file, before.replace(/\n0,.*\n/, '\n0,0.5\n'))
    expect(await codeOf(evaluate(line, { plan, name: 'tiny', binding: false, baselineFile: null }))).toBe('DATA_CHANGED')
    await writeFile(file, before)
  })
})
