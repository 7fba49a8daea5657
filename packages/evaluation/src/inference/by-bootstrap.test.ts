import type { Metric, Rows } from '@seaworthy/metrics'
import { type BootstrapRequest, bootstrap, bootstrapPValue, seedOf } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { binaryScored, uniform } from '../fixtures/simulate.ts'
import type { ScoredRows } from '../scored.ts'
import { resampledDifference, resampledValue } from './by-bootstrap.ts'

const scoresOf = (rows: Rows) => (rows.kind === 'binary' ? Float64Array.from(rows.score ?? []) : new Float64Array())
const weightedMean = (values: Float64Array) => (weight: Float64Array) =>
  values.reduce((sum, value, at) => sum + value * (weight[at] ?? 0), 0) / weight.reduce((sum, one) => sum + one, 0)

/** The mean score, so that what was resampled can be done again by hand. */
function mean(change: Partial<Metric> = {}): Metric {
  const measure: Metric['measure'] = () => ({ value: Number.NaN, influence: null, warnings: [] })
  const reweigh: Metric['reweigh'] = (rows) => weightedMean(scoresOf(rows))
  return { kind: 'binary', id: 'mean', title: 'Mean', better: 'higher', range: [0, 1], inference: 'resampled', measure, reweigh, ...change }
}

function rowsOf(units: number): ScoredRows & { readonly candidate: ReturnType<typeof binaryScored>['candidate'] } {
  const random = uniform(7)
  const scores = () => Float64Array.from({ length: units }, random)
  return binaryScored({ label: Uint8Array.from({ length: units }, (_, row) => row % 2), candidate: scores(), baseline: scores() })
}

const forty = rowsOf(40)
const own = scoresOf(forty.candidate)
const other = scoresOf(forty.baseline ?? forty.candidate)
const measured = { value: 0.5, influence: null, warnings: [] }
const byHand = (change: Partial<BootstrapRequest>) =>
  bootstrap({ units: 40, cluster: null, strata: null, statistic: weightedMean(own), seed: seedOf('sha256:test mean'), interval: 'bca', ...change })

describe('the bootstrap of one value', () => {
  const inferred = resampledValue({ metric: mean(), rows: forty, measured, seed: 'sha256:test' })

  it('is drawn by the test set and the metric, and of few units mended for bias and skewness', () => {
    const result = byHand({})
    const { pValue, ...quantity } = inferred.quantity
    expect({ ...inferred, quantity }).toEqual({
      quantity: { estimate: result.estimate, interval: result.interval, error: { standardError: result.standardError, degreesOfFreedom: 39 } },
      method: 'bootstrap_bca',
      designEffect: null,
      autocorrelated: false,
    })
    expect(result.estimate).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / 40, 14)
    for (const alternative of ['greater', 'less', 'two_sided'] as const)
      expect(pValue(0.5, alternative)).toBe(bootstrapPValue({ bootstrap: result, boundary: 0.5, alternative }))
  })

  it('of another metric or test set is drawn anew', () => {
    const errorOf = (id: string, seed: string) => resampledValue({ metric: mean({ id }), rows: forty, measured, seed }).quantity.error.standardError
    expect(errorOf('mean', 'sha256:test')).toBe(inferred.quantity.error.standardError)
    expect(errorOf('mean', 'sha256:other')).toBe(byHand({ seed: seedOf('sha256:other mean') }).standardError)
    expect(errorOf('other', 'sha256:test')).toBe(byHand({ seed: seedOf('sha256:test other') }).standardError)
  })

  it('draws whole clusters, and counts them', () => {
    const cluster = Int32Array.from({ length: 40 }, (_, row) => row >> 1)
    const { method, quantity } = resampledValue({ metric: mean(), rows: { ...forty, cluster }, measured, seed: 'sha256:test' })
    const result = byHand({ cluster })
    expect([method, quantity.interval, quantity.error]).toEqual([
      'cluster_bootstrap_bca',
      result.interval,
      { standardError: result.standardError, degreesOfFreedom: 19 },
    ])
  })

  it.each([
    [999, 'bootstrap_bca'],
    [1000, 'bootstrap_percentile'],
  ])('of %i units is %s', (units, method) => {
    const rows = rowsOf(units)
    expect(resampledValue({ metric: mean(), rows, measured, seed: 's' }).method).toBe(method)
    const clustered = { ...rowsOf(2 * units), cluster: Int32Array.from({ length: 2 * units }, (_, row) => row % units) }
    expect(resampledValue({ metric: mean(), rows: clustered, measured, seed: 's' }).method).toBe(`cluster_${method}`)
  })

  it('multiplies what a unit counts anyway by how often it was drawn', () => {
    const weight = Float64Array.from({ length: 40 }, (_, row) => 1 + (row % 3))
    const rows = { ...forty, candidate: { ...forty.candidate, weight } }
    const { quantity } = resampledValue({ metric: mean(), rows, measured, seed: 'sha256:test' })
    const result = byHand({ statistic: (drawn) => weightedMean(own)(drawn.map((times, row) => times * (weight[row] ?? 0))) })
    expect([quantity.estimate, quantity.interval]).toEqual([result.estimate, result.interval])
    expect(quantity.estimate).toBe(weightedMean(own)(weight))
  })

  it('keeps the rows of each class of ranks of independent rows, and of nothing else', () => {
    const strata = Int32Array.from({ length: 40 }, (_, row) => row % 2)
    const cluster = Int32Array.from({ length: 40 }, (_, row) => row)
    const ranks = mean({ inference: 'ranks' })
    const intervalOf = (metric: Metric, rows: ScoredRows) => resampledValue({ metric, rows, measured, seed: 'sha256:test' }).quantity.interval
    expect(intervalOf(ranks, forty)).toEqual(byHand({ strata }).interval)
    expect(intervalOf(ranks, forty)).not.toEqual(byHand({}).interval)
    expect(intervalOf(ranks, { ...forty, cluster })).toEqual(byHand({ cluster }).interval)
    expect(intervalOf(mean(), forty)).toEqual(byHand({}).interval)
    const truth = { quantiles: null, interval: null, weight: null }
    const regression = { kind: 'regression', label: Float64Array.from(strata), prediction: own, ...truth } as const
    const ofNumbers = mean({ inference: 'ranks', reweigh: () => weightedMean(own) })
    expect(intervalOf(ofNumbers, { candidate: regression, baseline: null, cluster: null })).toEqual(byHand({}).interval)
  })
})

describe('the bootstrap of a difference', () => {
  const difference = (metric: Metric) => resampledDifference({ metric, rows: forty, candidate: measured, baseline: measured, seed: 'sha256:test' })

  it('draws the same units of both models', () => {
    const result = byHand({ statistic: (weight) => weightedMean(own)(weight) - weightedMean(other)(weight) })
    const { quantity, method } = difference(mean())
    expect([quantity.estimate, quantity.interval, method]).toEqual([result.estimate, result.interval, 'bootstrap_bca'])
  })

  it('is turned round where less is better', () => {
    const [higher, lower] = [difference(mean()).quantity, difference(mean({ better: 'lower' })).quantity]
    expect(lower.estimate).toBe(-higher.estimate)
    expect(lower.error).toEqual(higher.error)
    expect(difference(mean({ better: 'neither' })).quantity.estimate).toBe(higher.estimate)
  })

  it('of a model and itself is none', () => {
    const alone = resampledDifference({ metric: mean(), rows: { ...forty, baseline: null }, candidate: measured, baseline: measured, seed: 's' })
    expect([alone.quantity.estimate, alone.quantity.error.standardError]).toEqual([0, 0])
  })
})
