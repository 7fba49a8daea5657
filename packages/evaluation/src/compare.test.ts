import { describe, expect, it } from 'vitest'
import { compare, compareVerdict } from './compare.ts'
import { binaryScored, changed, exchanged, policy, simulate } from './fixtures/simulate.ts'
import { judge } from './judge.ts'

const scored = simulate({ baseline: 0.3 })

describe('compare', () => {
  it('says what judge says of the same rule, metric by metric', () => {
    const [auc, brier] = compare({ testSet: 'sha256:test', scored, metrics: ['roc_auc', 'brier'], rule: 'superior', margin: 0.001 })
    const { findings } = judge({
      policy: policy({ rule: 'superior', bound: 0.001 }),
      scored,
      level: 'measured',
      testSet: 'sha256:test',
      identical: false,
    })
    const { evidence, pRule, passIfEqual, minimumDetectableEffect } = findings[0] ?? {}
    expect(auc).toEqual({
      metric: 'roc_auc',
      candidate: evidence?.candidate,
      baseline: evidence?.baseline,
      difference: evidence?.difference,
      interval: evidence?.interval,
      level: 0.95,
      pValue: evidence?.pValue,
      pRule,
      method: 'clustered_influence',
      rule: 'superior',
      margin: 0.001,
      minimumDetectableEffect,
      passIfEqual,
      verdict: 'pass',
      reason: 'shown_better',
    })
    expect(brier).toMatchObject({ metric: 'brier', method: 'clustered_mean', verdict: 'pass' })
  })

  it('asks by default that the candidate is shown not worse at all', () => {
    expect(compare({ testSet: 'sha256:test', scored, metrics: ['roc_auc'] })[0]).toMatchObject({
      rule: 'non_inferior',
      margin: 0,
      verdict: 'pass',
      reason: 'shown_better',
    })
    expect(compare({ testSet: 'sha256:test', scored: exchanged(scored), metrics: ['roc_auc'] })[0]).toMatchObject({
      verdict: 'fail',
      reason: 'shown_worse',
    })
  })

  it('of independent rows is DeLong’s test', () => {
    expect(compare({ testSet: 'sha256:test', scored: { ...scored, cluster: null }, metrics: ['roc_auc'] })[0]).toMatchObject({
      method: 'delong',
      verdict: 'pass',
    })
  })

  it('of a single row has numbers and no interval', () => {
    const one = binaryScored({ label: Uint8Array.of(1), candidate: Float64Array.of(0.9), baseline: Float64Array.of(0.8) })
    expect(compare({ testSet: 'sha256:test', scored: one, metrics: ['brier'] })[0]).toMatchObject({
      interval: null,
      pValue: null,
      pRule: null,
      verdict: 'inconclusive',
    })
  })

  it.each([
    ['NO_BASELINE', { scored: { ...scored, baseline: null }, metrics: ['roc_auc'] }],
    ['GATE_INVALID', { scored, metrics: ['roc_auc'], margin: -1 }],
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
