import { selectUnits } from '@seaworthy/metrics'
import { canonicalDigest, type Evidence, type Section, sectionSchema, serializeSection } from '@seaworthy/record'
import { tQuantile } from '@seaworthy/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binaryScored, changed, exchanged, gate, policy, simulate, uniform } from './fixtures/simulate.ts'
import { type JudgeRequest, judge } from './judge.ts'
import type { Scored } from './scored.ts'

const month = simulate()
const better = simulate({ baseline: 0.3 })

function judged(change: Partial<JudgeRequest> = {}) {
  return judge({ policy: policy({}), scored: month, level: 'measured', testSet: 'sha256:test', identical: false, ...change })
}

function firstOf(change: Partial<JudgeRequest>) {
  const found = judged(change).findings[0]
  if (!found) throw new Error('no finding')
  return found
}

function evidenceOf(scored: Scored, metric: string): Evidence {
  const found = judged({ scored }).evidence.find((one) => one.metric === metric)
  if (!found) throw new Error(`no evidence for ${metric}`)
  return found
}

describe('evidence', () => {
  it('is there for every metric of the policy, gated or not, and for what a gate asks besides', () => {
    const { evidence } = judged({ policy: policy({}, { metric: 'accuracy', rule: 'at_least', bound: 0.5 }) })
    expect(evidence.map((one) => [one.metric, one.better, one.slice, one.method])).toEqual([
      ['roc_auc', 'higher', null, 'clustered_influence'],
      ['log_loss', 'lower', null, 'clustered_mean'],
      ['brier', 'lower', null, 'clustered_mean'],
      ['accuracy', 'higher', null, 'clustered_mean'],
    ])
  })

  it('has the interval of t with as many degrees of freedom as clusters less one', () => {
    const { difference, interval, standardError, units } = evidenceOf(month, 'roc_auc')
    const half = tQuantile(0.975, 30) * (standardError ?? 0)
    expect(units).toEqual({ rows: 6200, clusters: 31 })
    expect(interval).toEqual([(difference ?? 0) - half, (difference ?? 0) + half])
  })

  it('of log loss equals the mean of daily sums, computed by hand', () => {
    const lossOf = (score: number, label: number): number => -Math.log(label === 1 ? score : 1 - score)
    const perDay = new Float64Array(31)
    month.candidate.label.forEach((label, row) => {
      const gain = lossOf(month.baseline?.score[row] ?? 0, label) - lossOf(month.candidate.score[row] ?? 0, label)
      perDay[Math.floor(row / 200)] = (perDay[Math.floor(row / 200)] ?? 0) + gain / 200
    })
    const mean = perDay.reduce((sum, day) => sum + day, 0) / 31
    const variance = perDay.reduce((sum, day) => sum + (day - mean) ** 2, 0) / 30
    const { difference, standardError } = evidenceOf(month, 'log_loss')
    expect(difference).toBeCloseTo(mean, 12)
    expect(standardError).toBeCloseTo(Math.sqrt(variance / 31), 12)
  })

  it('is named for its method, without design effect, where rows are independent', () => {
    const { evidence } = judged({ scored: { ...month, cluster: null } })
    expect(evidence.map((one) => [one.method, one.units.clusters, one.designEffect])).toEqual([
      ['delong', 6200, null],
      ['paired_mean', 6200, null],
      ['paired_mean', 6200, null],
    ])
  })

  it('turns its sign when the models change places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom('roc_auc', 'log_loss', 'brier'), (seed, metric) => {
        const scored = simulate({ seed, days: 12, rowsPerDay: 30 })
        const there = evidenceOf(scored, metric)
        const back = evidenceOf(exchanged(scored), metric)
        expect(back.difference).toBeCloseTo(-(there.difference ?? 0), 12)
        expect(back.standardError).toBeCloseTo(there.standardError ?? 0, 12)
        expect(back.pValue).toBeCloseTo(there.pValue ?? 0, 10)
        expect([back.candidate, back.baseline]).toEqual([there.baseline, there.candidate])
      }),
      { numRuns: 20 },
    )
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const scored = simulate({ seed, days: 12, rowsPerDay: 30 })
        const random = uniform(seed)
        const rows = Array.from(scored.candidate.label, (_, row) => ({ row, key: random() }))
        const order = Uint32Array.from(
          rows.sort((a, b) => a.key - b.key),
          ({ row }) => row,
        )
        const shuffled: Scored = {
          candidate: selectUnits(scored.candidate, order),
          baseline: scored.baseline && selectUnits(scored.baseline, order),
          cluster: scored.cluster && Int32Array.from(order, (row) => scored.cluster?.[row] ?? 0),
          slices: [],
        }
        const [there, here] = [evidenceOf(scored, 'roc_auc'), evidenceOf(shuffled, 'roc_auc')]
        expect(here.difference).toBe(there.difference)
        expect(here.standardError).toBeCloseTo(there.standardError ?? 0, 13)
      }),
      { numRuns: 20 },
    )
  })

  it('of the candidate alone has an interval that ends where the metric does', () => {
    const label = Uint8Array.from({ length: 400 }, (_, row) => row % 2)
    const candidate = Float64Array.from(label, (one, row) => (row < 4 ? 1 - one : one))
    const cluster = Int32Array.from({ length: 400 }, (_, row) => Math.floor(row / 20))
    const scored = binaryScored({ label, candidate, cluster })
    const { candidateInterval } = judged({ scored, policy: policy({ rule: 'at_least', bound: 0.5 }) }).evidence[0] as Evidence
    expect(candidateInterval?.[1]).toBe(1)
  })
})

describe('rules on all rows', () => {
  it('non_inferior passes as better where the interval lies above 0, on the primary metric only', () => {
    expect(firstOf({ scored: better })).toMatchObject({
      id: 'roc_auc:non_inferior',
      gate: 'roc_auc:non_inferior',
      primary: true,
      verdict: 'pass',
      effect: 'none',
      reason: 'shown_better',
      adjustedP: null,
    })
    const other = policy({ metric: 'log_loss' }, {})
    expect(firstOf({ scored: better, policy: other })).toMatchObject({ primary: false, verdict: 'pass', reason: 'not_worse_by_margin' })
  })

  it('non_inferior passes below 0 too, if within the margin', () => {
    expect(firstOf({ policy: policy({ bound: 0.01 }) })).toMatchObject({ verdict: 'pass', reason: 'not_worse_by_margin' })
  })

  it('non_inferior fails where the whole interval lies below the margin, and blocks', () => {
    expect(firstOf({ scored: exchanged(better) })).toMatchObject({ verdict: 'fail', effect: 'block', reason: 'shown_worse' })
    const warns = policy({ onFail: 'warn' }, { rule: 'at_least', bound: 0.1 })
    expect(firstOf({ scored: exchanged(better), policy: warns }).effect).toBe('warn')
  })

  it('non_inferior is inconclusive where the interval spans the margin, with the effect that the policy gives that', () => {
    const scored = exchanged(month)
    expect(firstOf({ scored })).toMatchObject({ verdict: 'inconclusive', effect: 'block', reason: 'interval_spans_margin' })
    expect(firstOf({ scored, policy: policy({ inconclusive: 'warn' }) }).effect).toBe('warn')
  })

  it('superior asks for a gain', () => {
    const rule = 'superior'
    expect(firstOf({ scored: better, policy: policy({ rule, bound: 0 }) })).toMatchObject({ verdict: 'pass', reason: 'shown_better' })
    expect(firstOf({ policy: policy({ rule, bound: 0 }) })).toMatchObject({ verdict: 'inconclusive', reason: 'interval_spans_bound' })
    expect(firstOf({ policy: policy({ rule, bound: 0.1 }) })).toMatchObject({ verdict: 'fail', reason: 'not_shown_better' })
    expect(firstOf({ scored: exchanged(better), policy: policy({ rule, bound: 0 }) })).toMatchObject({ verdict: 'fail', reason: 'shown_worse' })
  })

  it('no_regression fails only on proof of harm', () => {
    const rule = 'no_regression'
    expect(firstOf({ scored: exchanged(month), policy: policy({ rule }) })).toMatchObject({
      id: 'roc_auc:no_regression',
      verdict: 'pass',
      reason: 'not_shown_worse',
      adjustedP: null,
    })
    expect(firstOf({ scored: exchanged(better), policy: policy({ rule }) })).toMatchObject({ verdict: 'fail', reason: 'shown_worse' })
  })

  it('at_least and at_most decide on the bounds of the candidate’s own interval', () => {
    const [lower, upper] = evidenceOf(month, 'roc_auc').candidateInterval ?? [0, 0]
    const verdictOf = (rule: 'at_least' | 'at_most', bound: number) => firstOf({ policy: policy({ rule, bound }) })
    expect(verdictOf('at_least', lower)).toMatchObject({ verdict: 'pass', reason: 'above_bound' })
    expect(verdictOf('at_least', lower + 1e-6)).toMatchObject({ verdict: 'inconclusive', reason: 'interval_spans_bound' })
    expect(verdictOf('at_least', upper + 1e-6)).toMatchObject({ verdict: 'fail', reason: 'shown_below_bound' })
    expect(verdictOf('at_most', upper)).toMatchObject({ verdict: 'pass', reason: 'below_bound' })
    expect(verdictOf('at_most', upper - 1e-6)).toMatchObject({ verdict: 'inconclusive', reason: 'interval_spans_bound' })
    expect(verdictOf('at_most', lower - 1e-6)).toMatchObject({ verdict: 'fail', reason: 'shown_above_bound' })
  })

  it('give one-sided p-values that agree with the verdict: below 0.025 exactly on a pass', () => {
    for (const bound of [0, 0.002, 0.005, 0.01, 0.02])
      for (const rule of ['non_inferior', 'superior'] as const) {
        const { pRule, verdict } = firstOf({ policy: policy({ rule, bound }) })
        expect((pRule ?? 1) < 0.025).toBe(verdict === 'pass')
      }
  })

  it('say how much the test set can tell, of differences only', () => {
    const { passIfEqual, minimumDetectableEffect, unitsToDecide, evidence } = firstOf({})
    const error = evidence.standardError ?? 0
    expect(minimumDetectableEffect).toBeCloseTo(error * (tQuantile(0.975, 30) + tQuantile(0.8, 30)), 14)
    expect(unitsToDecide).toBe(Math.ceil(31 * ((minimumDetectableEffect ?? 0) / 0.005) ** 2))
    expect(passIfEqual).toBeGreaterThan(0.025)
    expect(firstOf({ policy: policy({ rule: 'no_regression' }) }).passIfEqual).toBeGreaterThan(0.975)
    expect(firstOf({ policy: policy({ rule: 'superior', bound: 0 }) }).passIfEqual).toBeCloseTo(0.025, 12)
    const absolute = firstOf({ policy: policy({ rule: 'at_least', bound: 0.6 }) })
    expect([absolute.passIfEqual, absolute.minimumDetectableEffect, absolute.unitsToDecide]).toEqual([null, null, null])
  })
})

describe('what comes before the rules', () => {
  it('the same bytes as production pass relative rules by identity, with or without scores of the baseline', () => {
    const gates = policy(
      {},
      { rule: 'superior', bound: 0 },
      { metric: 'log_loss', rule: 'no_regression', by: ['origin'] },
      { rule: 'at_least', bound: 0.99 },
    )
    for (const scored of [month, { ...month, baseline: null }]) {
      const { findings, slicing, evidence } = judged({ policy: gates, scored, identical: true })
      expect(findings.map((one) => [one.id, one.verdict, one.reason])).toEqual([
        ['roc_auc:non_inferior', 'pass', 'identical_model'],
        ['roc_auc:superior', 'pass', 'identical_model'],
        ['log_loss:no_regression:by=origin', 'pass', 'identical_model'],
        ['roc_auc:at_least', 'fail', 'shown_below_bound'],
      ])
      expect(evidence[0]).toMatchObject({ method: 'identity', difference: 0, standardError: 0, interval: [0, 0], pValue: null })
      expect(slicing).toEqual([])
    }
  })

  it('evidence below what the gate asks decides nothing', () => {
    const gates = policy({}, { evidence: 'predicted' }, { rule: 'no_regression', by: ['origin'] }).gates
    const two = judged({
      policy: { ...policy(), gates: [gate({ rule: 'at_least', bound: 0.1 }), ...gates.slice(1)] },
      level: 'predicted',
      scored: better,
    })
    expect(two.findings.map((one) => [one.id, one.verdict, one.reason])).toEqual([
      ['roc_auc:at_least', 'inconclusive', 'evidence_too_weak'],
      ['roc_auc:non_inferior', 'pass', 'shown_better'],
      ['roc_auc:no_regression:by=origin', 'inconclusive', 'evidence_too_weak'],
    ])
  })

  it('fewer than 10 clusters conclude nothing, fewer than 30 warn', () => {
    const gates = policy({ bound: 0.5 }, { rule: 'at_least', bound: 0.01 }, { metric: 'log_loss', rule: 'no_regression', by: ['origin'] })
    const nine = judged({ policy: gates, scored: simulate({ days: 9 }) })
    expect(nine.findings.map((one) => [one.id, one.verdict, one.reason])).toEqual([
      ['roc_auc:non_inferior', 'inconclusive', 'too_few_clusters'],
      ['roc_auc:at_least', 'inconclusive', 'too_few_clusters'],
      ['log_loss:no_regression:by=origin', 'inconclusive', 'too_few_clusters'],
    ])
    expect(nine.warnings.map((one) => one.code)).toContain('TOO_FEW_CLUSTERS')
    const ten = judged({ policy: gates, scored: simulate({ days: 10 }) })
    expect(ten.findings.map((one) => one.verdict)).toEqual(['pass', 'pass', 'pass', 'pass'])
    expect(ten.warnings.map((one) => one.code)).toContain('FEW_CLUSTERS')
    expect(judged().warnings.map((one) => one.code)).toEqual(['LOW_PASS_IF_EQUAL'])
  })

  it('a single cluster has values but no intervals', () => {
    const { evidence, findings } = judged({ scored: simulate({ days: 1 }) })
    expect(evidence[0]).toMatchObject({
      candidateInterval: null,
      interval: null,
      standardError: null,
      pValue: null,
      units: { rows: 200, clusters: 1 },
    })
    expect(findings[0]).toMatchObject({ verdict: 'inconclusive', reason: 'too_few_clusters', passIfEqual: null, minimumDetectableEffect: null })
  })

  it('without a baseline only absolute gates apply, and the others are listed', () => {
    const gates = policy({}, { metric: 'log_loss', rule: 'no_regression', by: ['origin'] }, { rule: 'at_least', bound: 0.6 })
    const { findings, notApplicable, evidence, slicing } = judged({ policy: gates, scored: { ...month, baseline: null } })
    expect(findings.map((one) => one.id)).toEqual(['roc_auc:at_least'])
    expect(notApplicable).toEqual([
      { gate: 'roc_auc:non_inferior', reason: 'no_baseline' },
      { gate: 'log_loss:no_regression:by=origin', reason: 'no_baseline' },
    ])
    expect(evidence[0]).toMatchObject({ baseline: null, difference: null, interval: null, standardError: null, pValue: null })
    expect(evidence[0]?.designEffect).toBeGreaterThan(0)
    expect(slicing).toEqual([])
  })

  it('a margin too narrow for the test set is a warning, with one that works', () => {
    const { warnings } = judged()
    const margin = Number(/margin ([\d.]+) would/.exec(warnings[0]?.message ?? '')?.[1])
    expect(warnings[0]?.message).toMatch(
      /^roc_auc:non_inferior: an equally good model would pass in \d+% of cases; margin 0\.0\d+ would make it 80%$/,
    )
    expect(judged({ policy: policy({ bound: margin }) }).warnings).toEqual([])
    expect(judged({ policy: policy({ bound: margin }) }).findings[0]?.passIfEqual).toBeGreaterThanOrEqual(0.8)
  })

  it('what a metric warns of is passed on, with the model it is about', () => {
    const wrong = month.candidate.score.map((score, row) => (row === 0 ? 1 - (month.candidate.label[0] ?? 0) : score))
    const scored = changed(month, { candidate: wrong })
    expect(judged({ scored }).warnings).toContainEqual({
      code: 'CLIPPED_SCORES',
      message: expect.stringMatching(/^log_loss of the candidate: 1 of 6200 rows/),
    })
  })

  it('identical scores of other bytes pass a margin, and are neither better nor shown to be with none', () => {
    const scored = { ...month, baseline: month.candidate }
    expect(firstOf({ scored })).toMatchObject({ verdict: 'pass', reason: 'not_worse_by_margin', pRule: 0, passIfEqual: 1 })
    expect(firstOf({ scored, policy: policy({ bound: 0 }) })).toMatchObject({ verdict: 'inconclusive', pRule: 1 })
    expect(firstOf({ scored, policy: policy({ rule: 'superior', bound: 0 }) }).verdict).toBe('inconclusive')
  })
})

describe('a judgement', () => {
  it('fits the body of an evaluation section, and into its size with 230 slices', () => {
    const origins = Array.from({ length: 230 }, (_, at) => `O${at}`)
    const scored = simulate({ days: 31, rowsPerDay: 2000, origins })
    const gates = policy({}, { metric: 'log_loss', rule: 'no_regression', bound: 0.02, by: ['origin'] }, { rule: 'at_least', bound: 0.5 })
    const judgement = judge({ policy: gates, scored, level: 'measured', testSet: 'sha256:test', identical: false })
    const section = sectionOf(judgement)
    expect(sectionSchema('evaluate').safeParse(section).error).toBeUndefined()
    expect(serializeSection(section).length).toBeLessThan(500_000)
    expect(new Set(judgement.findings.map((one) => one.id)).size).toBe(judgement.findings.length)
  })
})

function sectionOf(judgement: ReturnType<typeof judge>): Section<'evaluate'> {
  const digest = canonicalDigest('test')
  const run = { repository: null, sha: 'a'.repeat(40), mergeSha: null, ref: 'main', event: 'local', runId: null, attempt: 1 }
  return {
    schema: 'seaworthy.section/1',
    stage: 'evaluate',
    model: 'flight-delay',
    key: digest,
    tool: { name: 'seaworthy', version: '0.1.0', digest: null },
    run: { ...run, workflow: null, actor: null, url: null, dirty: false },
    consumed: [],
    produced: [],
    body: {
      task: 'binary-classification',
      primary: 'roc_auc',
      metrics: ['roc_auc'],
      dataset: { name: 'test', digest, rows: 62000, clusters: 31, unit: 'day of date', window: null },
      candidate: null,
      baseline: null,
      identical: false,
      binding: false,
      policy: { source: 'base', commit: null, digest },
      proposed: null,
      note: null,
      ...judgement,
    },
  }
}

const regression = {
  kind: 'regression',
  label: new Float64Array(6200),
  prediction: new Float64Array(6200),
  quantiles: null,
  interval: null,
  weight: null,
} as const

describe('judge refuses', () => {
  it.each([
    ['an unknown metric', 'UNKNOWN_METRIC', { policy: policy({ metric: 'roc' }) }],
    ['a negative margin', 'GATE_INVALID', { policy: policy({ bound: -0.1 }) }],
    ['a bound that is NaN', 'GATE_INVALID', { policy: policy({ rule: 'at_least', bound: Number.NaN }) }],
    ['slices of another rule', 'GATE_INVALID', { policy: policy({ by: ['origin'] }) }],
    ['a gate twice', 'DUPLICATE_GATE', { policy: policy({}, { onFail: 'warn' }) }],
    [
      'a column twice',
      'DUPLICATE_GATE',
      { policy: policy({ rule: 'no_regression', by: ['origin'] }, { rule: 'no_regression', by: ['carrier', 'origin'] }) },
    ],
    ['no gates', 'NO_BLOCKING_GATE', { policy: policy() }],
    ['gates that only warn', 'NO_BLOCKING_GATE', { policy: policy({ onFail: 'warn' }) }],
    ['relative gates alone without a baseline', 'NO_BLOCKING_GATE', { scored: { ...month, baseline: null } }],
    ['a slice column that is not there', 'UNKNOWN_SLICE_COLUMN', { policy: policy({ rule: 'no_regression', by: ['carrier'] }) }],
    ['scores of other rows', 'LENGTH_MISMATCH', { scored: { ...month, baseline: simulate({ days: 1, rowsPerDay: 3 }).candidate } }],
    ['a model of another kind', 'KIND_MISMATCH', { scored: { ...month, baseline: regression } }],
    ['a negative cluster', 'CODE_INVALID', { scored: { ...month, cluster: new Int32Array(6200).fill(-1) } }],
    [
      'a slice code without value',
      'CODE_INVALID',
      { scored: { ...month, slices: [{ column: 'origin', codes: new Int32Array(6200).fill(2), values: ['a', 'b'] }] } },
    ],
    ['one class', 'METRIC_UNDEFINED', { scored: changed(month, { label: new Uint8Array(6200) }) }],
    ['a score that is NaN', 'SCORE_INVALID', { scored: changed(month, { baseline: new Float64Array(6200).fill(Number.NaN) }) }],
    ['no rows', 'EMPTY_ROWS', { scored: simulate({ days: 0 }) }],
  ] as const)('%s', (_, code, change) => {
    expect(() => judged(change)).toThrow(expect.objectContaining({ code }))
  })

  it('with what to add, where nothing can block', () => {
    expect(() => judged({ scored: { ...month, baseline: null } })).toThrow(
      expect.objectContaining({
        message: 'no gate that can block applies without a baseline',
        hint: 'add an absolute gate on the primary metric: roc_auc: { at_least: … }',
      }),
    )
  })
})

it('the simulation has days that move together, so that clusters matter', () => {
  expect(evidenceOf(month, 'log_loss').designEffect).toBeGreaterThan(1.2)
})
