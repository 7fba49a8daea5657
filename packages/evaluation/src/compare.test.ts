import { metric } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { compare, compareVerdict } from './compare.ts'
import { binaryScored, changed, exchanged, policy, simulate } from './fixtures/simulate.ts'
import { judge } from './judge.ts'
import type { Scored } from './scored.ts'
import { unitTestOf } from './unit-test.ts'

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

  it('has a warning for what a metric makes of a score, and for few clusters', () => {
    const few = simulate({ days: 12 })
    const wrong = few.candidate.score.map((score, row) => (row === 0 ? 1 - (few.candidate.label[0] ?? 0) : score))
    const warningsOf = (rows: Scored) => compare({ testSet: 'sha256:test', scored: rows, metrics: ['log_loss'], margin: 1 }).warnings
    expect(warningsOf(changed(few, { candidate: wrong }))).toEqual([
      { code: 'FEW_CLUSTERS', message: 'the test set has 12 clusters; intervals are dependable from 30' },
      { code: 'CLIPPED_SCORES', message: expect.stringMatching(/^log_loss of the candidate: 1 of 2400 rows/) },
    ])
    expect(warningsOf({ ...few, cluster: null })).toEqual([])
    expect(warningsOf(scored)).toEqual([])
  })

  it('names each metric once', () => {
    const { comparisons } = compare({ testSet: 'sha256:test', scored, metrics: ['brier', 'roc_auc', 'brier'] })
    expect(comparisons.map(({ metric }) => metric)).toEqual(['brier', 'roc_auc'])
  })

  it('has the p-values of another test where one is asked for', () => {
    const asked = { testSet: 'sha256:test', scored, metrics: ['brier'], margin: 0.01 } as const
    const [usual] = compare(asked).comparisons
    const [tested] = compare({ ...asked, test: 'wilcoxon' }).comparisons
    const pValue = unitTestOf('wilcoxon', { metric: metric('brier', 'binary'), rows: scored, seed: 'sha256:test' })
    expect(tested).toEqual({ ...usual, test: 'wilcoxon', pValue: pValue(0, 'two_sided'), pRule: pValue(-0.01, 'greater') })
    expect(tested?.pValue).not.toBe(usual?.pValue)
  })

  it('has none of another test below two clusters', () => {
    const day = simulate({ days: 1 })
    expect(compare({ testSet: 'sha256:test', scored: day, metrics: ['brier'], test: 'wilcoxon' }).comparisons[0]).toMatchObject({
      pValue: null,
      pRule: null,
      test: 'wilcoxon',
    })
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
    ['UNKNOWN_METRIC', { scored, metrics: [] }],
    ['LENGTH_MISMATCH', { scored: { ...scored, cluster: new Int32Array(3) }, metrics: ['roc_auc'] }],
    ['GATE_INVALID', { scored, metrics: ['roc_auc'], margin: -1 }],
    ['TEST_NOT_APPLICABLE', { scored, metrics: ['roc_auc'], test: 'wilcoxon' as const }],
    ['UNKNOWN_SLICE_COLUMN', { scored, metrics: ['roc_auc'], by: ['ship'] }],
    ['UNKNOWN_METRIC', { scored, metrics: ['auc2'] }],
    ['METRIC_UNDEFINED', { scored: changed(scored, { label: new Uint8Array(scored.candidate.label.length) }), metrics: ['roc_auc'] }],
  ])('refuses with %s', (code, request) => {
    expect(() => compare({ testSet: 'sha256:test', ...request })).toThrow(expect.objectContaining({ code }))
  })
})

describe('compare refuses', () => {
  it('one model alone, and says what is lacking', () => {
    expect(() => compare({ testSet: 'sha256:test', scored: { ...scored, baseline: null }, metrics: ['roc_auc'] })).toThrow(
      expect.objectContaining({
        code: 'NO_BASELINE',
        message: 'there are no scores of a baseline to compare with',
        hint: 'score both models on the same rows',
      }),
    )
  })

  it('a margin that is a share of nothing', () => {
    const label = Uint8Array.of(0, 1, 0, 1)
    const rows = binaryScored({ label, candidate: Float64Array.of(0, 1, 1, 0), baseline: Float64Array.of(1, 0, 1, 0) })
    const asked = { testSet: 'sha256:test', scored: rows, metrics: ['accuracy'], margin: 0.02 }
    expect(() => compare({ ...asked, relative: true })).toThrow(
      expect.objectContaining({
        code: 'SHARE_OF_NOTHING',
        message: "gate accuracy:non_inferior: the baseline's accuracy is 0, and its margin is a share of that",
        hint: "write the margin as a number in the metric's own unit",
      }),
    )
    expect(compare(asked).comparisons[0]).toMatchObject({ baseline: 0, margin: 0.02, relativeMargin: null })
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
