import { expect, describe as group, it } from 'vitest'
import { describe, mostDescribedSlices } from './describe.ts'
import { binaryScored, policy, simulate } from './fixtures/simulate.ts'
import { judge } from './judge.ts'

const testSet = 'sha256:test'
const scored = simulate({ baseline: null })

group('a description', () => {
  it('has the value and the interval that a judgement has', () => {
    const { metrics, slices, warnings } = describe({ scored, metrics: ['roc_auc', 'brier', 'roc_auc'], testSet })
    const request = {
      policy: policy({ metric: 'roc_auc', rule: 'at_least', bound: 0.5 }),
      scored,
      level: 'measured',
      testSet,
      identical: false,
    } as const
    const [judged] = judge(request).findings
    expect(metrics.map((one) => one.metric)).toEqual(['roc_auc', 'brier'])
    expect(metrics[0]).toEqual({
      metric: 'roc_auc',
      title: 'ROC AUC',
      better: 'higher',
      value: judged?.evidence.candidate,
      interval: judged?.evidence.candidateInterval,
      method: 'clustered_influence',
      warnings: [],
    })
    expect({ slices, warnings }).toEqual({ slices: [], warnings: [] })
  })

  it('has no value where a metric is not defined, and says why', () => {
    const one = binaryScored({ label: Uint8Array.of(1, 1), candidate: Float64Array.of(0.9, 0.8) })
    const { metrics } = describe({ scored: one, metrics: ['roc_auc', 'accuracy'], testSet })
    expect(metrics[0]).toEqual({
      metric: 'roc_auc',
      title: 'ROC AUC',
      better: 'higher',
      value: null,
      interval: null,
      method: null,
      warnings: [{ code: 'ONE_CLASS', message: 'roc_auc: all 2 rows that count have label 1' }],
    })
    expect(metrics[1]).toMatchObject({ value: 1, method: 'wilson' })
  })

  it('has no interval of a single row', () => {
    const one = binaryScored({ label: Uint8Array.of(1), candidate: Float64Array.of(0.9) })
    expect(describe({ scored: one, metrics: ['accuracy'], testSet }).metrics[0]).toMatchObject({ value: 1, interval: null, method: 'point' })
  })

  it('cuts by the values of a column, small ones too, the largest first', () => {
    const small = simulate({ days: 10, rowsPerDay: 10, baseline: null, origins: ['ATL', 'BOS', 'ORD'] })
    const { slices } = describe({ scored: small, metrics: ['brier'], testSet, by: ['origin'] })
    expect(slices.map(({ column, value }) => [column, value])).toEqual([
      ['origin', 'ATL'],
      ['origin', 'BOS'],
      ['origin', 'ORD'],
    ])
    const rows = slices.reduce((sum, { n }) => sum + n, 0)
    expect(rows).toBe(100)
    const mean = slices.reduce((sum, { n, metrics }) => sum + n * (metrics[0]?.value ?? 0), 0) / rows
    expect(mean).toBeCloseTo(describe({ scored: small, metrics: ['brier'], testSet }).metrics[0]?.value ?? 0, 12)
  })

  it('describes the values of most rows first, those of as many by their names, and no empty ones', () => {
    const codes = Int32Array.of(3, 1, 3, 0, 4, 1, 4, 3)
    const named = binaryScored({
      label: Uint8Array.of(1, 0, 1, 0, 0, 0, 1, 1),
      candidate: Float64Array.of(0, 0, 0.5, 1, 0.5, 0, 1, 1),
      baseline: new Float64Array(8),
      slices: [{ column: 'user', codes, values: ['zoe', 'bob', 'none', 'cat', 'ann'] }],
    })
    const { slices } = describe({ scored: named, metrics: ['brier'], testSet, by: ['user'] })
    expect(slices.map(({ value, n, metrics }) => [value, n, metrics[0]?.value])).toEqual([
      ['cat', 3, 1.25 / 3],
      ['ann', 2, 0.125],
      ['bob', 2, 0],
      ['zoe', 1, 1],
    ])
  })

  it('leaves the smallest of very many values out, and says so', () => {
    const manyOf = (n: number) => {
      const codes = Int32Array.from({ length: n + 3 }, (_, row) => (row < n ? row : n - 1))
      const units = { label: new Uint8Array(n + 3), candidate: new Float64Array(n + 3) }
      const many = binaryScored({ ...units, slices: [{ column: 'user', codes, values: Array.from({ length: n }, (_, at) => `u${1000 + at}`) }] })
      return describe({ scored: many, metrics: ['brier'], testSet, by: ['user'] })
    }
    const { slices, warnings } = manyOf(mostDescribedSlices + 5)
    expect(slices).toHaveLength(100)
    expect([slices[0]?.value, slices[1]?.value, slices[99]?.value]).toEqual(['u1104', 'u1000', 'u1098'])
    expect(warnings).toEqual([{ code: 'SLICES_LEFT_OUT', message: 'user has 105 values; the 100 of most rows are described' }])
    const all = manyOf(mostDescribedSlices)
    expect([all.slices.length, all.warnings]).toEqual([100, []])
  })

  it('warns of few clusters', () => {
    const few = simulate({ days: 5, baseline: null })
    expect(describe({ scored: few, metrics: ['brier'], testSet }).warnings.map(({ code }) => code)).toEqual(['TOO_FEW_CLUSTERS'])
  })

  it('refuses unknown metrics and columns, and rows that do not belong together', () => {
    const short = { ...scored, cluster: new Int32Array(3) }
    expect(() => describe({ scored: short, metrics: ['brier'], testSet })).toThrow(expect.objectContaining({ code: 'LENGTH_MISMATCH' }))
    const broken = binaryScored({ label: Uint8Array.of(1, 0), candidate: Float64Array.of(Number.NaN, 0) })
    expect(() => describe({ scored: broken, metrics: ['brier'], testSet })).toThrow(expect.objectContaining({ code: 'SCORE_INVALID' }))
    expect(() => describe({ scored, metrics: ['auc2'], testSet })).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
    expect(() => describe({ scored, metrics: ['brier'], testSet, by: ['ship'] })).toThrow(expect.objectContaining({ code: 'UNKNOWN_SLICE_COLUMN' }))
  })
})
