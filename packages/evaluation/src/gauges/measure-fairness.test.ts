import { describe, expect, it } from 'vitest'
import { binaryScored, policy, uniform } from '../fixtures/simulate.ts'
import type { Gate } from '../gate.ts'
import { judge } from '../judge.ts'
import type { Scored } from '../scored.ts'
import { fairnessMetric } from './fairness.ts'
import { measureFairness } from './measure-fairness.ts'

interface Town {
  readonly rows?: number
  /** How often each group is decided positive by each model. */
  readonly selected?: readonly number[]
  readonly production?: readonly number[] | null
  readonly days?: number | null
  readonly seed?: number
  readonly sizes?: readonly number[]
}

/** People of some groups, one in three positive whatever the group, decided by chance. */
function town({ rows = 6000, selected = [0.5, 0.3], production = [0.5, 0.4], days = 40, seed = 1, sizes = [0.5, 1] }: Town = {}): Scored {
  const random = uniform(seed)
  const codes = new Uint8Array(rows)
  const label = new Uint8Array(rows)
  const candidate = new Float64Array(rows)
  const baseline = production && new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const place = random()
    const code = sizes.findIndex((edge) => place < edge)
    codes[row] = code
    label[row] = random() < 1 / 3 ? 1 : 0
    const luck = random()
    candidate[row] = luck < (selected[code] ?? 0) ? 0.9 : 0.1
    if (baseline) baseline[row] = luck < (production?.[code] ?? 0) ? 0.9 : 0.1
  }
  const cluster = days === null ? null : Int32Array.from({ length: rows }, (_, row) => row % days)
  return binaryScored({ label, candidate, baseline, cluster, slices: [{ column: 'sex', codes, values: ['f', 'm', 'x'].slice(0, sizes.length) }] })
}

function measured(scored: Scored, id = 'demographic_parity_difference@sex', identical = false) {
  const metric = fairnessMetric(id)
  if (!metric) throw new Error(`no measure ${id}`)
  return measureFairness({ metric, scored, level: 'measured', identical, seed: 'sha256:test' })
}

describe('measuring fairness', () => {
  it('gives both models, the difference with more being better, and intervals that hold the truth', () => {
    const { evidence } = measured(town())
    expect(evidence.method).toBe('cluster_bootstrap_bca')
    expect(evidence.units).toEqual({ rows: 6000, clusters: 40 })
    const [lower, upper] = evidence.candidateInterval ?? [0, 0]
    expect([lower < 0.2, upper > 0.2, upper - lower < 0.1]).toEqual([true, true, true])
    expect(evidence.difference).toBe((evidence.baseline ?? 0) - evidence.candidate)
    expect([(evidence.interval?.[0] ?? 0) < -0.1, (evidence.interval?.[1] ?? 0) > -0.1]).toEqual([true, true])
    expect(evidence.pValue).toBeLessThan(0.01)
  })

  it('turns a ratio the other way: more is better', () => {
    const { evidence } = measured(town(), 'demographic_parity_ratio@sex')
    expect(evidence.better).toBe('higher')
    expect(evidence.difference).toBe(evidence.candidate - (evidence.baseline ?? 0))
    expect(evidence.candidate).toBeCloseTo(0.6, 1)
  })

  it('draws clusters beyond two thousand in groups, whose interval is as wide', () => {
    const width = (interval: readonly [number, number] | null) => (interval ? interval[1] - interval[0] : Number.NaN)
    const rows = town({ rows: 20_000, days: null })
    const { evidence, own } = measured(rows)
    expect(evidence.method).toBe('bootstrap_percentile')
    expect(evidence.units.clusters).toBe(20_000)
    const exact = Math.sqrt((0.25 + 0.21) / 10_000)
    expect(own?.error.standardError).toBeGreaterThan(0.93 * exact)
    expect(own?.error.standardError).toBeLessThan(1.07 * exact)
    expect(width(evidence.candidateInterval)).toBeCloseTo(2 * 1.96 * exact, 2)
  })

  it('is the same bits on every run', () => {
    expect(measured(town())).toEqual({ ...measured(town()), own: expect.anything(), paired: expect.anything() })
  })

  it('says nothing of a difference without a baseline, and that there is none for the same bytes', () => {
    const alone = measured(town({ production: null }))
    expect([alone.evidence.baseline, alone.evidence.difference, alone.paired]).toEqual([null, null, null])
    const same = measured(town({ production: null }), undefined, true)
    expect([same.evidence.difference, same.evidence.method, same.evidence.baseline === same.evidence.candidate]).toEqual([0, 'identity', true])
  })

  it('weighs rows by their weight', () => {
    const scored = town({ days: null, rows: 3000 })
    const { candidate } = scored
    if (candidate.kind !== 'binary') throw new Error('binary rows are simulated')
    const codes = scored.slices[0]?.codes ?? []
    const heavy = Float64Array.from(candidate.label, (_, row) => (codes[row] === 0 && (candidate.score?.[row] ?? 0) > 0.5 ? 3 : 1))
    const rateOf = (code: number, weight: Float64Array) => {
      const rows = Array.from(weight, (_, row) => row).filter((row) => codes[row] === code)
      const sum = (some: readonly number[]) => some.reduce((total, row) => total + (weight[row] ?? 0), 0)
      return sum(rows.filter((row) => (candidate.score?.[row] ?? 0) > 0.5)) / sum(rows)
    }
    const { evidence } = measured({ ...scored, candidate: { ...candidate, weight: heavy }, baseline: null })
    expect(evidence.candidate).toBeCloseTo(Math.abs(rateOf(0, heavy) - rateOf(1, heavy)), 12)
  })

  it('takes the decision of the rows before the score', () => {
    const scored = town({ production: null })
    const { candidate } = scored
    if (candidate.kind !== 'binary') throw new Error('binary rows are simulated')
    const { evidence } = measured({ ...scored, candidate: { ...candidate, prediction: new Uint8Array(6000) } })
    expect(evidence.candidate).toBe(0)
  })

  it('leaves a small group out, with a warning', () => {
    const { evidence, warnings } = measured(town({ sizes: [0.49, 0.98, 1], selected: [0.5, 0.3, 1], production: null }))
    expect(evidence.candidate).toBeLessThan(0.3)
    expect(warnings.map((one) => one.code)).toEqual(['GROUPS_NOT_COMPARED'])
    expect(warnings[0]?.message).toMatch(
      /^demographic_parity_difference@sex: \d+ rows of sex "x" are not compared: a group needs 500 rows, 10 of each class and 10 clusters$/,
    )
  })

  it('decides nothing where one group alone is large enough: the value is of all groups, without an interval', () => {
    const { evidence, own, paired, open, warnings } = measured(town({ sizes: [0.98, 1] }))
    expect(open).toEqual({ verdict: 'inconclusive', reason: 'too_few_groups', pRule: null })
    expect([own, paired, evidence.candidateInterval, evidence.interval, evidence.method]).toEqual([null, null, null, null, 'point'])
    expect(evidence.candidate).toBeGreaterThan(0.05)
    expect(warnings.map(({ code }) => code)).toEqual(['GROUPS_NOT_COMPARED'])
  })

  it.each([
    ['difference', 0],
    ['ratio', 1],
  ])('of a column with a single value has a %s of %j, and decides nothing', (how, value) => {
    const { evidence, open } = measured(town({ sizes: [1] }), `equal_opportunity_${how}@sex`)
    expect([evidence.candidate, evidence.baseline, open?.reason]).toEqual([value, value, 'too_few_groups'])
  })

  it('refuses a ratio where nobody is selected', () => {
    expect(() => measured(town({ selected: [0, 0] }), 'demographic_parity_ratio@sex')).toThrow(expect.objectContaining({ code: 'METRIC_UNDEFINED' }))
  })

  it('refuses a column that the rows do not have, and scores that are no probabilities', () => {
    expect(() => measured(town(), 'accuracy_difference@age')).toThrow(expect.objectContaining({ code: 'UNKNOWN_SLICE_COLUMN' }))
    const scored = town({ production: null })
    if (scored.candidate.kind !== 'binary') throw new Error('binary rows are simulated')
    const wild = { ...scored, candidate: { ...scored.candidate, score: new Float64Array(6000).fill(2) } }
    expect(() => measured(wild)).toThrow(expect.objectContaining({ code: 'SCORE_INVALID' }))
  })
})

describe('a gate on fairness', () => {
  const judged = (scored: Scored, ...gates: readonly Partial<Gate>[]) =>
    judge({ policy: policy({ bound: 1 }, ...gates), scored, level: 'measured', testSet: 'sha256:test', identical: false })

  it('passes, fails or stays open by the bound of the interval', () => {
    const fourFifths = { metric: 'demographic_parity_ratio@sex', rule: 'at_least', bound: 0.8 } as const
    const verdictOf = (selected: readonly number[]) => judged(town({ selected }), fourFifths).findings[1]?.verdict
    expect([verdictOf([0.5, 0.49]), verdictOf([0.5, 0.3]), verdictOf([0.5, 0.4])]).toEqual(['pass', 'fail', 'inconclusive'])
  })

  it('is undecided where fewer than two groups are large enough, on the point and against production as well', () => {
    const { findings } = judged(
      town({ sizes: [0.98, 1] }),
      { metric: 'demographic_parity_difference@sex', rule: 'at_most', bound: 0.5 },
      { metric: 'demographic_parity_difference@sex', rule: 'at_most', bound: 0.9, on: 'point' },
      { metric: 'demographic_parity_difference@sex', rule: 'non_inferior', bound: 0.5 },
    )
    expect(findings.slice(1).map(({ verdict, reason, effect }) => [verdict, reason, effect])).toEqual(
      new Array(3).fill(['inconclusive', 'too_few_groups', 'block']),
    )
  })

  it('holds the candidate against production', () => {
    const noWorse = { metric: 'demographic_parity_difference@sex', rule: 'non_inferior', bound: 0.05 } as const
    expect(judged(town(), noWorse).findings[1]).toMatchObject({ verdict: 'fail', reason: 'shown_worse', effect: 'block' })
    expect(judged(town({ selected: [0.5, 0.4] }), noWorse).findings[1]).toMatchObject({ verdict: 'pass' })
  })

  it('is not cut by columns', () => {
    expect(() => judged(town(), { metric: 'accuracy_difference@sex', rule: 'no_regression', bound: 0.05, by: ['sex'] })).toThrow(
      expect.objectContaining({
        code: 'GATE_INVALID',
        message: 'gate accuracy_difference@sex:no_regression:by=sex: accuracy_difference@sex is measured on all rows and cannot be cut by columns',
      }),
    )
  })

  it('shows the groups, those too small as well', () => {
    const { fairness } = judged(town({ sizes: [0.49, 0.98, 1], selected: [0.5, 0.3, 1] }), {
      metric: 'accuracy_difference@sex',
      rule: 'at_most',
      bound: 0.2,
    })
    expect(fairness.map(({ column, groups }) => [column, groups.map(({ value, compared }) => [value, compared])])).toEqual([
      [
        'sex',
        [
          ['f', true],
          ['m', true],
          ['x', false],
        ],
      ],
    ])
    expect(fairness[0]?.groups[0]?.candidate.selection).toBeCloseTo(0.5, 1)
    expect(fairness[0]?.groups[2]?.candidate.selection).toBe(1)
  })

  it('tells no rate of fewer than ten rows, which would be what is true of them', () => {
    const gate = { metric: 'accuracy_difference@sex', rule: 'at_most', bound: 0.2 } as const
    const groupOf = (share: number) =>
      judged(town({ sizes: [0.49, 1 - share, 1], selected: [0.5, 0.3, 1] }), gate).fairness[0]?.groups.find(({ value }) => value === 'x')
    const nine = groupOf(0.001)
    expect(nine?.rows).toBeLessThan(10)
    const none = { selection: null, truePositive: null, falsePositive: null }
    expect([nine?.candidate, nine?.baseline]).toEqual([none, none])
    // Of some twenty, one in three is positive.
    expect(groupOf(0.0035)?.candidate).toEqual({ selection: 1, truePositive: null, falsePositive: 1 })
  })
})
