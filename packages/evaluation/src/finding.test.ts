import type { Evidence } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { decideWhole, finding, refuseShareOfNothing, settledBefore, tooFewGroups } from './finding.ts'
import { gate } from './fixtures/simulate.ts'
import type { Measured } from './measure.ts'
import type { Quantity } from './rules/rule.ts'

const error = { standardError: 0.01, degreesOfFreedom: 30 }
const quantity = (lower: number, upper: number): Quantity => ({
  estimate: (lower + upper) / 2,
  interval: [lower, upper],
  error,
  pValue: () => 0.01,
})

const evidence: Evidence = {
  metric: 'roc_auc',
  title: 'ROC AUC',
  better: 'higher',
  slice: null,
  level: 'measured',
  units: { rows: 600, clusters: 31 },
  candidate: 0.8,
  candidateInterval: [0.7, 0.9],
  baseline: 0.75,
  difference: 0.05,
  standardError: 0.01,
  interval: [0.03, 0.07],
  pValue: 0.01,
  method: 'clustered_influence',
  designEffect: 1,
}
const measured = (change: Partial<Measured> = {}, of: Partial<Evidence> = {}): Measured => ({
  evidence: { ...evidence, ...of },
  own: quantity(0.7, 0.9),
  paired: quantity(0.03, 0.07),
  ratio: quantity(0.5, 0.6),
  warnings: [],
  ...change,
})
const pass = { verdict: 'pass', reason: 'shown_better', pRule: 0.01 } as const
const about = { primary: 'roc_auc', measured: measured(), decision: pass } as const
const slice = (pooled: boolean) => measured({}, { slice: { column: 'origin', value: 'other', pooled } })

describe('a finding', () => {
  it('says what was asked, what was decided, and how much the test set can tell', () => {
    const { minimumDetectableEffect, passIfEqual, ...found } = finding({ gate: gate({ bound: 0.02 }), ...about })
    expect(found).toEqual({
      id: 'roc_auc:non_inferior',
      gate: 'roc_auc:non_inferior',
      metric: 'roc_auc',
      rule: 'non_inferior',
      bound: 0.02,
      primary: true,
      verdict: 'pass',
      effect: 'none',
      reason: 'shown_better',
      evidence,
      pRule: 0.01,
      adjustedP: null,
      unitsToDecide: 65,
    })
    expect([minimumDetectableEffect?.toFixed(5), passIfEqual?.toFixed(4)]).toEqual(['0.02896', '0.4833'])
  })

  it('has the margin that a share of the baseline is, whatever its sign', () => {
    const of = (baseline: number) => finding({ ...about, gate: gate({ bound: 0.02, relative: true }), measured: measured({}, { baseline }) })
    expect([of(0.75).bound, of(0.75).relative, of(-0.75).bound]).toEqual([0.015, 0.02, 0.015])
    expect(of(0.75).unitsToDecide).toBe(116)
  })

  it('says that a bound was held against the point', () => {
    expect(finding({ ...about, gate: gate({ rule: 'at_least', on: 'point' }) }).on).toBe('point')
    expect(finding({ ...about, gate: gate({ rule: 'at_least', bound: 2, relative: true, on: 'point' }) }).on).toBe('point')
    expect('on' in finding({ ...about, gate: gate({ rule: 'at_least' }) })).toBe(false)
  })

  it('names a slice, and apart from any value the pooled rest', () => {
    const by = gate({ rule: 'no_regression', by: ['origin'], label: '0.01' })
    const idOf = (pooled: boolean) => finding({ ...about, gate: by, measured: slice(pooled) })
    expect([idOf(false).id, idOf(true).id]).toEqual(['roc_auc:no_regression=0.01:origin=other', 'roc_auc:no_regression=0.01:origin:other'])
    expect(idOf(false).gate).toBe('roc_auc:no_regression=0.01:by=origin')
  })

  it('of a slice has the margin of all rows and the corrected p-value, and no word on the test set', () => {
    const found = finding({ ...about, gate: gate({ rule: 'no_regression' }), measured: slice(false), adjustedP: 0.04, asked: { bound: 0.3 } })
    const { bound, adjustedP, passIfEqual, minimumDetectableEffect, unitsToDecide } = found
    expect([bound, adjustedP, passIfEqual, minimumDetectableEffect, unitsToDecide]).toEqual([0.3, 0.04, null, null, null])
  })

  it('has no word on the test set of a value, a ratio, or without a pair', () => {
    const toldOf = (change: Parameters<typeof gate>[0], of = measured()) => finding({ ...about, gate: gate(change), measured: of }).passIfEqual
    expect([toldOf({ rule: 'at_least' }), toldOf({ rule: 'at_most_times' }), toldOf({}, measured({ paired: null }))]).toEqual([null, null, null])
    expect(toldOf({ rule: 'no_regression' })?.toFixed(3)).toBe('0.992')
  })

  it('has the effect that its gate gives the verdict, and is primary for the primary metric alone', () => {
    const warns = gate({ onFail: 'warn', inconclusive: 'block' })
    const blocks = gate({ onFail: 'block', inconclusive: 'warn' })
    const effects = (of: typeof warns) =>
      (['pass', 'fail', 'inconclusive'] as const).map((verdict) => finding({ ...about, gate: of, decision: { ...pass, verdict } }).effect)
    expect([effects(warns), effects(blocks)]).toEqual([
      ['none', 'warn', 'block'],
      ['none', 'block', 'warn'],
    ])
    expect(finding({ ...about, gate: gate(), primary: 'log_loss' }).primary).toBe(false)
  })
})

describe('a share of nothing', () => {
  const share = gate({ relative: true, bound: 0.02 })

  it('is refused, with what to write', () => {
    expect(() => refuseShareOfNothing(share, measured({}, { baseline: 0 }))).toThrow(
      expect.objectContaining({
        code: 'SHARE_OF_NOTHING',
        message: "gate roc_auc:non_inferior: the baseline's roc_auc is 0, and its margin is a share of that",
        hint: "write the margin as a number in the metric's own unit",
      }),
    )
  })

  it.each([
    ['a number', gate(), measured({}, { baseline: 0 })],
    ['a share of something', share, measured()],
    ['asked of the same bytes', share, measured({}, { baseline: 0, method: 'identity' })],
    ['asked of what is not measured', share, undefined],
  ])('is not a margin that is %s', (_, asked, of) => {
    expect(refuseShareOfNothing(asked, of)).toBeUndefined()
  })
})

describe('a decision on all rows', () => {
  const decide = (change: Parameters<typeof gate>[0], of = measured(), primary = 'roc_auc') => decideWhole(gate(change), of, primary)
  const reasonOf = (...of: Parameters<typeof decide>) => `${decide(...of).verdict} ${decide(...of).reason}`

  it('looks at what its rule is about', () => {
    expect(reasonOf({ bound: 0.02 })).toBe('pass shown_better')
    expect(reasonOf({ bound: 0.02 }, measured(), 'log_loss')).toBe('pass not_worse_by_margin')
    expect(reasonOf({ rule: 'at_least', bound: 0.7 })).toBe('pass above_bound')
    expect(reasonOf({ rule: 'at_most_times', bound: 0.6 })).toBe('pass below_bound')
    expect(reasonOf({ rule: 'at_least_times', bound: 0.6 })).toBe('inconclusive interval_spans_bound')
  })

  it('asks a share of the baseline', () => {
    expect(decide({ rule: 'superior', bound: 0.05, relative: true }).verdict).toBe('inconclusive')
    expect(decide({ rule: 'superior', bound: 0.05, relative: true }, measured({}, { baseline: 0.5 })).verdict).toBe('pass')
  })

  it('has no verdict on what is not there', () => {
    expect(decide({}, measured({ paired: null }))).toEqual({ verdict: 'inconclusive', reason: 'too_few_clusters', pRule: null })
    expect(decide({ rule: 'at_least' }, measured({ own: null })).reason).toBe('too_few_clusters')
    expect(decide({ rule: 'at_most_times' }, measured({ ratio: null }))).toEqual({ verdict: 'inconclusive', reason: 'no_ratio', pRule: null })
  })

  it.each([
    [9, 'clustered_mean', 'inconclusive', 'too_few_clusters'],
    [10, 'clustered_mean', 'pass', 'above_bound'],
    [1, 'exact', 'pass', 'above_bound'],
  ] as const)('on %i clusters, %s, is %s', (clusters, method, verdict, reason) => {
    const few = measured({}, { units: { rows: 600, clusters }, method })
    expect(reasonOf({ rule: 'at_least', bound: 0.7 }, few)).toBe(`${verdict} ${reason}`)
  })

  it('holds a bound against the point alone by choice, on however few clusters', () => {
    const few = measured({}, { units: { rows: 600, clusters: 2 } })
    const at = (bound: number) => decide({ rule: 'at_least', bound, on: 'point' }, few)
    expect(at(0.8)).toEqual({ verdict: 'pass', reason: 'above_bound', pRule: null })
    expect(at(0.8 + 1e-9)).toEqual({ verdict: 'fail', reason: 'shown_below_bound', pRule: null })
  })

  it('leaves open what was measured as open, after identity and evidence', () => {
    expect(decide({}, measured({ open: tooFewGroups }))).toEqual({ verdict: 'inconclusive', reason: 'too_few_groups', pRule: null })
    expect(decide({}, measured({ open: tooFewGroups }, { method: 'identity' })).reason).toBe('identical_model')
  })
})

describe('what is settled before any rule', () => {
  it.each([
    ['non_inferior', 'pass', 'identical_model'],
    ['at_most_times', 'pass', 'identical_model'],
  ] as const)('is %s of the same bytes, on any evidence', (rule, verdict, reason) => {
    expect(settledBefore(gate({ rule }), { method: 'identity', level: 'reported' })).toEqual({ verdict, reason, pRule: null })
  })

  it('is not the value of the same bytes', () => {
    expect(settledBefore(gate({ rule: 'at_least' }), { method: 'identity', level: 'measured' })).toBeNull()
  })

  it('is evidence that is weaker than asked', () => {
    const levels = ['reported', 'predicted', 'measured'] as const
    const settled = levels.map((asked) => levels.map((level) => settledBefore(gate({ evidence: asked }), { method: 'point', level })?.reason ?? null))
    expect(settled).toEqual([
      [null, null, null],
      ['evidence_too_weak', null, null],
      ['evidence_too_weak', 'evidence_too_weak', null],
    ])
  })
})
