import type { RegressionRows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { type BinaryScored, binaryScored, uniform } from '../fixtures/simulate.ts'
import type { SearchColumn } from './search-column.ts'
import { findWeakSlices, type WeakSliceRequest } from './weak-slices.ts'

interface Port {
  readonly rows?: number
  readonly days?: number | null
  /** How far the candidate's probability is from the truth, beyond the baseline's. */
  readonly worse?: (hour: number, origin: number) => number
  readonly baseline?: boolean
  readonly seed?: number
}

/** Probabilities of both models near the truth; columns tell the hour in four bins and one of three origins. */
function port({ rows = 12_000, days = 30, worse = () => 0, baseline = true, seed = 1 }: Port = {}): WeakSliceRequest {
  const random = uniform(seed)
  const hour = new Uint8Array(rows)
  const origin = new Uint8Array(rows)
  const label = new Uint8Array(rows)
  const candidate = new Float64Array(rows)
  const production = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    hour[row] = Math.floor(random() * 4)
    origin[row] = Math.floor(random() * 3)
    const chance = 0.2 + 0.4 * random()
    label[row] = random() < chance ? 1 : 0
    const wrong = worse(hour[row] ?? 0, origin[row] ?? 0)
    candidate[row] = Math.min(1, chance + wrong + 0.05 * random())
    production[row] = chance + 0.05 * random()
  }
  const cluster = days === null ? null : Int32Array.from({ length: rows }, (_, row) => row % days)
  const columns: readonly SearchColumn[] = [
    { column: 'hour', codes: hour, meaning: { kind: 'bins', edges: [6, 12, 17] } },
    { column: 'origin', codes: origin, meaning: { kind: 'categories', values: ['ATL', 'BOS', 'CLE'], shown: true } },
  ]
  const scored: BinaryScored = binaryScored({ label, candidate, baseline: baseline ? production : null, cluster })
  return { scored, rows: Uint32Array.from({ length: rows }, (_, row) => row), columns, columnsLeft: 0, testSet: 'sha256:test' }
}

const inTheEveningFromBoston = (hour: number, origin: number) => (hour === 3 && origin === 1 ? 0.4 : 0)

describe('searching for weak slices', () => {
  it('finds the two conditions under which the candidate is worse, with an interval of the other half', () => {
    const found = findWeakSlices(port({ worse: inTheEveningFromBoston }))
    expect(found?.weakSlices.map(({ condition, metric }) => [condition, metric])).toEqual([['hour above 17 and origin = BOS', 'brier']])
    const [slice] = found?.weakSlices ?? []
    expect(slice?.rows).toBeGreaterThan(400)
    expect(slice?.rows).toBeLessThan(600)
    const [lower, upper] = slice?.interval ?? [0, 0]
    expect([lower < -0.18, upper > -0.18, upper < 0]).toEqual([true, true, true])
    expect(slice?.adjustedP).toBeLessThan(0.001)
    expect(found?.search).toEqual({ rows: 12_000, columns: 2, columnsLeft: 0, conditions: 32 })
    expect(found?.warnings).toEqual([
      {
        code: 'WEAK_SLICES',
        message:
          'slices that no gate names: worse than production where hour above 17 and origin = BOS; found on one half of the clusters, tested on the other',
      },
    ])
  })

  it('singles out no few rows: what harms fewer than 250 on either half is told as part of a wider region, or not at all', () => {
    const wider = findWeakSlices(port({ rows: 4800, worse: inTheEveningFromBoston }))
    expect(wider?.weakSlices.map(({ condition, rows }) => [condition, rows >= 250])).toEqual([['hour above 12 and origin = BOS', true]])
    const fewer = port({ rows: 2400, worse: (hour, origin) => (hour === 3 && origin === 1 ? 0.6 : 0) })
    expect(findWeakSlices(fewer)?.weakSlices.every(({ rows }) => rows >= 250)).toBe(true)
    expect(findWeakSlices(port({ days: 18, worse: inTheEveningFromBoston }))).toBeNull()
  })

  it('finds nothing against an equally good model', () => {
    const found = findWeakSlices(port())
    expect([found?.weakSlices, found?.warnings]).toEqual([[], []])
    expect(found?.search.conditions).toBeGreaterThan(30)
  })

  it('does not speak of harm that is too small to matter, however sure', () => {
    const found = findWeakSlices(port({ rows: 200_000, days: null, worse: (hour) => (hour === 3 ? 0.035 : 0) }))
    expect(found?.weakSlices).toEqual([])
  })

  it('without a baseline finds where the loss is twice that of elsewhere', () => {
    const worse = (hour: number, origin: number) => 1.5 * inTheEveningFromBoston(hour, origin)
    const found = findWeakSlices(port({ baseline: false, worse }))
    expect(found?.weakSlices.map((slice) => slice.condition)).toEqual(['hour above 17 and origin = BOS'])
    expect(found?.weakSlices[0]?.difference).toBeLessThan(-0.1)
    expect(found?.warnings[0]?.message).toContain('worse than elsewhere where')
    expect(findWeakSlices(port({ baseline: false, worse: (hour) => (hour === 3 ? 0.3 : 0) }))?.weakSlices).toEqual([])
  })

  it('looks at absolute errors of a regression', () => {
    const { scored, ...request } = port()
    const codes = request.columns[0]?.codes ?? new Uint8Array()
    const random = uniform(5)
    const label = Float64Array.from(codes, () => 10 * random())
    const rowsOf = (error: (row: number) => number): RegressionRows => ({
      kind: 'regression',
      label,
      prediction: label.map((value, row) => value + error(row) * (random() - 0.5)),
      quantiles: null,
      interval: null,
      weight: null,
    })
    const candidate = rowsOf((row) => (codes[row] === 0 ? 3 : 1))
    const found = findWeakSlices({ ...request, scored: { candidate, baseline: rowsOf(() => 1), cluster: scored.cluster } })
    expect(found?.weakSlices.map(({ condition, metric }) => [condition, metric])).toEqual([['hour at most 6', 'mae']])
  })

  it('looks only at the rows that the columns tell of', () => {
    const request = port({ worse: inTheEveningFromBoston, rows: 24_000 })
    const rows = request.rows.filter((row) => row % 7 < 4)
    const columns = request.columns.map((one) => ({ ...one, codes: one.codes.filter((_, row) => row % 7 < 4) }))
    const found = findWeakSlices({ ...request, rows, columns })
    expect(found?.weakSlices.map((slice) => slice.condition)).toEqual(['hour above 17 and origin = BOS'])
    expect(found?.search.rows).toBe(13_716)
  })

  it('is the same on every run', () => {
    expect(findWeakSlices(port({ worse: inTheEveningFromBoston }))).toEqual(findWeakSlices(port({ worse: inTheEveningFromBoston })))
  })

  it('is not done on few rows, few clusters, without columns, or on rows that have no loss of their own', () => {
    const text = {
      kind: 'text',
      reference: Array.from({ length: 12_000 }, () => ['a']),
      prediction: Array.from({ length: 12_000 }, () => 'a'),
      likelihood: null,
      weight: null,
    } as const
    expect([
      findWeakSlices(port({ rows: 1999 })),
      findWeakSlices(port({ days: 19 })),
      findWeakSlices({ ...port(), columns: [] }),
      findWeakSlices({ ...port(), scored: { candidate: text, baseline: null, cluster: null } }),
    ]).toEqual([null, null, null, null])
  })

  it('finds something in an equally good model in few of a hundred cases', () => {
    const alarms = Array.from({ length: 100 }, (_, at) => findWeakSlices(port({ rows: 2400, seed: 100 + at }))?.weakSlices.length ?? 0)
    expect(alarms.filter((count) => count > 0).length).toBeLessThanOrEqual(7)
  })
})
