import type { Explanation } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.ts'
import { realEngines } from '../fixtures/engines.ts'
import { lineOver, type TestLine } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { edited, type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { type Judged, preview, ship } from '../fixtures/voyage.ts'

const engines = realEngines()
const ports = memoryPorts()
const hub = new MemoryHub()
let repo: TinyRepository & { readonly first: string }
let first: Explanation
let judged: Judged & { readonly line: TestLine }
beforeAll(async () => {
  repo = await tinyRepository()
  first = explained((await ship(lineAt(repo.first, '1'), repo.first)).evaluated.body.explanation)
  judged = await previewOf('better', variants.better(), '2')
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

async function previewOf(branch: string, files: Readonly<Record<string, string>>, runId: string) {
  await repo.branch(branch, 'main')
  const head = await repo.commit(files)
  await repo.checkout('main')
  const line = lineAt(head, runId)
  return { ...(await preview(line, head, { headBranch: branch })), line }
}

function explained(found: Explanation | null | undefined): Explanation {
  if (!found) throw new Error('there is no explanation')
  return found
}

describe('an explanation', () => {
  it('says how much worse each model is without each column that it reads', () => {
    const { importance, metric, rows } = explained(judged.evaluated.body.explanation)
    expect({ metric, rows }).toEqual({ metric: 'roc_auc', rows: 1000 })
    expect(importance.map(({ column }) => column).toSorted()).toEqual(['distance', 'hour', 'origin'])
    // The candidate alone reads distance; of what both read, the origin matters most.
    expect(importance.find(({ column }) => column === 'distance')).toEqual({ column: 'distance', candidate: expect.any(Number), baseline: null })
    expect(importance.every(({ candidate }, at) => candidate <= (importance[at - 1]?.candidate ?? 1))).toBe(true)
    expect(importance.every(({ candidate }) => candidate > 0.01 && candidate < 0.5)).toBe(true)
  })

  it('draws how predictions depend on a column, at values that occur', () => {
    const { dependence } = explained(judged.evaluated.body.explanation)
    const hour = dependence.find(({ column }) => column === 'hour')
    expect(hour?.points).toHaveLength(10)
    expect(hour?.points.every(({ value }) => Number.isInteger(value))).toBe(true)
    const ends = [hour?.points.at(0)?.candidate ?? 0, hour?.points.at(-1)?.candidate ?? 0]
    expect(ends[1]).toBeGreaterThan((ends[0] ?? 0) + 0.05)
    expect(dependence.find(({ column }) => column === 'origin')?.points.map(({ value }) => value)).toEqual(['ABC', 'DEF', 'GHI', 'JKL'])
  })

  it('lists the rows on which the models disagree most, with their values where samples are shown', () => {
    const { disagreements } = explained(judged.evaluated.body.explanation)
    expect(disagreements).toHaveLength(10)
    const apart = disagreements.map(({ candidate, baseline }) => Math.abs(candidate - baseline))
    expect(apart).toEqual(apart.toSorted((a, b) => b - a))
    expect(Object.keys(disagreements[0]?.values ?? {}).toSorted()).toEqual(['distance', 'hour', 'origin'])
  })

  it('is of the candidate alone without production, and tells no disagreement', () => {
    expect(first.importance.map(({ baseline }) => baseline)).toEqual([null, null])
    expect(first.dependence.flatMap(({ points }) => points.map(({ baseline }) => baseline)).every((value) => value === null)).toBe(true)
    expect(first.disagreements).toEqual([])
  })

  it('is the same again for the same models and rows', async () => {
    const { line, plan, evaluated } = judged
    const again = await evaluate(line, { plan, name: 'tiny', binding: false, baselineFile: null })
    expect(again.body.explanation).toEqual(evaluated.body.explanation)
  })

  it('quotes no row, no text and no exact number of data whose samples are hidden', async () => {
    const hidden = { ...variants.better(), ...edited('seaworthy.yml', 'samples: show', 'samples: hide') }
    const { dependence, disagreements } = explained((await previewOf('hidden', hidden, '3')).evaluated.body.explanation)
    expect(disagreements.map(({ label, values }) => ({ label, values }))).toEqual(Array(10).fill({ label: null, values: null }))
    const distance = dependence.find(({ column }) => column === 'distance')?.points.map(({ value }) => value) ?? []
    expect(distance.length).toBeGreaterThan(5)
    expect(distance).toEqual(distance.map((value) => Number(Number(value).toPrecision(3))))
    // A gate cuts the rows by the origin: its values are those of the slices.
    expect(dependence.some(({ column }) => column === 'origin')).toBe(true)
  })

  it('is left out where the policy says so', async () => {
    const off = edited('seaworthy.yml', '      primary: roc_auc\n', '      primary: roc_auc\n      explain: false\n')
    await using quiet = await tinyRepository({ ...variants.base(), ...off })
    const shipped = await ship(lineOver(quiet, { sha: quiet.first, engines: engines.ofRun() }), quiet.first)
    expect(shipped.evaluated.body.explanation).toBeNull()
  })

  it('stops when its time is over, and says how far it came', async () => {
    const { line, plan } = judged
    let ms = 0
    const slow = { ...line, clock: { ...line.clock, monotonicMs: () => (ms += 9000) } }
    const { body } = await evaluate(slow, { plan, name: 'tiny', binding: false, baselineFile: null })
    expect(body.explanation?.importance).toHaveLength(2)
    expect(body.warnings).toContainEqual({
      code: 'EXPLANATION_CUT',
      message: 'the explanation took 20 s and was ended: importance is known of 2 of 3 columns',
    })
  })
})
