import { type Bootstrap, bootstrap, bootstrapPValue, seedOf } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { binaryScored, uniform } from '../fixtures/simulate.ts'
import type { Quantity } from '../rules/rule.ts'
import { fairnessMetric } from './fairness.ts'
import { measureFairness } from './measure-fairness.ts'

const values = ['f', 'm', 'x']

/** People of groups whose sizes are given, decided positive by chance. */
function townOf({ sizes = [600, 500], days = 12 as number | null, production = true } = {}) {
  const random = uniform(7)
  const codes = Uint8Array.from(sizes.flatMap((size, code) => new Array(size).fill(code)))
  const scoresOf = (rates: readonly number[]) => Float64Array.from(codes, (code) => (random() < (rates[code] ?? 0.5) ? 0.9 : 0.1))
  const label = Uint8Array.from(codes, () => Number(random() < 1 / 3))
  const candidate = scoresOf([0.5, 0.3])
  const baseline = production ? scoresOf([0.6, 0.5]) : null
  const cluster = days === null ? null : Int32Array.from(codes, (_, row) => row % days)
  const named = sizes.map((_, at) => values[at] ?? `group ${at}`)
  return binaryScored({ label, candidate, baseline, cluster, slices: [{ column: 'sex', codes, values: named }] })
}

type Town = ReturnType<typeof townOf>

function measured(scored: Town, id: string, identical = false) {
  const metric = fairnessMetric(id)
  if (!metric) throw new Error(`no measure ${id}`)
  return measureFairness({ metric, scored, level: 'measured', identical, seed: 'sha256:test' })
}

/** The share of each of the first two groups that is selected, row by row. */
function selectedOf({ candidate, cluster, slices }: Town, score: Float64Array, weight: Float64Array): readonly number[] {
  const sums = [0, 0, 0, 0]
  candidate.label.forEach((_, row) => {
    const at = 2 * (slices[0]?.codes[row] ?? 0)
    const times = weight[cluster ? (cluster[row] ?? 0) : row] ?? 0
    sums[at] = (sums[at] ?? 0) + times
    sums[at + 1] = (sums[at + 1] ?? 0) + ((score[row] ?? 0) > 0.5 ? times : 0)
  })
  const [all = 0, yes = 0, others = 0, ofOthers = 0] = sums
  return [yes / all, ofOthers / others]
}

const gap = ([one = 0, other = 0]: readonly number[]) => Math.abs(one - other)
const ratio = ([one = 0, other = 0]: readonly number[]) => Math.min(one, other) / Math.max(one, other)

/** The bootstrap of a statistic of that town, from the rows themselves. */
function reference(town: Town, id: string, statistic: (weight: Float64Array) => number): Bootstrap {
  const units = town.cluster ? new Set(town.cluster).size : town.candidate.label.length
  return bootstrap({
    units,
    cluster: null,
    strata: null,
    statistic,
    seed: seedOf(`sha256:test ${id}`),
    interval: units < 1000 ? 'bca' : 'percentile',
  })
}

function expectClose(found: readonly (number | null | undefined)[], wanted: readonly number[]) {
  expect(found).toEqual(wanted.map((value) => expect.closeTo(value, 10)))
}

function expectQuantity(found: Quantity | null, wanted: Bootstrap) {
  if (!found) throw new Error('no quantity')
  expectClose([found.estimate, ...found.interval, found.error.standardError], [wanted.estimate, ...wanted.interval, wanted.standardError])
  expect(found.error.degreesOfFreedom).toBe(wanted.clusters - 1)
  for (const alternative of ['greater', 'less', 'two_sided'] as const)
    expect(found.pValue(-0.05, alternative)).toBe(bootstrapPValue({ bootstrap: wanted, boundary: -0.05, alternative }))
}

describe('the difference between two models’ fairness', () => {
  it.each([
    ['difference', 12, 'cluster_bootstrap_bca', gap, -1],
    ['ratio', 12, 'cluster_bootstrap_bca', ratio, 1],
    ['difference', 999, 'cluster_bootstrap_bca', gap, -1],
    ['difference', 1000, 'cluster_bootstrap_percentile', gap, -1],
    ['difference', null, 'bootstrap_percentile', gap, -1],
  ] as const)('is resampled as the rows say: %s, %j days', (how, days, method, apart, sign) => {
    const id = `demographic_parity_${how}@sex`
    const town = townOf({ days })
    const { candidate, baseline } = town
    const of = (score: Float64Array, weight: Float64Array) => apart(selectedOf(town, score, weight))
    const wanted = reference(town, id, (weight) => sign * (of(candidate.score, weight) - of(baseline?.score ?? candidate.score, weight)))
    const { evidence, paired, own, ratio: times, open, warnings } = measured(town, id)
    expectQuantity(paired, wanted)
    const once = new Float64Array(1100).fill(1)
    expectClose([evidence.candidate, evidence.baseline], [of(candidate.score, once), of(baseline?.score ?? candidate.score, once)])
    expect(evidence).toEqual({
      metric: id,
      title: `demographic parity ${how} by sex`,
      better: how === 'ratio' ? 'higher' : 'lower',
      slice: null,
      level: 'measured',
      units: { rows: 1100, clusters: days ?? 1100 },
      candidate: own?.estimate,
      candidateInterval: own?.interval,
      baseline: evidence.baseline,
      difference: paired?.estimate,
      standardError: paired?.error.standardError,
      interval: paired?.interval,
      pValue: paired?.pValue(0, 'two_sided'),
      method,
      designEffect: null,
    })
    expect([times, open, warnings]).toEqual([null, undefined, []])
  })

  it('is nothing of the same bytes, whatever else there is', () => {
    const town = townOf()
    const { evidence, paired, own } = measured(town, 'demographic_parity_difference@sex', true)
    expect(evidence).toMatchObject({
      baseline: evidence.candidate,
      difference: 0,
      standardError: 0,
      interval: [0, 0],
      pValue: null,
      method: 'identity',
      candidateInterval: own?.interval,
    })
    expect(paired).toBeNull()
  })
})

describe('the value of one model', () => {
  it('has an interval of pairs where it is that of the worst one', () => {
    const id = 'demographic_parity_difference@sex'
    for (const [days, method] of [
      [12, 'cluster_bootstrap_pairs'],
      [null, 'bootstrap_pairs'],
    ] as const) {
      const town = townOf({ days, production: false })
      const { evidence, own } = measured(town, id)
      expect(evidence).toMatchObject({ method, baseline: null, difference: null, standardError: null, interval: null, pValue: null })
      const wanted = reference(town, id, (weight) => gap(selectedOf(town, town.candidate.score, weight)))
      expectClose([own?.estimate, own?.error.standardError], [wanted.estimate, wanted.standardError])
      expect(own?.error.degreesOfFreedom).toBe(wanted.clusters - 1)
    }
  })

  it('is resampled where it is a mean of two rates, which no pair is apart by', () => {
    const { evidence, own } = measured(townOf({ production: false }), 'equalized_odds_difference_mean@sex')
    expect(evidence).toMatchObject({ method: 'cluster_bootstrap_bca', candidate: own?.estimate, candidateInterval: own?.interval })
    expect(own?.error.degreesOfFreedom).toBe(11)
  })
})

describe('groups that are left out', () => {
  const needs = 'a group needs 500 rows, 10 of each class and 10 clusters'
  const messageOf = (town: Town) => measured(town, 'accuracy_difference@sex').warnings

  it('are named with their rows, five of them at most', () => {
    const many = (count: number) => townOf({ sizes: [500, 500, 3, ...new Array(count).fill(2)], production: false })
    expect(messageOf(many(0))).toEqual([
      { code: 'GROUPS_NOT_COMPARED', message: `accuracy_difference@sex: 3 rows of sex "x" are not compared: ${needs}` },
    ])
    expect(messageOf(many(4)).map(({ message }) => message)).toEqual([
      `accuracy_difference@sex: 11 rows of sex "group 3", "group 4", "group 5", "group 6", "x" are not compared: ${needs}`,
    ])
    expect(messageOf(many(6)).map(({ message }) => message)).toEqual([
      `accuracy_difference@sex: 15 rows of sex "group 3", "group 4", "group 5", "group 6", "group 7", 2 more are not compared: ${needs}`,
    ])
  })

  it('are named by the first forty letters', () => {
    const town = townOf({ sizes: [500, 500, 3], production: false })
    const long = { ...town, slices: town.slices.map((one) => ({ ...one, values: ['f', 'm', 'y'.repeat(50)] })) }
    expect(messageOf(long)[0]?.message).toBe(`accuracy_difference@sex: 3 rows of sex "${'y'.repeat(40)}" are not compared: ${needs}`)
  })

  it('leave two that decide, or nothing that does', () => {
    expect(measured(townOf({ sizes: [500, 500, 3] }), 'accuracy_difference@sex').open).toBeUndefined()
    const { open, own, evidence } = measured(townOf({ sizes: [500, 499] }), 'accuracy_difference@sex')
    expect([open, own]).toEqual([{ verdict: 'inconclusive', reason: 'too_few_groups', pRule: null }, null])
    expect(evidence).toMatchObject({ method: 'point', candidateInterval: null, standardError: null, units: { rows: 999, clusters: 12 } })
    expect(evidence.difference).toBe((evidence.baseline ?? 0) - evidence.candidate)
  })
})

describe('a ratio where nobody is selected', () => {
  it('is refused with what to do', () => {
    const town = townOf({ production: false })
    const nobody = { ...town, candidate: { ...town.candidate, prediction: new Uint8Array(1100) } }
    expect(() => measured(nobody, 'demographic_parity_ratio@sex')).toThrow(
      expect.objectContaining({
        code: 'METRIC_UNDEFINED',
        message: 'demographic_parity_ratio@sex is a ratio of 0 to 0: no row of any group of "sex" is decided positive',
        hint: 'set `evaluate.threshold` to the score from which rows are selected, or take the difference',
      }),
    )
  })
})
