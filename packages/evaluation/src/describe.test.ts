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
    expect(metrics[0]).toMatchObject({
      value: null,
      interval: null,
      method: null,
      warnings: [{ code: 'ONE_CLASS', message: expect.stringMatching(/^roc_auc: /) }],
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

  it('leaves the smallest of very many values out, and says so', () => {
    const n = mostDescribedSlices + 5
    const codes = Int32Array.from({ length: n }, (_, row) => row)
    const many = binaryScored({
      label: new Uint8Array(n),
      candidate: new Float64Array(n),
      slices: [{ column: 'user', codes, values: Array.from(codes, String) }],
    })
    const { slices, warnings } = describe({ scored: many, metrics: ['brier'], testSet, by: ['user'] })
    expect(slices).toHaveLength(mostDescribedSlices)
    expect(warnings).toEqual([{ code: 'SLICES_LEFT_OUT', message: 'user has 105 values; the 100 of most rows are described' }])
  })

  it('warns of few clusters', () => {
    const few = simulate({ days: 5, baseline: null })
    expect(describe({ scored: few, metrics: ['brier'], testSet }).warnings.map(({ code }) => code)).toEqual(['TOO_FEW_CLUSTERS'])
  })

  it('refuses unknown metrics and columns', () => {
    expect(() => describe({ scored, metrics: ['auc2'], testSet })).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
    expect(() => describe({ scored, metrics: ['brier'], testSet, by: ['ship'] })).toThrow(expect.objectContaining({ code: 'UNKNOWN_SLICE_COLUMN' }))
  })
})
