import { describe, expect, it } from 'vitest'
import { changed, exchanged, policy, simulate } from './fixtures/simulate.ts'
import type { JudgeRequest } from './judge.ts'
import { judge } from './judge.ts'
import { confirmGates, judgeAnchor, judgeConfirmed } from './judge-beside.ts'

const month = simulate()
const better = simulate({ baseline: 0.3 })

function request(change: Partial<JudgeRequest> = {}): JudgeRequest {
  return { policy: policy({}), scored: month, level: 'measured', testSet: 'sha256:test', identical: false, ...change }
}

describe('against the anchor', () => {
  it('the primary metric’s non-inferiority is asked at twice the margin, by a name of its own', () => {
    const gates = policy({ bound: 0.01 }, { rule: 'at_least', bound: 0.5 }, { metric: 'log_loss' }, { rule: 'no_regression', by: ['origin'] })
    const found = judgeAnchor(request({ policy: gates }))
    expect(
      found.map(({ id, gate, bound, primary, verdict, evidence }) => ({ id, gate, bound, primary, verdict, against: evidence.against })),
    ).toEqual([
      { id: 'roc_auc:non_inferior:anchor', gate: 'roc_auc:non_inferior:anchor', bound: 0.02, primary: true, verdict: 'pass', against: 'anchor' },
    ])
  })

  it('a loss that one step may have is allowed, and two such steps are, but no third', () => {
    const [loss] = judge(request({ scored: exchanged(better) })).evidence
    const [, upper] = loss?.interval ?? [0, 0]
    const verdictAt = (bound: number) => judgeAnchor(request({ scored: exchanged(better), policy: policy({ bound }) }))[0]
    expect(verdictAt(-upper / 2 - 1e-9)).toMatchObject({ verdict: 'fail', effect: 'block', reason: 'shown_worse' })
    expect(verdictAt(-upper / 2 + 1e-9)).toMatchObject({ verdict: 'inconclusive', effect: 'block', reason: 'interval_spans_margin' })
    expect(verdictAt(-(loss?.interval?.[0] ?? 0) / 2 + 1e-9)).toMatchObject({ verdict: 'pass', effect: 'none' })
  })

  it('a share is one of the anchor’s value, and doubled too', () => {
    const [whole] = judge(request()).evidence
    const [found] = judgeAnchor(request({ policy: policy({ bound: 0.02, relative: true }) }))
    expect([found?.relative, found?.bound]).toEqual([0.04, 0.04 * (whole?.baseline ?? 0)])
  })

  it('several margins are each doubled', () => {
    const found = judgeAnchor(request({ policy: policy({ bound: 0.01 }, { bound: 0.005, onFail: 'warn', inconclusive: 'warn' }) }))
    expect(found.map(({ id, bound }) => [id, bound])).toEqual([
      ['roc_auc:non_inferior=0.01:anchor', 0.02],
      ['roc_auc:non_inferior=0.005:anchor', 0.01],
    ])
  })

  it('the same bytes pass', () => {
    expect(judgeAnchor(request({ identical: true }))[0]).toMatchObject({ verdict: 'pass', reason: 'identical_model' })
  })

  it('nothing is asked where the policy proves nothing safe, nor measured', () => {
    const gates = policy({ rule: 'superior', bound: 0 })
    expect(judgeAnchor(request({ policy: gates }))).toEqual([])
    const oneClass = changed(month, { label: new Uint8Array(6200) })
    expect(judgeAnchor(request({ policy: gates, scored: oneClass }))).toEqual([])
    const others = { ...month, baseline: simulate({ days: 1, rowsPerDay: 3 }).candidate }
    expect(() => judgeAnchor(request({ policy: gates, scored: others }))).toThrow(expect.objectContaining({ code: 'LENGTH_MISMATCH' }))
  })

  it('a share of nothing is refused', () => {
    const label = Uint8Array.from({ length: 6200 }, (_, row) => row % 2)
    const upsideDown = changed(month, { label, baseline: Float64Array.from(label, (one) => 1 - one) })
    const gates = policy({ bound: 0.02, relative: true })
    expect(() => judgeAnchor(request({ policy: gates, scored: upsideDown }))).toThrow(expect.objectContaining({ code: 'SHARE_OF_NOTHING' }))
  })
})

describe('on a second test set', () => {
  it('the primary metric’s blocking gates are judged once more, and nothing else is', () => {
    const gates = policy(
      { bound: 0.01 },
      { rule: 'at_least', bound: 0.99 },
      { rule: 'at_least', bound: 0.5, onFail: 'warn' },
      { metric: 'log_loss' },
      { rule: 'no_regression', by: ['origin'] },
    )
    const found = judgeConfirmed({ ...request({ policy: gates }), dataset: 'holdout' })
    expect(found.map(({ id, gate, verdict, effect, evidence }) => [id, gate, verdict, effect, evidence.dataset])).toEqual([
      ['roc_auc:non_inferior:confirm', 'roc_auc:non_inferior:confirm', 'pass', 'none', 'holdout'],
      ['roc_auc:at_least=0.99:confirm', 'roc_auc:at_least=0.99:confirm', 'fail', 'block', 'holdout'],
    ])
  })

  it('a first release is held to the absolute ones', () => {
    const gates = policy({ bound: 0.01 }, { rule: 'at_least', bound: 0.5 })
    const found = judgeConfirmed({ ...request({ policy: gates, scored: { ...month, baseline: null } }), dataset: 'holdout' })
    expect(found.map(({ id, verdict }) => [id, verdict])).toEqual([['roc_auc:at_least:confirm', 'pass']])
  })

  it('the same bytes need no scores of production', () => {
    const gates = policy({ bound: 0.01 }, { rule: 'at_least', bound: 0.5 })
    const found = judgeConfirmed({ ...request({ policy: gates, scored: { ...month, baseline: null }, identical: true }), dataset: 'holdout' })
    expect(found.map(({ id, reason }) => [id, reason])).toEqual([
      ['roc_auc:non_inferior:confirm', 'identical_model'],
      ['roc_auc:at_least:confirm', 'above_bound'],
    ])
  })

  it('is asked of gates that are named beforehand, where the policy has one', () => {
    const gates = policy({ bound: 0.01 }, { bound: 0.02 }, { rule: 'at_least', bound: 0.5, onFail: 'warn' }, { metric: 'log_loss' })
    expect(confirmGates({ ...gates, confirm: 'holdout' })).toEqual(['roc_auc:non_inferior=0.01:confirm', 'roc_auc:non_inferior=0.02:confirm'])
    expect(confirmGates({ ...gates, confirm: null })).toEqual([])
    expect(confirmGates(gates)).toEqual([])
  })

  it('that is too small decides nothing', () => {
    const found = judgeConfirmed({ ...request({ scored: simulate({ days: 9 }) }), dataset: 'holdout' })
    expect(found[0]).toMatchObject({ verdict: 'inconclusive', effect: 'block', reason: 'too_few_clusters' })
  })
})

describe('refused beside the test set as on it', () => {
  it.each([
    ['an unknown metric', 'UNKNOWN_METRIC', { policy: policy({ metric: 'roc' }) }],
    ['scores of other rows', 'LENGTH_MISMATCH', { scored: { ...month, baseline: simulate({ days: 1, rowsPerDay: 3 }).candidate } }],
    ['a score that is NaN', 'SCORE_INVALID', { scored: changed(month, { baseline: new Float64Array(6200).fill(Number.NaN) }) }],
    ['one class', 'METRIC_UNDEFINED', { scored: changed(month, { label: new Uint8Array(6200) }) }],
  ] as const)('is %s', (_, code, change) => {
    expect(() => judgeAnchor(request(change))).toThrow(expect.objectContaining({ code }))
    expect(() => judgeConfirmed({ ...request(change), dataset: 'holdout' })).toThrow(expect.objectContaining({ code }))
  })
})
