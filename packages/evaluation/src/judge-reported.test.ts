import { describe, expect, it } from 'vitest'
import { policy } from './fixtures/simulate.ts'
import { judgeReported } from './judge-reported.ts'

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
})
