import type { Numbers } from './rows/numbers.ts'

/** A smooth function of weighted means over the units: of one mean, of a ratio of two, of moments. */
export interface FunctionOfMeans {
  /** One number per unit in each. */
  readonly columns: readonly Float64Array[]
  /** The value at some means of the columns, and how steeply it moves with each. */
  at(means: readonly number[]): { readonly value: number; readonly slopes: readonly number[] }
}

/** The mean itself. */
export function meanOf(column: Float64Array): FunctionOfMeans {
  return { columns: [column], at: ([mean = Number.NaN]) => ({ value: mean, slopes: [1] }) }
}

/**
 * The value, and the influence of each unit by the delta method: n * w / sum(w) * sum over columns of slope * (entry - mean). The
 * influence is null where the value is not a finite number.
 */
export function measureMeans({ columns, at }: FunctionOfMeans, weight: Float64Array | null): { value: number; influence: Float64Array | null } {
  const units = columns[0]?.length ?? 0
  const total = weight ? weightedSum(null, weight) : units
  const means = columns.map((column) => weightedSum(column, weight) / total)
  const { value, slopes } = at(means)
  if (!Number.isFinite(value)) return { value, influence: null }
  const influence = new Float64Array(units)
  columns.forEach((column, place) => {
    const slope = slopes[place] as number
    const mean = means[place] as number
    if (slope !== 0)
      for (let unit = 0; unit < units; unit++) influence[unit] = (influence[unit] as number) + slope * ((column[unit] as number) - mean)
  })
  if (weight) for (let unit = 0; unit < units; unit++) influence[unit] = ((influence[unit] as number) * (weight[unit] as number) * units) / total
  return { value, influence }
}

/** The value under other weights: one pass over each column. */
export function reweighMeans({ columns, at }: FunctionOfMeans): (weight: Float64Array) => number {
  return (weight) => {
    let total = 0
    for (let unit = 0; unit < weight.length; unit++) total += weight[unit] as number
    return at(columns.map((column) => dot(column, weight) / total)).value
  }
}

/** Plain, as resamples need no more. */
export function dot(values: Numbers, weight: Float64Array): number {
  let sum = 0
  for (let unit = 0; unit < weight.length; unit++) sum += (weight[unit] as number) * (values[unit] as number)
  return sum
}

/** With Neumaier's compensation, so that the rounding error does not grow with the rows. Null values, or weights: all 1. */
export function weightedSum(values: Float64Array | null, weight: Float64Array | null): number {
  const count = (values ?? weight ?? []).length
  let sum = 0
  let lost = 0
  for (let unit = 0; unit < count; unit++) {
    const one = (values ? (values[unit] as number) : 1) * (weight ? (weight[unit] as number) : 1)
    const next = sum + one
    lost += Math.abs(sum) >= Math.abs(one) ? sum - next + one : one - next + sum
    sum = next
  }
  return Number.isFinite(sum) ? sum + lost : sum
}
