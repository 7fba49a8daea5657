import { type Measurement, type Metric, metric, type Rows } from '@seaworthy/metrics'
import { recipeError, tInterval } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { binaryScored } from './fixtures/simulate.ts'
import { type MeasureRequest, measure } from './measure.ts'
import { overSeeds } from './recipe.ts'
import type { ScoredRows } from './scored.ts'

const scoresOf = (rows: Rows) => (rows.kind === 'binary' ? Float64Array.from(rows.score ?? []) : new Float64Array())
const sumOf = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0)

/** The mean score: what it is can be told by hand. Rows whose first score is 0.125 are warned of. */
function meanScore(change: Partial<Metric> = {}): Metric {
  return {
    ...{ kind: 'binary', id: 'mean', title: 'Mean score', better: 'higher', range: [0, 1], inference: 'mean' },
    measure(rows): Measurement {
      const scores = scoresOf(rows)
      const value = sumOf(scores) / scores.length
      const warnings = scores[0] === 0.125 ? [{ code: 'CLIPPED_SCORES' as const, message: 'an eighth' }] : []
      return { value, influence: scores.map((one) => one - value), warnings }
    },
    reweigh: (rows) => (weight) => sumOf(scoresOf(rows).map((one, at) => one * (weight[at] ?? 0))) / sumOf(weight),
    ...change,
  }
}

const rows = binaryScored({
  label: Uint8Array.of(0, 1, 0, 1),
  candidate: Float64Array.of(0.5, 1, 0.5, 1),
  baseline: Float64Array.of(0.25, 0.5, 0.5, 0.75),
})

function measured(change: Partial<MeasureRequest> = {}) {
  return measure({ metric: meanScore(), rows, slice: null, level: 'measured', identical: false, seed: 'sha256:test', ...change })
}

describe('one metric of two models', () => {
  it('has the value of each, the difference and how sure both are', () => {
    const { evidence, own, paired, ...rest } = measured()
    const error = { standardError: Math.sqrt(0.125 / 12), degreesOfFreedom: 3 }
    expect(rest).toEqual({ ratio: null, warnings: [] })
    expect([own?.estimate, paired?.estimate]).toEqual([0.75, 0.25])
    const interval = tInterval({ estimate: 0.25, standardError: paired?.error.standardError ?? 0, degreesOfFreedom: 3 })
    expect(paired?.error.standardError).toBeCloseTo(error.standardError, 14)
    expect(evidence).toEqual({
      metric: 'mean',
      title: 'Mean score',
      better: 'higher',
      slice: null,
      level: 'measured',
      units: { rows: 4, clusters: 4 },
      candidate: 0.75,
      candidateInterval: [Math.max(0, own?.interval[0] ?? Number.NaN), 1],
      baseline: 0.5,
      difference: 0.25,
      standardError: paired?.error.standardError,
      interval,
      pValue: paired?.pValue(0, 'two_sided'),
      method: 'paired_mean',
      designEffect: null,
    })
    expect(evidence.pValue?.toFixed(4)).toBe('0.0917')
  })

  it('has an interval of the candidate that ends where the metric does, on either side', () => {
    const intervalOf = (range: readonly [number, number]) => measured({ metric: meanScore({ range }) }).evidence.candidateInterval
    const [lower, upper] = intervalOf([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]) ?? [0, 0]
    expect([lower.toFixed(4), upper.toFixed(4)]).toEqual(['0.2907', '1.2093'])
    expect(intervalOf([0.5, 1])).toEqual([0.5, 1])
    expect(intervalOf([0, 2])).toEqual([lower, upper])
  })

  it('is turned round where less is better, and only there', () => {
    const differenceOf = (better: Metric['better']) => measured({ metric: meanScore({ better }) }).evidence.difference
    expect((['higher', 'lower', 'neither'] as const).map(differenceOf)).toEqual([0.25, -0.25, 0.25])
  })

  it('of the same bytes has no difference, and what is sure of the candidate alone', () => {
    for (const baseline of [rows.baseline, null]) {
      const { evidence, own, paired } = measured({ rows: { ...rows, baseline, cluster: Int32Array.of(0, 0, 1, 1) }, identical: true })
      expect([own?.estimate, paired]).toEqual([0.75, null])
      const { baseline: other, difference, standardError, interval, pValue, method, designEffect } = evidence
      expect({ other, difference, standardError, interval, pValue, method, designEffect }).toEqual({
        ...{ other: 0.75, difference: 0, standardError: 0, interval: [0, 0], pValue: null, method: 'identity', designEffect: null },
      })
    }
  })

  it('without a baseline is the candidate’s own, with the design effect of its clusters', () => {
    const { evidence, paired } = measured({ rows: { ...rows, baseline: null, cluster: Int32Array.of(0, 1, 0, 1) } })
    expect(paired).toBeNull()
    const { baseline, difference, standardError, interval, pValue, method, designEffect } = evidence
    expect({ baseline, difference, standardError, interval, pValue, method }).toEqual({
      ...{ baseline: null, difference: null, standardError: null, interval: null, pValue: null, method: 'clustered_mean' },
    })
    expect(designEffect).toBeCloseTo(3, 14)
  })

  it.each([
    [Int32Array.of(0, 0, 0, 0), 1, 'point', null],
    [Int32Array.of(0, 0, 0, 1), 2, 'clustered_mean', 'number'],
  ] as const)('in clusters %j is told by %i', (cluster, clusters, method, effect) => {
    const { evidence, own, paired } = measured({ rows: { ...rows, cluster } })
    expect([evidence.units, evidence.method, own === null, paired === null]).toEqual([{ rows: 4, clusters }, method, clusters === 1, clusters === 1])
    expect(evidence.designEffect === null ? null : typeof evidence.designEffect).toBe(effect)
  })

  it('counts the units on which one model alone is right, of a share', () => {
    const zerosAndOnes = binaryScored({ label: Uint8Array.of(0, 1), candidate: Float64Array.of(1, 1), baseline: Float64Array.of(0, 1) })
    const { evidence } = measured({ metric: meanScore({ inference: 'share' }), rows: zerosAndOnes })
    expect([evidence.method, evidence.discordant]).toEqual(['tango', { candidateOnly: 1, baselineOnly: 0 }])
  })
})

describe('warnings', () => {
  it('name the metric and the model, once where both are the same bytes', () => {
    const eighth = binaryScored({ label: Uint8Array.of(0, 1), candidate: Float64Array.of(0.125, 1), baseline: Float64Array.of(0.125, 0) })
    const of = (model: string) => ({ code: 'CLIPPED_SCORES', message: `mean of the ${model}: an eighth` })
    expect(measured({ rows: eighth }).warnings).toEqual([of('candidate'), of('baseline')])
    expect(measured({ rows: eighth, identical: true }).warnings).toEqual([of('candidate')])
    expect(measured({ rows: { ...eighth, baseline: null } }).warnings).toEqual([of('candidate')])
  })

  it('tell of days that hang together', () => {
    const units = 160
    const candidate = Float64Array.from({ length: units }, (_, at) => (Math.floor(at / 20) % 2 === 0 ? 0.5 : 1))
    const zero = new Float64Array(units)
    const days = binaryScored({ label: new Uint8Array(units), candidate, baseline: zero, cluster: Int32Array.from(candidate, (_, at) => at) })
    expect(measured({ rows: { ...days, ordered: true } }).warnings).toEqual([
      {
        code: 'AUTOCORRELATED',
        message: 'mean: what is true of one stretch of time is still true of the next; the interval allows for it by longer blocks',
      },
    ])
    expect(measured({ rows: days }).warnings).toEqual([])
  })
})

describe('a metric without a value', () => {
  it('is refused with what it warns of', () => {
    const warnings = ['no rows count', 'one class'].map((message) => ({ code: 'ONE_CLASS' as const, message }))
    const undefinedMetric = meanScore({ measure: () => ({ value: Number.NaN, influence: null, warnings }) })
    expect(() => measured({ metric: undefinedMetric })).toThrow(
      expect.objectContaining({
        code: 'METRIC_UNDEFINED',
        message: 'mean is undefined on these 4 rows: no rows count; one class',
        hint: 'the test set needs rows of both classes',
      }),
    )
  })

  it('is refused of the baseline too', () => {
    const broken = { ...rows, baseline: rows.baseline && { ...rows.baseline, score: new Float64Array(4).fill(Number.POSITIVE_INFINITY) } }
    expect(() => measured({ rows: broken })).toThrow(expect.objectContaining({ code: 'METRIC_UNDEFINED' }))
  })
})

describe('a recipe of several runs', () => {
  const runOf = (...scores: number[]) => binaryScored({ label: rows.candidate.label, candidate: Float64Array.from(scores) }).candidate
  const repeats = [runOf(0.25, 0.5, 0.75, 0.5), runOf(0.125, 0.875, 0.5, 0.5)]
  const repeated: ScoredRows = { ...rows, repeats }

  it('has the mean of its runs, the influence of their mean, and the error of seeds beside that of rows', () => {
    const { evidence, own, paired, runs } = measured({ rows: repeated })
    expect(runs).toEqual([0.75, 0.5, 0.5])
    expect([evidence.candidate, evidence.baseline, evidence.method]).toEqual([1.75 / 3, 0.5, 'paired_mean_over_seeds'])
    const mean = runOf(0.875 / 3, 2.375 / 3, 1.75 / 3, 2 / 3)
    const asOne = measured({ rows: { ...rows, candidate: mean } })
    const error = recipeError({ values: [0.75, 0.5, 0.5], rows: asOne.paired?.error ?? { standardError: Number.NaN, degreesOfFreedom: 1 } })
    expect(asOne.paired?.error.standardError).toBeCloseTo(0.07795, 5)
    expect(paired?.error.standardError).toBeCloseTo(error.standardError, 14)
    expect(paired?.error.degreesOfFreedom).toBeCloseTo(error.degreesOfFreedom, 12)
    expect([evidence.standardError, evidence.interval, evidence.pValue]).toEqual([
      paired?.error.standardError,
      paired?.interval,
      paired?.pValue(0, 'two_sided'),
    ])
    expect(evidence.candidateInterval).toEqual([Math.max(0, own?.interval[0] ?? 2), Math.min(1, own?.interval[1] ?? -1)])
  })

  it('has each warning of its runs once', () => {
    const twice = { ...rows, repeats: [...repeats, runOf(0.125, 0.5, 0.5, 0.5)] }
    expect(measured({ rows: twice }).warnings).toEqual([{ code: 'CLIPPED_SCORES', message: 'mean of the candidate: an eighth' }])
  })

  it('of a share is a mean: of zeros and ones it is neither', () => {
    const share = meanScore({ inference: 'share' })
    const ones = { ...rows, candidate: runOf(1, 0, 1, 1), baseline: runOf(0, 0, 1, 1), repeats: [runOf(0, 1, 1, 1)] }
    expect(measured({ metric: share, rows: ones }).evidence.method).toBe('paired_mean_over_seeds')
    expect(measured({ metric: meanScore({ inference: 'influence' }), rows: ones }).evidence.method).toBe('influence_over_seeds')
  })

  it('is resampled run by run where one of them has no influences', () => {
    const plain = meanScore()
    const some = meanScore({ measure: (of) => ({ ...plain.measure(of), ...(of === repeats[0] && { influence: null }) }) })
    const { evidence, paired } = measured({ metric: some, rows: repeated })
    expect(evidence.method).toBe('bootstrap_bca_over_seeds')
    expect(evidence.candidate).toBe(1.75 / 3)
    expect(paired?.estimate).toBeCloseTo(0.25 / 3, 14)
  })

  it('of the same bytes, or without repeats, is one model', () => {
    expect(measured({ rows: repeated, identical: true }).runs).toBeUndefined()
    expect(measured({ rows: { ...rows, repeats: [] } }).evidence).toEqual(measured().evidence)
  })

  it('has no interval below two clusters', () => {
    const one = { ...repeated, cluster: new Int32Array(4) }
    const { own, paired, evidence } = measured({ rows: one })
    expect([own, paired, evidence.candidateInterval, evidence.interval, evidence.standardError, evidence.pValue]).toEqual(Array(6).fill(null))
    expect(evidence.method).toBe('point_over_seeds')
  })

  it('has an interval of its value that ends where the metric does', () => {
    const runs = repeats.map((run) => ({ rows: run, measured: meanScore().measure(run) }))
    const single = measured()
    expect(overSeeds(single, runs, { range: [0.7, 0.8] }).evidence.candidateInterval).toEqual([0.7, 0.8])
    const wide = overSeeds(single, runs, { range: [-9, 9] })
    expect(wide.evidence.candidateInterval).toEqual(wide.own?.interval)
  })
})

describe('a metric of the catalogue', () => {
  it('is measured as any other', () => {
    expect(measured({ metric: metric('brier', 'binary') }).evidence).toMatchObject({ metric: 'brier', candidate: 0.125, better: 'lower' })
  })
})
