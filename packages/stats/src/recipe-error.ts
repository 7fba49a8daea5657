import { compensatedSum } from './compensated-sum.ts'
import { requireError, requireFinite } from './domain.ts'
import { StatsError } from './errors.ts'
import type { StandardError } from './t-test.ts'

export interface RecipeRequest {
  /** The metric of each repeat of one recipe, on the same rows. */
  readonly values: readonly number[]
  /** The error of their mean that comes from the rows alone, as if each repeat were given. */
  readonly rows: StandardError
}

/**
 * Standard error of what a recipe reaches on average, over new rows and new seeds: SE² = SE²(rows) + s²/k, s² being the variance
 * between k repeats, with the degrees of freedom of Satterthwaite (1946) and Welch (1947). The error from the rows, of the mean of k
 * repeats, already holds a k-th of what seeds and rows do together, which s²/k counts once more: the sum is on
 * average a little too large.
 * @throws {StatsError} `TOO_FEW_CLUSTERS` below two repeats, `NOT_FINITE`, `OUT_OF_RANGE` for a negative error or no degrees of freedom.
 * @example recipeError({ values: [0.71, 0.73], rows: { standardError: 0, degreesOfFreedom: 30 } }) // { standardError: 0.01, degreesOfFreedom: 1 }
 */
export function recipeError({ values, rows }: RecipeRequest): StandardError {
  const k = values.length
  if (k < 2)
    throw new StatsError('TOO_FEW_CLUSTERS', `${k} repeat says nothing about the spread between repeats`, { hint: 'at least two are needed' })
  for (const value of values) requireFinite(value, 'the value of a repeat')
  requireError(rows.standardError, rows.degreesOfFreedom)
  const mean = compensatedSum(Float64Array.from(values)) / k
  const seeds = compensatedSum(Float64Array.from(values, (value) => (value - mean) ** 2)) / (k - 1) / k
  const variance = rows.standardError ** 2 + seeds
  if (variance === 0) return { standardError: 0, degreesOfFreedom: rows.degreesOfFreedom }
  const [ofRows, ofSeeds] = [rows.standardError ** 2 / variance, seeds / variance]
  return {
    standardError: Math.sqrt(variance),
    degreesOfFreedom: 1 / (ofRows ** 2 / rows.degreesOfFreedom + ofSeeds ** 2 / (k - 1)),
  }
}
