import { judge, type Policy } from '@seaworthy/evaluation'
import { verdictOfFindings } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { decideWithout } from './missing-baseline.ts'

const gate = { metric: 'roc_auc', relative: false, on: 'bound', by: [], onFail: 'block', inconclusive: 'block', evidence: 'measured' } as const
const policy: Policy = {
  kind: 'binary',
  primary: 'roc_auc',
  metrics: ['roc_auc'],
  gates: [
    { ...gate, rule: 'non_inferior', bound: 0.01 },
    { ...gate, rule: 'non_inferior', bound: 0.005, onFail: 'warn', inconclusive: 'warn' },
    { ...gate, rule: 'at_least', bound: 0.5 },
  ],
}

const label = Uint8Array.from({ length: 400 }, (_, row) => row % 2)
const score = Float64Array.from(label, (truth, row) => (truth + (row % 7)) / 8)
const candidate = { kind: 'binary', label, score, prediction: null, weight: null } as const
const decide = (asked: Policy) =>
  judge({
    policy: asked,
    scored: { candidate, baseline: null, cluster: null, slices: [] },
    level: 'measured',
    identical: false,
    testSet: 'sha256:test',
  })

describe('production that nobody could measure on these rows', () => {
  const judged = decideWithout(decide, { baseline: 'missing', reason: 'PREDICTIONS_MISSING' })(policy)

  it('leaves every gate that compares with it undecided, those of one rule too: none vanishes', () => {
    expect(judged.findings.map(({ id, verdict, effect, reason }) => [id, verdict, effect, reason])).toEqual([
      ['roc_auc:at_least', 'pass', 'none', 'above_bound'],
      ['roc_auc:non_inferior=0.01', 'inconclusive', 'block', 'baseline_missing'],
      ['roc_auc:non_inferior=0.005', 'inconclusive', 'warn', 'baseline_missing'],
    ])
    expect([judged.notApplicable, verdictOfFindings(judged.findings)]).toEqual([[], 'inconclusive'])
  })

  it('is something else than no production, where these gates do not apply yet', () => {
    const { findings, notApplicable } = decideWithout(decide, undefined)(policy)
    expect([findings.map(({ id }) => id), notApplicable.map(({ gate: id }) => id)]).toEqual([
      ['roc_auc:at_least'],
      ['roc_auc:non_inferior=0.01', 'roc_auc:non_inferior=0.005'],
    ])
  })
})
