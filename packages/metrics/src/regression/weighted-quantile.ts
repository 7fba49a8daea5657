import type { Numbers } from '../rows/numbers.ts'

export interface WeightedQuantileOptions {
  readonly values: Numbers
  /** Places of the values, ascending. */
  readonly order: Uint32Array
  /** Null: every value counts once. */
  readonly weight: Float64Array | null
  /** Which quantile: 0.5 is the median. */
  readonly level: number
}

/**
 * The smallest value with at least that share of the weight at or below it; where the share is met exactly, the mean of it and the
 * next value that has weight (Hyndman and Fan, 1996, definition 2, as scikit-learn 1.9 has it). NaN where no value has weight.
 * @example of values 1, 2, 3, 4 at level 0.5 // 2.5
 */
export function weightedQuantile({ values, order, weight, level }: WeightedQuantileOptions): number {
  const target = ((level * 100) / 100) * totalOf(order, weight)
  if (target === 0) return Number.NaN
  let reached = 0
  for (let at = 0; at < order.length; at++) {
    reached += weight ? (weight[order[at] as number] as number) : 1
    if (reached < target) continue
    const value = values[order[at] as number] as number
    return reached - target > Number.EPSILON ? value : (value + nextWithWeight(at, { values, order, weight, level })) / 2
  }
  return values[order[order.length - 1] as number] as number
}

// In the order in which the quantile adds up, so that both round alike.
function totalOf(order: Uint32Array, weight: Float64Array | null): number {
  if (weight === null) return order.length
  let total = 0
  for (let at = 0; at < order.length; at++) total += weight[order[at] as number] as number
  return total
}

function nextWithWeight(at: number, { values, order, weight }: WeightedQuantileOptions): number {
  for (let next = at + 1; next < order.length; next++) {
    const place = order[next] as number
    if (weight === null || (weight[place] as number) > 0) return values[place] as number
  }
  return values[order[at] as number] as number
}
