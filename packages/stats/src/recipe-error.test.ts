import { describe, expect, it } from 'vitest'
import { clusteredEstimate } from './clustered-estimate.ts'
import { normalQuantile } from './normal-distribution.ts'
import { RandomSource } from './random.ts'
import { recipeError } from './recipe-error.ts'
import { seedOf } from './seed.ts'
import { tInterval } from './t-test.ts'

const rows = { standardError: 0.03, degreesOfFreedom: 30 }

describe('the error of a recipe', () => {
  it('is that of the rows where every seed gives the same', () => {
    expect(recipeError({ values: [0.7, 0.7, 0.7], rows })).toEqual(rows)
    const none = { standardError: 0, degreesOfFreedom: 30 }
    expect(recipeError({ values: [0.7, 0.7], rows: none })).toEqual(none)
  })

  it('is that of a mean of seeds where the rows say nothing', () => {
    const { standardError, degreesOfFreedom } = recipeError({ values: [1, 2, 3, 4], rows: { standardError: 0, degreesOfFreedom: 30 } })
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3 / 4), 15)
    expect(degreesOfFreedom).toBeCloseTo(3, 12)
  })

  it('adds variances, with degrees of freedom by Satterthwaite', () => {
    const { standardError, degreesOfFreedom } = recipeError({ values: [0.68, 0.7, 0.72], rows })
    const [ofRows, ofSeeds] = [0.0009, 0.0004 / 3]
    expect(standardError).toBeCloseTo(Math.sqrt(ofRows + ofSeeds), 15)
    expect(degreesOfFreedom).toBeCloseTo((ofRows + ofSeeds) ** 2 / (ofRows ** 2 / 30 + ofSeeds ** 2 / 2), 10)
  })

  it.each([
    ['one repeat', 'TOO_FEW_CLUSTERS', [0.7], rows],
    ['a value that is NaN', 'NOT_FINITE', [0.7, Number.NaN], rows],
    ['an infinite error', 'NOT_FINITE', [0.7, 0.8], { ...rows, standardError: Number.POSITIVE_INFINITY }],
    ['a negative error', 'OUT_OF_RANGE', [0.7, 0.8], { ...rows, standardError: -0.1 }],
    ['no degrees of freedom', 'OUT_OF_RANGE', [0.7, 0.8], { ...rows, degreesOfFreedom: 0 }],
  ])('refuses %s', (_, code, values, error) => {
    expect(() => recipeError({ values, rows: error })).toThrow(expect.objectContaining({ code }))
  })
})

describe('intervals of a recipe', () => {
  // Clusters of rows, seeds, and what a seed does on a row: the true mean is 0.
  const shares = (spread: { readonly seeds: number; readonly both: number }, k: number): number => {
    const random = new RandomSource(seedOf(`recipe ${spread.seeds} ${spread.both} ${k}`))
    const noise = () => normalQuantile(random.uniform() || 0.5)
    let covered = 0
    for (let study = 0; study < studies; study++) {
      const day = Float64Array.from({ length: days }, noise)
      const runs = Array.from({ length: k }, () => {
        const seed = spread.seeds * noise()
        return day.map((one) => one + seed + spread.both * noise())
      })
      const values = runs.map(meanOf)
      const mean = Float64Array.from(day, (_, at) => meanOf(Float64Array.from(runs, (run) => run[at] as number)))
      const estimate = meanOf(mean)
      const error = clusteredEstimate({ influence: mean.map((one) => one - estimate), cluster: null })
      const [lower, upper] = tInterval({ estimate, ...recipeError({ values, rows: error }) })
      if (lower <= 0 && 0 <= upper) covered++
    }
    return covered / studies
  }
  const days = 30
  const studies = 2_000

  it.each([
    [{ seeds: 0, both: 0 }, 5],
    [{ seeds: 0.2, both: 0 }, 3],
    [{ seeds: 0.2, both: 0.5 }, 5],
    [{ seeds: 0.5, both: 0.5 }, 5],
    [{ seeds: 1, both: 1 }, 10],
  ])('cover at least 93.5 % of the time, seeds spreading by %j, %i repeats', (spread, k) => {
    expect(shares(spread, k)).toBeGreaterThanOrEqual(0.935)
  })

  it('of one run alone would not: the spread between seeds is seen by nothing in it', () => {
    const random = new RandomSource(seedOf('one run'))
    let covered = 0
    for (let study = 0; study < studies; study++) {
      const seed = 0.5 * normalQuantile(random.uniform() || 0.5)
      const run = Float64Array.from({ length: days }, () => seed + normalQuantile(random.uniform() || 0.5))
      const estimate = meanOf(run)
      const error = clusteredEstimate({ influence: run.map((one) => one - estimate), cluster: null })
      const [lower, upper] = tInterval({ estimate, ...error })
      if (lower <= 0 && 0 <= upper) covered++
    }
    expect(covered / studies).toBeLessThan(0.6)
  })
})

function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at] as number
  return sum / values.length
}
