/** Sums of powers of deviations from a number near the mean. */
export interface PowerSums {
  readonly count: number
  /** The mean less that number. */
  readonly drift: number
  readonly squares: number
  readonly cubes: number
  readonly fourths: number
}

/**
 * g1 and g2 (both divided by n, as scipy's), to 6 places; null where all values are equal, or a power is beyond doubles.
 * @example shapeOf({ count: 2, drift: 0, squares: 2, cubes: 0, fourths: 2 }) // { skewness: 0, kurtosis: -2 }
 */
export function shapeOf({ count, drift, squares, cubes, fourths }: PowerSums): {
  readonly skewness: number | null
  readonly kurtosis: number | null
} {
  const [s2, s3, s4] = [squares / count, cubes / count, fourths / count]
  const second = s2 - drift ** 2
  const third = s3 - 3 * drift * s2 + 2 * drift ** 3
  const fourth = s4 - 4 * drift * s3 + 6 * drift ** 2 * s2 - 3 * drift ** 4
  return { skewness: toPlaces(third / second ** 1.5), kurtosis: toPlaces(fourth / second ** 2 - 3) }
}

function toPlaces(value: number): number | null {
  if (!Number.isFinite(value)) return null
  return Math.abs(value) >= 1e6 ? Number(value.toPrecision(7)) : Number(value.toFixed(6)) + 0
}

/** Digits that a mean keeps beside the spread of its values. */
const meanDigits = 10

/**
 * A mean as a profile states it: sums that DuckDB makes of many values differ in their last digits with the number of threads, by
 * about 1e-16 of the spread, and so nothing finer than 1e-10 of the spread is told.
 * @example statedMean(0.123456789012345, 1) // 0.1234567890
 */
export function statedMean(mean: number, spread: number): number | null {
  if (!Number.isFinite(mean)) return null
  if (mean === 0 || !(spread > 0)) return mean
  const digits = Math.floor(Math.log10(Math.abs(mean))) - Math.floor(Math.log10(spread)) + meanDigits
  if (digits < 1) return 0
  return Number(mean.toPrecision(Math.min(15, digits)))
}

/** @example statedDeviation(1.23456789012) // 1.23456789 */
export function statedDeviation(deviation: number): number | null {
  return Number.isFinite(deviation) ? Number(deviation.toPrecision(meanDigits)) : null
}
