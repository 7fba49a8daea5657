import { doubleSql } from './source.ts'

/**
 * Bins of the same width around the middle of the values, growing wider outside of it: a monotone map of a number to a whole one,
 * computed alike by DuckDB and here, in operations that IEEE 754 rounds alike.
 */
export interface ValueBins {
  readonly middle: number
  /** Spreads per unit. */
  readonly scale: number
  readonly binsPerSpread: number
  /** Whether all values lie near the middle, so that no bin need grow. */
  readonly linear: boolean
}

interface Spreading {
  readonly min: number
  readonly max: number
  readonly middle: number
  /** A typical distance of the values from each other, positive. */
  readonly spread: number
}

/** So few that the counts of all bins of a column stay in a cache; about one value in a hundred lies in a bin that is looked at again. */
const binsPerSpread = 1024
const maxLinear = 32

export function valueBins({ min, max, middle, spread }: Spreading): ValueBins {
  const linear = Math.max(max - middle, middle - min) / spread <= maxLinear
  return { middle, scale: 1 / spread, binsPerSpread, linear }
}

/** @param value SQL of a finite number, or null, in parentheses where it is more than a cast. */
export function binSql(value: string, { middle, scale, binsPerSpread, linear }: ValueBins): string {
  if (linear) return `cast((${value} - ${doubleSql(middle)}) * ${doubleSql(scale * binsPerSpread)} as INTEGER)`
  const y = `((${value} - ${doubleSql(middle)}) * ${doubleSql(scale)})`
  const u = `(case when abs(${y}) <= 1 then ${y} else sign(${y}) * (2::DOUBLE - 1::DOUBLE / abs(${y})) end)`
  return `cast(${u} * ${binsPerSpread}::DOUBLE as INTEGER)`
}

/** The bin of a value, the same as that of {@link binSql}. */
export function binOf(value: number, { middle, scale, binsPerSpread, linear }: ValueBins): number {
  if (linear) return halfToEven((value - middle) * (scale * binsPerSpread))
  const y = (value - middle) * scale
  const u = Math.abs(y) <= 1 ? y : Math.sign(y) * (2 - 1 / Math.abs(y))
  return halfToEven(u * binsPerSpread)
}

// As a cast of DuckDB rounds.
function halfToEven(value: number): number {
  const low = Math.floor(value)
  if (value - low !== 0.5) return Math.round(value)
  return low % 2 === 0 ? low : low + 1
}
