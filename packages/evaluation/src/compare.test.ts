import { describe, expect, it } from 'vitest'
import { compare, compareVerdict } from './compare.ts'
import { binaryScored, changed, exchanged, policy, simulate } from './fixtures/simulate.ts'
import { judge } from './judge.ts'

const scored = simulate({ baseline: 0.3 })

describe('compare', () => {
  it('says what judge says of the same rule, metric by metric', () => {
    const { comparisons, verdict } = compare({ testSet: 'sha256:test', scored, metrics: ['roc_auc', 'brier'], rule: 'superior', margin: 0.001 })
    const [auc, brier] = comparisons
    const { findings } = judge({
      policy: policy({ rule: 'superior', bound: 0.001 }),
      scored,
      level: 'measured',
      testSet: 'sha256:test',
      identical: false,
    })
    const { evidence, pRule, passIfEqual, minimumDetectableEffect, unitsToDecide } = findings[0] ?? {}
    expect(auc).toEqual({
      metric: 'roc_auc',
      title: 'ROC AUC',
      candidate: evidence?.candidate,
      baseline: evidence?.baseline,
      difference: evidence?.difference,
      interval: evidence?.interval,
      level: 0.95,
      pValue: evidence?.pValue,
      pRule,
      method: 'clustered_influence',
      test: null,
      rule: 'superior',
      margin: 0.001,
      relativeMargin: null,
      designEffect: evidence?.designEffect,
      discordant: null,
      minimumDetectableEffect,
      unitsToDecide,
      passIfEqual,
      verdict: 'pass',
      reason: 'shown_better',
    })
    expect(brier).toMatchObject({ metric: 'brier', method: 'clustered_mean', verdict: 'pass' })
    expect(verdict).toBe('pass')
  })

  it('asks by default that the candidate is shown not worse at all', () => {
    expect(compare({ testSet: 'sha256:test', scored, metrics: ['roc_auc'] }).comparisons[0]).toMatchObject({
      rule: 'non_inferior',
      margin: 0,
      verdict: 'pass',
      reason: 'shown_better',
    })
    expect(compare({ testSet: 'sha256:test', scored: exchanged(scored), metrics: ['roc_auc'] }).comparisons[0]).toMatchObject({
      verdict: 'fail',
      reason: 'shown_worse',
    })
  })

  it('of independent rows is DeLong’s test', () => {
    expect(compare({ testSet: 'sha256:test', scored: { ...scored, cluster: null }, metrics: ['roc_auc'] }).comparisons[0]).toMatchObject({
      method: 'delong',
      verdict: 'pass',
    })
  })

  it('of a single row has numbers and no interval', () => {
    const one = binaryScored({ label: Uint8Array.of(1), candidate: Float64Array.of(0.9), baseline: Float64Array.of(0.8) })
    expect(compare({ testSet: 'sha256:test', scored: one, metrics: ['brier'] }).comparisons[0]).toMatchObject({
      interval: null,
      pValue: null,
      pRule: null,
      verdict: 'inconclusive',
    })
  })

  it('takes a margin as a share of the baseline’s value', () => {
    const { comparisons } = compare({ testSet: 'sha256:test', scored, metrics: ['roc_auc'], margin: 0.02, relative: true })
    const [one] = comparisons
    expect(one).toMatchObject({ relativeMargin: 0.02, margin: 0.02 * (one?.baseline ?? 0) })
  })

  it('counts the units on which one model alone is right', () => {
    const rows = binaryScored({ label: Uint8Array.of(1, 1, 1, 0), candidate: Float64Array.of(1, 1, 0, 0), baseline: Float64Array.of(1, 0, 1, 1) })
    const of = (metrics: readonly string[], cluster: Int32Array | null) =>
      compare({ testSet: 'sha256:test', scored: { ...rows, cluster }, metrics }).comparisons.map(({ discordant }) => discordant)
    expect(of(['accuracy', 'hamming_loss', 'brier'], null)).toEqual([
      { candidateOnly: 2, baselineOnly: 1 },
      { candidateOnly: 2, baselineOnly: 1 },
      null,
    ])
    expect(of(['accuracy'], Int32Array.of(0, 0, 1, 1))).toEqual([null])
  })

  it('judges slices for harm, all of a metric together, and fails where one is shown worse', () => {
    const lost = simulate({ lost: 'BOS', baseline: 0.85, candidate: 0.9 })
    const { comparisons, slices, notCut, verdict } = compare({
      testSet: 'sha256:test',
      scored: lost,
      metrics: ['brier'],
      margin: 0.05,
      by: ['origin'],
    })
    expect(slices.map(({ slice, verdict: found }) => [slice.value, found])).toEqual([
      ['ATL', 'pass'],
      ['BOS', 'fail'],
    ])
    expect(slices.map(({ n }) => n).reduce((sum, n) => sum + n)).toBe(lost.candidate.label.length)
    expect(slices[1]?.adjustedP).toBeLessThan(0.025)
    expect({ rules: comparisons.map(({ rule }) => rule), notCut, verdict }).toEqual({ rules: ['non_inferior'], notCut: [], verdict: 'fail' })
  })

  it('decides nothing where no slice is large enough, and says of which metric', () => {
    const small = simulate({ days: 12, rowsPerDay: 20 })
    const { slices, notCut, warnings, verdict } = compare({ testSet: 'sha256:test', scored: small, metrics: ['brier'], margin: 0.5, by: ['origin'] })
    expect({ slices, notCut, verdict }).toEqual({ slices: [], notCut: ['brier'], verdict: 'inconclusive' })
    expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['FEW_CLUSTERS', 'ROWS_NOT_JUDGED']))
  })

  it.each([
    ['NO_BASELINE', { scored: { ...scored, baseline: null }, metrics: ['roc_auc'] }],
    ['GATE_INVALID', { scored, metrics: ['roc_auc'], margin: -1 }],
    ['TEST_NOT_APPLICABLE', { scored, metrics: ['roc_auc'], test: 'wilcoxon' as const }],
    ['UNKNOWN_SLICE_COLUMN', { scored, metrics: ['roc_auc'], by: ['ship'] }],
    ['UNKNOWN_METRIC', { scored, metrics: ['auc2'] }],
    ['METRIC_UNDEFINED', { scored: changed(scored, { label: new Uint8Array(scored.candidate.label.length) }), metrics: ['roc_auc'] }],
  ])('refuses with %s', (code, request) => {
    expect(() => compare({ testSet: 'sha256:test', ...request })).toThrow(expect.objectContaining({ code }))
  })
})

describe('compareVerdict', () => {
  it.each([
    [['pass', 'pass'], 'pass'],
    [['pass', 'inconclusive'], 'inconclusive'],
    [['inconclusive', 'fail'], 'fail'],
    [[], 'inconclusive'],
  ] as const)('of %j is %s', (verdicts, expected) => {
    expect(compareVerdict(verdicts.map((verdict) => ({ verdict })))).toBe(expected)
  })
})
