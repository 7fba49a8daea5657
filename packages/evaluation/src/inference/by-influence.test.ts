import { blockDoublingOfClusters, clusteredEstimate, tInterval, tTest } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { binaryScored } from '../fixtures/simulate.ts'
import { type InfluenceRequest, inferByInfluence, tQuantity } from './by-influence.ts'

const rowsOf = (units: number, positives = 0) =>
  binaryScored({ label: Uint8Array.from({ length: units }, (_, row) => Number(row < positives)), candidate: new Float64Array(units) }).candidate

function inferred(values: readonly number[], change: Partial<InfluenceRequest> = {}) {
  const influence = Float64Array.from(values)
  return inferByInfluence({ metric: { inference: 'mean' }, candidate: rowsOf(values.length), cluster: null, estimate: 0.25, influence, ...change })
}

/** Each row a cluster, in the order of time. */
const inTime = (units: number) => ({ cluster: Int32Array.from({ length: units }, (_, row) => row), ordered: true })
const repeated = (pattern: readonly number[], units: number): readonly number[] =>
  Array.from({ length: units }, (_, at) => pattern[at % pattern.length] ?? 0)
/** Twos and minus twos in runs of these lengths. */
const runs = (...lengths: readonly number[]): readonly number[] =>
  lengths.flatMap((length, at) => Array.from({ length }, () => (at % 2 === 0 ? 2 : -2)))

describe('the quantity of an estimate and its error', () => {
  it('has Student’s interval and p-values', () => {
    const error = { standardError: 0.1, degreesOfFreedom: 30 }
    const { pValue, ...quantity } = tQuantity(0.25, { ...error, ...{ clusters: 31 } })
    const interval = tInterval({ estimate: 0.25, ...error })
    expect(quantity).toEqual({ estimate: 0.25, interval, error })
    expect(interval.map((end) => end.toFixed(4))).toEqual(['0.0458', '0.4542'])
    expect(pValue(0.05, 'greater')).toBe(tTest({ estimate: 0.25, ...error, boundary: 0.05, alternative: 'greater' }))
    expect(pValue(0.05, 'greater')?.toFixed(4)).toBe('0.0273')
    expect(pValue(0.05, 'less')?.toFixed(4)).toBe('0.9727')
  })
})

describe('inference by influence values', () => {
  it('of independent rows is the paired t', () => {
    const { quantity, ...rest } = inferred([-1, 1, -1, 1])
    expect(quantity.error).toEqual({ standardError: Math.sqrt(4 / 3) / 2, degreesOfFreedom: 3 })
    expect(quantity.estimate).toBe(0.25)
    expect(rest).toEqual({ method: 'paired_mean', designEffect: 1, autocorrelated: false })
  })

  it('of clusters is that of their sums, with the variance that they add', () => {
    const { quantity, ...rest } = inferred([1, 1, -1, -1], { cluster: Int32Array.of(0, 0, 1, 1) })
    expect(quantity.error.standardError).toBe(1)
    expect(rest.method).toBe('clustered_mean')
    expect(rest.designEffect).toBeCloseTo(3, 14)
  })

  it.each([
    ['share', 'paired_mean', 'clustered_mean'],
    ['mean', 'paired_mean', 'clustered_mean'],
    ['influence', 'influence', 'clustered_influence'],
    ['ranks', 'delong', 'clustered_influence'],
    ['resampled', 'influence', 'clustered_influence'],
  ] as const)('is named for what it is on rows of a metric of %s', (inference, independent, clustered) => {
    const request = { metric: { inference }, candidate: rowsOf(4, 2) }
    expect(inferred([-1, 1, -1, 1], request).method).toBe(independent)
    expect(inferred([-1, 1, -1, 1], { ...request, cluster: Int32Array.of(0, 1, 2, 3) }).method).toBe(clustered)
  })

  it('takes the rows of each class as given where ranks of independent rows are compared', () => {
    const values = [3, 1, -1, -2, -1, 0]
    const label = rowsOf(6, 2)
    const ranks = { metric: { inference: 'ranks' }, candidate: label } as const
    // About the mean of each class: 1 and -1 of two, 0, -1, 0 and 1 of four.
    expect(inferred(values, ranks).quantity.error.standardError).toBeCloseTo(Math.sqrt(2 * 2 + (4 / 3) * 2) / 6, 14)
    const whole = Math.sqrt((6 / 5) * 16) / 6
    expect(inferred(values, { candidate: label }).quantity.error.standardError).toBeCloseTo(whole, 14)
    expect(inferred(values, { ...ranks, cluster: Int32Array.of(0, 1, 2, 3, 4, 5) }).quantity.error.standardError).toBeCloseTo(whole, 14)
    const regression = {
      kind: 'regression',
      label: Float64Array.of(1, 1, 0, 0, 0, 0),
      prediction: new Float64Array(6),
      quantiles: null,
      interval: null,
      weight: null,
    } as const
    expect(inferred(values, { ...ranks, candidate: regression }).quantity.error.standardError).toBeCloseTo(whole, 14)
  })
})

describe('degrees of freedom', () => {
  const freedom = (values: readonly number[], cluster: Int32Array | null = null) => inferred(values, { cluster }).quantity.error.degreesOfFreedom
  const alone = (units: number) => Int32Array.from({ length: units }, (_, row) => row)
  const carried = (units: number) => [1, -1, ...repeated([0], units - 2)]

  it('are one less than the units where no few of them carry the error', () => {
    expect(freedom([-1, 1, -1, 1, -1, 1])).toBe(5)
    expect(freedom([0, 0, 0, 0])).toBe(3)
  })

  it('are those of the few rows that carry it: 2n / (k - 1)', () => {
    expect(freedom([9, ...repeated([-1], 9)])).toBeCloseTo(2.8125, 12)
    expect(freedom(carried(8))).toBeCloseTo(16 / 3, 12)
    expect(freedom(carried(12))).toBeCloseTo(24 / 5, 12)
  })

  it('of clusters are fewer only where the tails are beyond chance: a kurtosis above 6', () => {
    expect(freedom(carried(12), alone(12))).toBe(11)
    expect(freedom(carried(14), alone(14))).toBeCloseTo(28 / 6, 12)
  })

  it('are counted by the sums of clusters, not by their rows', () => {
    const cluster = Int32Array.from({ length: 28 }, (_, row) => row >> 1)
    expect(freedom([...repeated([1, 1, -1, -1], 4), ...repeated([0], 24)], cluster)).toBeCloseTo(28 / 6, 12)
    expect(freedom(repeated([5, -5], 28), cluster)).toBe(13)
  })
})

describe('clusters in the order of time', () => {
  it('that hang together have the error of longer blocks', () => {
    const values = runs(20, 20, 20, 20, 20, 20, 20, 20)
    const { quantity, autocorrelated } = inferred(values, inTime(160))
    const { standardError, degreesOfFreedom } = blockDoublingOfClusters({ influence: Float64Array.from(values), cluster: inTime(160).cluster })
    expect([quantity.error, autocorrelated]).toEqual([{ standardError, degreesOfFreedom }, true])
    expect(standardError).toBeGreaterThan(5.8 / Math.sqrt(160))
    expect(degreesOfFreedom).toBeLessThan(20)
  })

  it('are taken for a chain where the first autocorrelation is beyond chance at 1 %, and not before', () => {
    // r sqrt(16) is 11/4 with two changes of sign, and 9/4 with three.
    expect(inferred(runs(4, 8, 4), inTime(16)).autocorrelated).toBe(true)
    expect(inferred(runs(4, 4, 4, 4), inTime(16)).autocorrelated).toBe(false)
    expect(inferred(runs(4, 4, 4, 4), inTime(16)).quantity.error.degreesOfFreedom).toBe(15)
  })

  it('that swing there and back keep the larger error of single clusters', () => {
    const values = repeated([1, 1, 1, -1, -1, -1], 162)
    const influence = Float64Array.from(values)
    const { cluster } = inTime(162)
    const single = clusteredEstimate({ influence, cluster })
    expect(blockDoublingOfClusters({ influence, cluster }).standardError).toBeLessThan(single.standardError)
    const { quantity, autocorrelated } = inferred(values, inTime(162))
    expect(quantity.error).toEqual({ standardError: single.standardError, degreesOfFreedom: 161 })
    expect(autocorrelated).toBe(true)
  })

  it.each([
    ['that are in no order', { cluster: inTime(16).cluster, ordered: false }],
    ['of which no order is told', { cluster: inTime(16).cluster }],
    ['that are none', { ordered: true }],
  ])('%s are never taken for a chain', (_, change) => {
    expect(inferred(runs(8, 8), change).autocorrelated).toBe(false)
  })

  it('without any variance are none', () => {
    const { quantity, autocorrelated } = inferred(repeated([0], 16), inTime(16))
    expect([quantity.error, autocorrelated]).toEqual([{ standardError: 0, degreesOfFreedom: 15 }, false])
  })
})
