import { weightedSum } from '../function-of-means.ts'
import type { Numbers } from '../rows/numbers.ts'

/** The values less their weighted mean, or less their one value: moments of them lose no digits to a large mean. */
export function centred(values: Numbers, weight: Float64Array | null): Float64Array {
  const exact = Float64Array.from(values)
  const first = exact[weight ? weight.findIndex((one) => one > 0) : 0] as number
  const isConstant = exact.every((value, row) => value === first || weight?.[row] === 0)
  const centre = isConstant ? first : weightedSum(exact, weight) / (weight ? weightedSum(null, weight) : exact.length)
  return exact.map((value) => value - centre)
}

/** The variance from a mean and a mean of squares of centred values; 0 where only rounding is left of it. */
export function variance(mean: number, square: number): number {
  const value = square - mean * mean
  return value <= 1e-13 * square ? 0 : value
}
