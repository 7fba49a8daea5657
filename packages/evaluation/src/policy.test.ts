import { describe, expect, it } from 'vitest'
import { changed, policy, simulate } from './fixtures/simulate.ts'
import type { Gate } from './gate.ts'
import { judge } from './judge.ts'
import { judgeReported } from './judge-reported.ts'

const month = simulate()
const request = { scored: month, level: 'measured', testSet: 'sha256:test', identical: false } as const

function findingsOf(...gates: readonly Partial<Gate>[]) {
  return judge({ ...request, policy: policy(...gates) }).findings
}

describe('several rules of one metric', () => {
  it('are told apart by their bounds, and each has its own effect', () => {
    const found = findingsOf({ bound: 0.01 }, { bound: 0.0001, onFail: 'warn', inconclusive: 'warn' }, { rule: 'at_least', bound: 0.5 })
    expect(found.map(({ id, gate, verdict, effect }) => [id, gate, verdict, effect])).toEqual([
      ['roc_auc:non_inferior=0.01', 'roc_auc:non_inferior=0.01', 'pass', 'none'],
      ['roc_auc:non_inferior=0.0001', 'roc_auc:non_inferior=0.0001', 'inconclusive', 'warn'],
      ['roc_auc:at_least', 'roc_auc:at_least', 'pass', 'none'],
    ])
  })

  it('are told apart by shares and by points too', () => {
    const found = findingsOf(
      { bound: 0.02 },
      { bound: 0.02, relative: true },
      { rule: 'at_least', bound: 0.6 },
      { rule: 'at_least', bound: 0.6, on: 'point' },
    )
    expect(found.map(({ id }) => id)).toEqual([
      'roc_auc:non_inferior=0.02',
      'roc_auc:non_inferior=2%',
      'roc_auc:at_least=0.6',
      'roc_auc:at_least=0.6,point',
    ])
  })

  it('on the same column have a finding of each slice', () => {
    const gate = { metric: 'log_loss', rule: 'no_regression', by: ['origin'] } as const
    const found = findingsOf({}, { ...gate, bound: 0.01 }, { ...gate, bound: 0.005, onFail: 'warn' })
    expect(found.slice(1).map(({ id, gate }) => [id, gate])).toEqual([
      ['log_loss:no_regression=0.01:origin=ATL', 'log_loss:no_regression=0.01:by=origin'],
      ['log_loss:no_regression=0.01:origin=BOS', 'log_loss:no_regression=0.01:by=origin'],
      ['log_loss:no_regression=0.005:origin=ATL', 'log_loss:no_regression=0.005:by=origin'],
      ['log_loss:no_regression=0.005:origin=BOS', 'log_loss:no_regression=0.005:by=origin'],
    ])
  })

  it('keep their short names where rows or columns tell them apart', () => {
    const found = findingsOf({}, { rule: 'no_regression' }, { rule: 'no_regression', by: ['origin'] })
    expect(found.map(({ id }) => id)).toEqual([
      'roc_auc:non_inferior',
      'roc_auc:no_regression',
      'roc_auc:no_regression:origin=ATL',
      'roc_auc:no_regression:origin=BOS',
    ])
  })

  it('have the same names where numbers are only reported', () => {
    const gates = [0.6, 0.7].map((bound) => ({ rule: 'at_least', bound, evidence: 'reported' }) as const)
    const { findings } = judgeReported({ policy: policy(...gates), candidate: { roc_auc: 0.65 }, baseline: null })
    expect(findings.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['roc_auc:at_least=0.6', 'pass'],
      ['roc_auc:at_least=0.7', 'fail'],
    ])
  })
})

describe('a margin that is a share', () => {
  const [whole] = judge({ ...request, policy: policy({}) }).evidence
  const production = whole?.baseline ?? Number.NaN

  it('is one of production’s own value, and judged like the number', () => {
    const [share] = findingsOf({ bound: 0.02, relative: true })
    const [number] = findingsOf({ bound: 0.02 * production })
    expect(share).toMatchObject({ id: 'roc_auc:non_inferior', bound: 0.02 * production, relative: 0.02 })
    expect(number?.relative).toBeUndefined()
    const judged = ({ verdict, reason, pRule, passIfEqual, unitsToDecide }: NonNullable<typeof share>) => [
      verdict,
      reason,
      pRule,
      passIfEqual,
      unitsToDecide,
    ]
    expect(share && judged(share)).toEqual(number && judged(number))
  })

  it('of slices is a share of production’s value on all rows, so that each slice has the same margin', () => {
    const gates = policy({}, { rule: 'no_regression', bound: 0.1, relative: true, by: ['origin'] })
    const { findings } = judge({ ...request, policy: gates })
    expect(findings.slice(1).map(({ bound, relative }) => [bound, relative])).toEqual([
      [0.1 * production, 0.1],
      [0.1 * production, 0.1],
    ])
  })

  it('of nothing is refused, where production has reached 0', () => {
    const perfect = changed(month, { baseline: Float64Array.from(month.candidate.label) })
    const gates = policy({}, { metric: 'brier', bound: 0.02, relative: true })
    expect(() => judge({ ...request, scored: perfect, policy: gates })).toThrow(
      expect.objectContaining({
        code: 'SHARE_OF_NOTHING',
        message: "gate brier:non_inferior: the baseline's brier is 0, and its margin is a share of that",
      }),
    )
  })

  it('is not asked of the same bytes', () => {
    const label = Float64Array.from(month.candidate.label)
    const scored = changed(month, { candidate: label, baseline: label })
    const gates = policy({}, { metric: 'brier', bound: 0.02, relative: true })
    expect(judge({ ...request, scored, identical: true, policy: gates }).findings.map(({ reason }) => reason)).toEqual([
      'identical_model',
      'identical_model',
    ])
  })
})

describe('a bound on the point', () => {
  const [evidence] = judge({ ...request, policy: policy({}) }).evidence
  const value = evidence?.candidate ?? Number.NaN

  it('asks nothing of the interval', () => {
    const found = findingsOf({}, { rule: 'at_least', bound: value - 1e-9, on: 'point' }, { rule: 'at_least', bound: value - 1e-9, onFail: 'warn' })
    expect(found.slice(1).map(({ on, verdict, pRule }) => [on, verdict, pRule === null])).toEqual([
      ['point', 'pass', true],
      [undefined, 'inconclusive', false],
    ])
    expect(findingsOf({ rule: 'at_least', bound: value + 1e-9, on: 'point' })[0]).toMatchObject({ verdict: 'fail', reason: 'shown_below_bound' })
  })

  it.each([
    ['a difference', { on: 'point' }],
    ['a share as an absolute bound', { rule: 'at_least', relative: true }],
  ] as const)('is refused for what it is not meant for: %s', (_, change) => {
    expect(() => findingsOf({ ...change })).toThrow(expect.objectContaining({ code: 'GATE_INVALID' }))
  })
})
