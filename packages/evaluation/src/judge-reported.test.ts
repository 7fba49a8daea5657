import { describe, expect, it } from 'vitest'
import { policy } from './fixtures/simulate.ts'
import { judgeReported } from './judge-reported.ts'
import type { Policy } from './policy.ts'

const candidate = { roc_auc: 0.93, log_loss: 0.3, brier: 0.1, extra: 7 }
const accepts = { evidence: 'reported', rule: 'at_least', bound: 0.9 } as const

describe('judgeReported', () => {
  it('decides absolute gates that accept reported numbers on the point', () => {
    const gates = policy(accepts, { ...accepts, metric: 'log_loss', rule: 'at_most', bound: 0.2 })
    const { findings, evidence } = judgeReported({ policy: gates, candidate, baseline: null })
    expect(findings.map((one) => [one.id, one.verdict, one.effect, one.reason, one.pRule])).toEqual([
      ['roc_auc:at_least', 'pass', 'none', 'above_bound', null],
      ['log_loss:at_most', 'fail', 'block', 'shown_above_bound', null],
    ])
    expect(evidence[0]).toEqual({
      metric: 'roc_auc',
      title: 'ROC AUC',
      better: 'higher',
      slice: null,
      level: 'reported',
      units: { rows: 0, clusters: 0 },
      candidate: 0.93,
      candidateInterval: null,
      baseline: null,
      difference: null,
      standardError: null,
      interval: null,
      pValue: null,
      method: 'point',
      designEffect: null,
    })
  })

  it('fails at_least below the bound and passes at_most at it', () => {
    const gates = policy({ ...accepts, bound: 0.95 }, { ...accepts, metric: 'brier', rule: 'at_most', bound: 0.1 })
    const { findings } = judgeReported({ policy: gates, candidate, baseline: null })
    expect(findings.map((one) => [one.verdict, one.reason])).toEqual([
      ['fail', 'shown_below_bound'],
      ['pass', 'below_bound'],
    ])
  })

  it('is too weak for a gate that asks for measured evidence', () => {
    const { findings } = judgeReported({ policy: policy({ ...accepts, evidence: 'measured' }), candidate, baseline: null })
    expect(findings[0]).toMatchObject({ verdict: 'inconclusive', effect: 'block', reason: 'evidence_too_weak' })
  })

  it('never passes a comparison of two bare numbers, and says so', () => {
    const gates = policy({ evidence: 'reported' }, { metric: 'log_loss', rule: 'no_regression', by: ['origin'], evidence: 'reported' })
    const { findings, warnings, evidence } = judgeReported({ policy: gates, candidate, baseline: { roc_auc: 0.5, log_loss: 0.4 } })
    expect(findings.map((one) => [one.id, one.verdict, one.reason])).toEqual([
      ['roc_auc:non_inferior', 'inconclusive', 'evidence_too_weak'],
      ['log_loss:no_regression:by=origin', 'inconclusive', 'evidence_too_weak'],
    ])
    expect(evidence.map((one) => one.difference)).toEqual([0.43000000000000005, 0.10000000000000003, null])
    expect(warnings).toEqual([
      {
        code: 'UNVERIFIED_POINT_COMPARISON',
        message: 'unverified point comparison of roc_auc, log_loss: two numbers cannot show that a model is better or worse',
      },
    ])
  })

  it('lists relative gates as not applicable without a baseline, or without its number', () => {
    const gates = policy(accepts, {}, { metric: 'log_loss' })
    expect(judgeReported({ policy: gates, candidate, baseline: { log_loss: 0.4 } }).notApplicable).toEqual([
      { gate: 'roc_auc:non_inferior', reason: 'no_baseline' },
    ])
    expect(judgeReported({ policy: gates, candidate, baseline: null }).notApplicable).toHaveLength(2)
  })

  it('warns of a listed metric that was not reported and that no gate needs', () => {
    const { warnings } = judgeReported({ policy: policy(accepts), candidate: { roc_auc: 0.93, brier: 0.1 }, baseline: null })
    expect(warnings).toEqual([{ code: 'METRIC_NOT_REPORTED', message: 'the policy lists log_loss, but no number was reported' }])
  })

  it.each([
    ['a gated metric that is missing', 'REPORTED_MISSING', { log_loss: 0.3 }],
    ['a number that comes from no own key', 'REPORTED_MISSING', Object.create({ roc_auc: 0.9 })],
    ['a percentage', 'REPORTED_INVALID', { roc_auc: 93 }],
    ['NaN', 'REPORTED_INVALID', { roc_auc: Number.NaN }],
  ])('refuses %s', (_, code, numbers) => {
    expect(() => judgeReported({ policy: policy(accepts), candidate: numbers, baseline: null })).toThrow(
      expect.objectContaining({ name: 'EvaluationError', code }),
    )
  })

  it('refuses relative gates alone without a baseline', () => {
    expect(() => judgeReported({ policy: policy({}), candidate, baseline: null })).toThrow(expect.objectContaining({ code: 'NO_BLOCKING_GATE' }))
  })

  it('names what is judged and not reported, primary or not, with what there is', () => {
    const missing = (asked: Policy, numbers: Record<string, number>) => () => judgeReported({ policy: asked, candidate: numbers, baseline: null })
    expect(missing(policy(accepts, { ...accepts, metric: 'brier' }), { roc_auc: 0.9, log_loss: 0.3 })).toThrow(
      expect.objectContaining({
        code: 'REPORTED_MISSING',
        message: 'the reported metrics have no "brier", which is judged',
        hint: 'they have: roc_auc, log_loss',
      }),
    )
    expect(missing(policy(accepts), {})).toThrow(
      expect.objectContaining({ message: expect.stringContaining('"roc_auc"'), hint: 'they have: (none)' }),
    )
  })

  it('asks for the primary metric’s number though no gate is about it, and for none that is only listed', () => {
    const other = policy({ ...accepts, metric: 'log_loss', rule: 'at_most' })
    expect(() => judgeReported({ policy: other, candidate: { log_loss: 0.3 }, baseline: null })).toThrow(
      expect.objectContaining({ code: 'REPORTED_MISSING', message: 'the reported metrics have no "roc_auc", which is judged' }),
    )
    expect(judgeReported({ policy: policy(accepts), candidate: { roc_auc: 0.93 }, baseline: null }).warnings).toEqual([
      { code: 'METRIC_NOT_REPORTED', message: 'the policy lists log_loss, but no number was reported' },
      { code: 'METRIC_NOT_REPORTED', message: 'the policy lists brier, but no number was reported' },
    ])
  })

  it('names the model whose number cannot be, and where it would lie', () => {
    const judged = (numbers: Record<string, number>, baseline: Record<string, number> | null) => () =>
      judgeReported({ policy: policy(accepts), candidate: { ...candidate, ...numbers }, baseline })
    const percent = 'write shares as 0.93, not as 93'
    expect(judged({ roc_auc: 93 }, null)).toThrow(
      expect.objectContaining({ message: 'the candidate reports roc_auc = 93; it lies in [0, 1]', hint: percent }),
    )
    expect(judged({}, { roc_auc: -0.1 })).toThrow(expect.objectContaining({ message: 'the baseline reports roc_auc = -0.1; it lies in [0, 1]' }))
    expect(judged({ log_loss: -1 }, null)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('the candidate reports log_loss = -1; it lies in [0, 36.04') }),
    )
    expect(judged({ log_loss: Number.POSITIVE_INFINITY }, null)).toThrow(expect.objectContaining({ code: 'REPORTED_INVALID' }))
    expect(judged({ roc_auc: 1 }, { roc_auc: 0 })().evidence[0]).toMatchObject({ candidate: 1, baseline: 0 })
  })

  it('holds a declared name to nothing but being a number', () => {
    const declared = { ...policy({ ...accepts, metric: 'mAP' }), primary: 'mAP', metrics: [], declared: { mAP: 'higher' as const } }
    const judged = (mAP: number) => () => judgeReported({ policy: declared, candidate: { mAP }, baseline: null })
    expect(judged(93)().findings[0]?.verdict).toBe('pass')
    expect(judged(Number.NaN)).toThrow(expect.objectContaining({ message: 'the candidate reports mAP = NaN; it is a finite number' }))
  })

  it('passes a bound that is reached exactly, both ways', () => {
    const gates = policy({ ...accepts, bound: 0.93 }, { ...accepts, metric: 'log_loss', rule: 'at_most', bound: 0.3 })
    expect(judgeReported({ policy: gates, candidate, baseline: null }).findings.map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
  })

  it('says by identity that the same bytes are not worse, without rows', () => {
    const judged = judgeReported({ policy: policy(accepts, { evidence: 'reported' }), candidate, baseline: null, identical: true })
    expect(judged.evidence[0]).toMatchObject({ method: 'identity', baseline: 0.93, difference: 0 })
    expect(judged.findings.map(({ reason }) => reason)).toEqual(['above_bound', 'identical_model'])
    expect([judged.warnings, judged.slicing, judged.fairness]).toEqual([[], [], []])
  })

  it.each(['superior', 'at_least_times', 'at_most_times'] as const)('decides nothing about %s of two numbers', (rule) => {
    const gates = policy(accepts, { evidence: 'reported', rule, bound: 1 })
    expect(judgeReported({ policy: gates, candidate, baseline: { roc_auc: 0.9 } }).findings[1]).toMatchObject({
      verdict: 'inconclusive',
      reason: 'evidence_too_weak',
    })
  })

  it('refuses a share of nothing', () => {
    const gates = policy(accepts, { evidence: 'reported', relative: true, bound: 0.02 })
    expect(() => judgeReported({ policy: gates, candidate, baseline: { roc_auc: 0 } })).toThrow(expect.objectContaining({ code: 'SHARE_OF_NOTHING' }))
  })
})
