import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BootstrapRequest, bootstrap } from './bootstrap.ts'
import { bootstrapPValue } from './bootstrap-p.ts'
import { compensatedSum } from './compensated-sum.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { RandomSource } from './random.ts'
import { seedOf } from './seed.ts'

interface Case {
  readonly name: string
  readonly statistic: 'ratio' | 'median' | 'mean'
  readonly x: number[]
  readonly y: number[]
  readonly cluster: number[] | null
  readonly strata: number[] | null
  readonly resamples: number
  readonly estimate: number
  readonly distribution: number[]
  readonly standardError: number
  readonly bias: number
  readonly percentile: [number, number]
  readonly bca: [number, number]
  readonly medianBias: number
  readonly acceleration: number
}

const weightedSum = (weight: Float64Array, values: readonly number[]) => weight.reduce((sum, w, unit) => sum + w * (values[unit] as number), 0)
const total = (weight: Float64Array) => weight.reduce((sum, w) => sum + w, 0)
const median = (weight: Float64Array, values: readonly number[]) => {
  const repeated = values.flatMap((value, unit) => Array<number>(weight[unit] as number).fill(value)).sort((a, b) => a - b)
  const middle = (repeated.length - 1) / 2
  return ((repeated[Math.floor(middle)] as number) + (repeated[Math.ceil(middle)] as number)) / 2
}

function requestOf(given: Case, interval: 'percentile' | 'bca'): BootstrapRequest {
  const statistics = {
    ratio: (weight: Float64Array) => weightedSum(weight, given.x) / weightedSum(weight, given.y),
    median: (weight: Float64Array) => median(weight, given.x),
    mean: (weight: Float64Array) => weightedSum(weight, given.x) / total(weight),
  }
  return {
    units: given.x.length,
    cluster: given.cluster && Int32Array.from(given.cluster),
    strata: given.strata && Int32Array.from(given.strata),
    statistic: statistics[given.statistic],
    seed: seedOf(given.name),
    resamples: given.resamples,
    interval,
  }
}

const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
const mean: BootstrapRequest = {
  units: values.length,
  cluster: null,
  strata: null,
  statistic: (weight) => weightedSum(weight, values) / total(weight),
  seed: seedOf('mean'),
  interval: 'percentile',
}

describe('bootstrap', () => {
  it.each(readReference<Case[]>('bootstrap'))('draws and judges as its definition written in Python: $name', (given) => {
    const percentile = bootstrap(requestOf(given, 'percentile'))
    const bca = bootstrap(requestOf(given, 'bca'))
    expect(percentile.distribution).toHaveLength(given.resamples)
    percentile.distribution.forEach((value, at) => {
      expectClose(value, given.distribution[at] as number)
    })
    expectClose(percentile.estimate, given.estimate)
    expectClose(percentile.standardError, given.standardError)
    expectClose(percentile.bias, given.bias, { scale: given.estimate })
    for (const end of [0, 1] as const) {
      expectClose(percentile.interval[end], given.percentile[end])
      expectClose(bca.interval[end], given.bca[end])
    }
    expect([percentile.method, bca.method, bca.distribution]).toEqual(['percentile', 'bca', percentile.distribution])
    expectClose(bca.correction?.medianBias ?? Number.NaN, given.medianBias, { scale: 1 })
    expectClose(bca.correction?.acceleration ?? Number.NaN, given.acceleration, { scale: 1 })
  })

  it('gives the same bits for the same seed, and others for another', () => {
    expect(bootstrap(mean)).toEqual(bootstrap(mean))
    expect(bootstrap(mean).distribution).toHaveLength(2_000)
    expect(bootstrap({ ...mean, seed: seedOf('other') }).interval).not.toEqual(bootstrap(mean).interval)
  })

  it('has for a mean the standard error of the mean, but for the divisor', () => {
    const average = compensatedSum(Float64Array.from(values)) / 12
    const exact = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0)) / 12
    expect(bootstrap({ ...mean, resamples: 20_000 }).standardError / exact).toBeCloseTo(1, 1)
  })

  it('covers a skewed mean more often by the expanded interval than by the percentile one, with 20 clusters', () => {
    const random = new RandomSource(seedOf('coverage'))
    const covered = { percentile: 0, expanded: 0 }
    for (let sample = 0; sample < 400; sample++) {
      const drawn = Array.from({ length: 20 }, () => -Math.log1p(-random.uniform()))
      for (const interval of ['percentile', 'expanded'] as const) {
        const statistic = (weight: Float64Array) => weightedSum(weight, drawn) / 20
        const [lower, upper] = bootstrap({ ...mean, units: 20, statistic, interval, resamples: 400 }).interval
        if (lower <= 1 && 1 <= upper) covered[interval]++
      }
    }
    expect(covered.percentile / 400).toBeGreaterThan(0.88)
    expect(covered.expanded / 400).toBeGreaterThan(covered.percentile / 400)
    expect(covered.expanded / 400).toBeLessThan(0.96)
  })

  it('has an interval without width, and no bias, where nothing varies', () => {
    const given = { ...mean, statistic: () => 7 }
    for (const interval of ['percentile', 'bca', 'expanded'] as const)
      expect(bootstrap({ ...given, interval })).toMatchObject({ estimate: 7, interval: [7, 7], standardError: 0, bias: 0 })
  })

  it('says so where all resamples lie on one side, and takes the percentile interval', () => {
    const largest = (weight: Float64Array) => (weight.every((w) => w === 1) ? 100 : weightedSum(weight, values) / total(weight))
    const found = bootstrap({ ...mean, statistic: largest, interval: 'bca' })
    expect([found.method, found.correction]).toEqual(['percentile', null])
    expect(found.interval).toEqual(bootstrap(mean).interval)
  })

  it('falls back so too where the statistic has no value without one of the clusters', () => {
    const needsFirst = (weight: Float64Array) =>
      weight[0] === 0 && weight.every((w) => w < 2) ? Number.NaN : weightedSum(weight, values) / total(weight)
    expect(bootstrap({ ...mean, statistic: needsFirst, interval: 'bca' }).method).toBe('percentile')
  })

  it('leaves out up to 1 % of resamples without a value, and counts them', () => {
    let call = 0
    const often = (every: number) => (weight: Float64Array) => (call++ % every === 1 ? Number.NaN : weightedSum(weight, values) / total(weight))
    const found = bootstrap({ ...mean, resamples: 1_000, statistic: often(100) })
    expect([found.undefinedResamples, found.distribution.length]).toEqual([10, 990])
    call = 0
    expect(() => bootstrap({ ...mean, resamples: 1_000, statistic: often(90) })).toThrow(expect.objectContaining({ code: 'UNDEFINED_RESAMPLES' }))
  })

  it('counts an infinite resample as one without a value', () => {
    const statistic = (weight: Float64Array) => ((weight[0] as number) > 1 ? Number.POSITIVE_INFINITY : 1)
    expect(() => bootstrap({ ...mean, statistic })).toThrow(expect.objectContaining({ code: 'UNDEFINED_RESAMPLES' }))
  })

  it('takes the jackknife of more than 1,000 clusters by groups, close to the one by clusters', () => {
    const random = new RandomSource(seedOf('exponential'))
    const many = Float64Array.from({ length: 3_000 }, () => -Math.log1p(-random.uniform()))
    const statistic = (weight: Float64Array) => weight.reduce((sum, w, unit) => sum + w * (many[unit] as number), 0) / total(weight)
    const found = bootstrap({ ...mean, units: 3_000, statistic, interval: 'bca', resamples: 200 })
    const average = compensatedSum(many) / 3_000
    const sumOf = (power: number) => many.reduce((sum, value) => sum + (value - average) ** power, 0)
    // About 0.006 both.
    expect(found.correction?.acceleration).toBeCloseTo(sumOf(3) / (6 * sumOf(2) ** 1.5), 3)
  })

  it.each<[string, Partial<BootstrapRequest>]>([
    ['EMPTY_SAMPLE', { units: 0 }],
    ['LENGTH_MISMATCH', { cluster: Int32Array.of(1) }],
    ['OUT_OF_RANGE', { resamples: 19 }],
    ['OUT_OF_RANGE', { resamples: 1_000_001 }],
    ['OUT_OF_RANGE', { resamples: 100.5 }],
    ['OUT_OF_RANGE', { cluster: new Int32Array(12).fill(-1) }],
    ['TOO_FEW_CLUSTERS', { cluster: new Int32Array(12).fill(4) }],
    ['TOO_FEW_CLUSTERS', { units: 1 }],
    ['SPLIT_CLUSTER', { cluster: Int32Array.from(values), strata: Int32Array.from(values.keys()) }],
    ['NOT_FINITE', { statistic: () => Number.NaN }],
  ])('refuses with %s: %o', (code, change) => {
    expect(() => bootstrap({ ...mean, ...change })).toThrow(expect.objectContaining({ name: 'StatsError', code }))
  })
})

const still = { method: 'percentile', correction: null, clusters: 4 } as const

describe('bootstrapPValue', () => {
  it('is the share of resamples up to the boundary, at least 1 / (m + 1)', () => {
    const given = { ...still, distribution: Float64Array.of(4, 2, 1, 3) }
    const p = (boundary: number, alternative: 'greater' | 'less' | 'two_sided') => bootstrapPValue({ bootstrap: given, boundary, alternative })
    expect([p(0, 'greater'), p(1, 'greater'), p(2.5, 'greater'), p(4, 'greater')]).toEqual([0.2, 0.2, 0.5, 1])
    expect([p(5, 'less'), p(4, 'less'), p(2.5, 'less'), p(1, 'less')]).toEqual([0.2, 0.2, 0.5, 1])
    expect([p(0, 'two_sided'), p(2.5, 'two_sided')]).toEqual([0.4, 1])
  })

  it.each(['percentile', 'bca', 'expanded'] as const)('is below 0.025 exactly where the %s interval leaves the boundary out', (interval) => {
    const found = bootstrap({ ...mean, interval })
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9, noNaN: true }), (boundary) => {
        fc.pre(found.interval.every((end) => Math.abs(end - boundary) > 1e-9))
        expect(bootstrapPValue({ bootstrap: found, boundary, alternative: 'greater' }) < 0.025).toBe(found.interval[0] > boundary)
        expect(bootstrapPValue({ bootstrap: found, boundary, alternative: 'less' }) < 0.025).toBe(found.interval[1] < boundary)
      }),
    )
  })

  it('refuses a boundary that is not finite', () => {
    const bootstrapped = { ...still, distribution: Float64Array.of(1) }
    expect(() => bootstrapPValue({ bootstrap: bootstrapped, boundary: Number.NaN, alternative: 'less' })).toThrow(
      expect.objectContaining({ code: 'NOT_FINITE' }),
    )
  })
})
