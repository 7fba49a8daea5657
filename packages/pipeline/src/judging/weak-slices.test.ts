import { parseContract } from '@seaworthy/contracts'
import type { Reading } from '@seaworthy/datasets'
import { digestOf, type EvaluateBody } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { lineOver } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { tinyModel } from '../fixtures/tiny-plan.ts'
import { base, type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { preview, ship } from '../fixtures/voyage.ts'
import { policyDigest, policyOf } from '../policy.ts'
import { searchOf } from './weak-slices.ts'

const engines = realEngines()
const ports = memoryPorts()
const hub = new MemoryHub()

/** The tiny model judged on two months, by pairs of origin and time of day, and by how alike the origins fare. */
function configured(replacements: Readonly<Record<string, string>> = {}): string {
  const all = {
    'window: last 1 month,': 'window: last 2 months,',
    'log_loss: { by: [origin], no_regression: 0.05 }': [
      'log_loss: { by: [[origin, { column: hour, bins: 2 }]], no_regression: 2 }',
      '        equal_opportunity_difference@origin: { at_most: 1 }',
    ].join('\n'),
    ...replacements,
  }
  const before = base['seaworthy.yml'] ?? ''
  return Object.entries(all).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the configuration does not hold ${from}`)
    return text.replace(from, to)
  }, before)
}

let repo: TinyRepository & { readonly first: string }
let first: EvaluateBody
let lost: EvaluateBody
beforeAll(async () => {
  repo = await tinyRepository({ ...base, 'seaworthy.yml': configured(), ...variants.better() })
  first = (await ship(lineAt(repo.first, '1'), repo.first)).evaluated.body
  lost = await previewOf('lost', variants.originLost(), '2')
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const lineAt = (sha: string, runId: string) => lineOver(repo, { sha, runId, hub, ports, engines: engines.ofRun() })

async function previewOf(branch: string, files: Readonly<Record<string, string>>, runId: string): Promise<EvaluateBody> {
  await repo.branch(branch, 'main')
  const head = await repo.commit(files)
  await repo.checkout('main')
  return (await preview(lineAt(head, runId), head, { headBranch: branch })).evaluated.body
}

describe('weak slices of a model that has lost an origin', () => {
  it('are found in the columns that the models read, though no gate asks', () => {
    expect(lost.weakSlices?.[0]?.condition).toContain('origin = ABC')
    expect(lost.weakSlices?.[0]).toMatchObject({ metric: 'brier' })
    expect(lost.weakSlices?.[0]?.interval[1]).toBeLessThan(0)
    expect(lost.weakSliceSearch).toMatchObject({ columns: 3, columnsLeft: 0, rows: lost.dataset.rows })
    expect(lost.warnings.map(({ code }) => code)).toContain('WEAK_SLICES')
  })

  it('block nothing', () => {
    expect(lost.findings.filter(({ effect, rule }) => effect === 'block' && rule === 'no_regression')).toEqual([])
  })

  it('are looked for without production too, against the rest of the rows', () => {
    expect(first.baseline).toBeNull()
    expect(first.weakSlices?.every(({ difference }) => difference < -0.05)).toBe(true)
    expect(first.weakSliceSearch?.conditions).toBeGreaterThan(20)
  })

  it('are not looked for in the same bytes', async () => {
    const same = await previewOf('same', variants.sameModel(), '4')
    expect([same.identical, same.weakSlices, same.weakSliceSearch]).toEqual([true, undefined, undefined])
  })
})

describe('slices and groups of a policy', () => {
  it('are pairs of an origin and half of the day, the small ones together', () => {
    const [slicing] = lost.slicing
    expect(slicing).toEqual({ column: 'origin × hour in 2 bins', values: 8, judged: expect.any(Number), pooled: expect.any(Number) })
    const values = lost.findings.flatMap(({ evidence }) => (evidence.slice ? [evidence.slice] : []))
    expect(values.at(-1)).toMatchObject({ value: 'other', pooled: true })
    expect(values[0]?.value).toMatch(/^ABC × (at most|above) \d+$/)
    expect((slicing?.judged ?? 0) + (slicing?.pooled ?? 0)).toBe(8)
  })

  it('are cut by a column that only a measure of fairness names', () => {
    const found = lost.findings.find(({ metric }) => metric === 'equal_opportunity_difference@origin')
    expect(found).toMatchObject({ verdict: 'pass', rule: 'at_most', bound: 1 })
    expect(found?.evidence.baseline).toBeGreaterThan(0)
    expect(lost.fairness?.map(({ column, groups }) => [column, groups.map(({ value, compared }) => [value, compared])])).toEqual([
      [
        'origin',
        [
          ['ABC', true],
          ['DEF', true],
          ['GHI', false],
          ['JKL', false],
        ],
      ],
    ])
    expect(lost.warnings.map(({ code }) => code)).toContain('GROUPS_NOT_COMPARED')
  })
})

describe('what is searched', () => {
  const digest = digestOf('the candidate')
  const other = { columns: ['hour', 'tail'], digest: digestOf('production') }

  /** The columns of a search, and of each text whether it may be quoted. */
  async function searched({ text = '', model = tinyModel(), columns = ['distance', 'origin'], baseline = other, reading = null }: Asked = {}) {
    const tree = text === '' ? repo.first : await repo.commit({ 'seaworthy.yml': text })
    const plan = model.data.find((one) => one.name === 'test')
    if (!plan) throw new Error('the tiny model has no test data')
    const policies = {
      judging: { model, policy: policyOf(model), source: { source: 'working-tree', commit: null, digest: policyDigest(model) } },
      proposed: null,
    } as const
    const dataset = { plan, files: [], artifacts: [], bytes: 0, window: null, reading }
    const candidate = { columns, digest }
    const search = await searchOf(lineAt(tree, '9'), { plan: { tree }, policies, dataset, candidate, baseline: { model: baseline } })
    if (!search) return null
    const { collector, columnsLeft } = search
    collector.begin(1)
    collector.append({ rows: 1, values: new Map(collector.columns.map((column) => [column, { kind: 'string', data: ['a'] } as const])) }, 0)
    const shown = collector.done().columns.map(({ column, meaning }) => [column, meaning.kind === 'categories' && meaning.shown])
    return { shown, columnsLeft }
  }

  interface Asked {
    readonly text?: string
    readonly model?: ReturnType<typeof tinyModel>
    readonly columns?: readonly string[]
    readonly baseline?: typeof other
    readonly reading?: Reading | null
  }

  it('is what gates cut by, then what either model reads', async () => {
    expect(await searched()).toEqual({ shown: ['origin', 'distance', 'hour', 'tail'].map((column) => [column, true]), columnsLeft: 0 })
  })

  it('is twenty columns at most', async () => {
    const columns = Array.from({ length: 30 }, (_, at) => `c${at}`)
    const found = await searched({ columns })
    expect([found?.shown.length, found?.columnsLeft]).toEqual([20, 13])
  })

  it('names no text where samples are hidden, but for columns by which gates cut', async () => {
    const text = (base['seaworthy.yml'] ?? '').replace('samples: show', 'samples: hide')
    expect((await searched({ text, columns: ['distance', 'tail'] }))?.shown).toEqual([
      ['origin', true],
      ['distance', false],
      ['tail', false],
      ['hour', false],
    ])
  })

  it('is no column that the contract calls personal', async () => {
    const contract = parseContract(JSON.stringify(personalTail), 'rows.odcs.yaml')
    const found = await searched({ columns: ['distance'], reading: contract.objects[0] ?? null })
    expect(found).toEqual({ shown: ['origin', 'distance', 'hour'].map((column) => [column, true]), columnsLeft: 1 })
  })

  it('is nothing where no explanation is asked for, for the same model, and for rows without a loss of their own', async () => {
    const model = tinyModel()
    expect([
      await searched({ model: { ...model, evaluate: { ...model.evaluate, explain: false } } }),
      await searched({ baseline: { ...other, digest } }),
      await searched({ model: { ...model, task: 'ranking' } }),
    ]).toEqual([null, null, null])
  })
})

const personalTail = {
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'rows',
  version: '1.0.0',
  status: 'active',
  schema: [{ name: 'rows', properties: [{ name: 'tail', logicalType: 'string', classification: 'pii' }] }],
}
