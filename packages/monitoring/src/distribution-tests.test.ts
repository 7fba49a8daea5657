import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import { binnedKolmogorovSmirnov, kolmogorovSurvival } from './binned-kolmogorov-smirnov.ts'
import { binnedWasserstein } from './binned-wasserstein.ts'
import { chiSquareSurvival } from './chi-square-survival.ts'
import { logGamma } from './log-gamma.ts'
import { twoSampleChiSquare } from './two-sample-chi-square.ts'

interface Counts {
  readonly reference: number[]
  readonly current: number[]
}
interface Reference {
  readonly chi2_sf: { x: number; df: number; p: number }[]
  readonly kolmogorov_sf: { x: number; p: number }[]
  readonly two_sample_chi2: (Counts & { statistic: number; df: number; p: number })[]
  readonly binned_ks: (Counts & { statistic: number; p: number })[]
  readonly binned_wasserstein: (Counts & { bounds: number[]; distance: number })[]
  readonly benjamini_hochberg: { p: number[]; adjusted: number[] }
  readonly log_gamma: { x: number; value: number }[]
}
const scipy = JSON.parse(readFileSync(new URL('./fixtures/scipy-reference.json', import.meta.url), 'utf8')) as Reference

function relativeError(value: number, expected: number): number {
  return expected === 0 ? Math.abs(value) : Math.abs(value / expected - 1)
}

describe('distribution tests meet scipy', () => {
  it.each(scipy.chi2_sf)('the chi-square survival of $x with $df degrees of freedom is $p', ({ x, df, p }) => {
    expect(relativeError(chiSquareSurvival(x, df), p)).toBeLessThan(2e-11)
  })

  it.each(scipy.log_gamma)('the logarithm of gamma($x) is $value', ({ x, value }) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-13 * Math.max(1, Math.abs(value)))
  })

  it.each(scipy.kolmogorov_sf)('the Kolmogorov survival of $x is $p', ({ x, p }) => {
    expect(relativeError(kolmogorovSurvival(x), p)).toBeLessThan(1e-10)
  })

  it.each(scipy.two_sample_chi2)('two samples differ with chi-square $statistic', ({ reference, current, statistic, df, p }) => {
    const result = twoSampleChiSquare({ reference, current })
    expect(relativeError(result.statistic, statistic)).toBeLessThan(1e-12)
    expect(result.degreesOfFreedom).toBe(df)
    expect(relativeError(result.pValue, p)).toBeLessThan(1e-10)
  })

  it.each(scipy.binned_ks)('two binned samples have a Kolmogorov-Smirnov statistic of $statistic', ({ reference, current, statistic, p }) => {
    const result = binnedKolmogorovSmirnov({ reference, current })
    expect(result.statistic).toBeCloseTo(statistic, 12)
    expect(relativeError(result.pValue, p)).toBeLessThan(1e-9)
  })

  it.each(scipy.binned_wasserstein)('two histograms are $distance apart', ({ bounds, reference, current, distance }) => {
    expect(relativeError(binnedWasserstein({ bounds, reference, current }), distance)).toBeLessThan(1e-6)
  })

  it('corrects p-values as scipy.stats.false_discovery_control does', () => {
    const adjusted = benjaminiHochberg(scipy.benjamini_hochberg.p)
    scipy.benjamini_hochberg.adjusted.forEach((expected, at) => {
      expect(adjusted[at]).toBeCloseTo(expected, 12)
    })
  })
})

describe('distribution tests at their edges', () => {
  it('finds nothing to test in one cell, in empty samples and without degrees of freedom', () => {
    const nothing = { statistic: 0, degreesOfFreedom: 0, pValue: 1 }
    expect(twoSampleChiSquare({ reference: [40], current: [30] })).toEqual(nothing)
    expect(twoSampleChiSquare({ reference: [0, 0], current: [10, 20] })).toEqual(nothing)
    expect(chiSquareSurvival(10, 0)).toBe(1)
    expect(chiSquareSurvival(Number.POSITIVE_INFINITY, 3)).toBe(0)
    expect(binnedKolmogorovSmirnov({ reference: [], current: [] })).toEqual({ statistic: 0, pValue: 1 })
    expect(binnedWasserstein({ bounds: [0, 1], reference: [0], current: [4] })).toBe(0)
    expect(benjaminiHochberg([])).toEqual([])
  })

  it('pools rare cells, and the pool with the rarest cell when it is still rare', () => {
    const pooled = twoSampleChiSquare({ reference: [500, 300, 3, 2], current: [480, 310, 1, 0] })
    expect(pooled).toEqual(twoSampleChiSquare({ reference: [500, 305], current: [480, 311] }))
    expect(pooled.degreesOfFreedom).toBe(1)
  })
})
