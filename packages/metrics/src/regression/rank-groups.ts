import { sortedOrder } from '../binary/sorted-order.ts'
import type { Numbers } from '../rows/numbers.ts'

/** Rows put together by equal values. */
export interface RankGroups {
  /** Rows by ascending value. */
  readonly order: Uint32Array
  /** The group of each row, counted from 0 by ascending value. */
  readonly group: Uint32Array
  readonly count: number
}

/** @example rankGroups(Float64Array.of(5, 3, 5)) // order 1, 0, 2; groups 1, 0, 1; count 2 */
export function rankGroups(values: Numbers): RankGroups {
  const order = sortedOrder(values)
  const group = new Uint32Array(values.length)
  let count = 0
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number
    if (at === 0 || values[row] !== values[order[at - 1] as number]) count++
    group[row] = count - 1
  }
  return { order, group, count }
}

/** The weight of each group. */
export function groupWeights({ group, count }: RankGroups, weight: Float64Array): Float64Array {
  const weights = new Float64Array(count)
  for (let row = 0; row < group.length; row++) weights[group[row] as number] = (weights[group[row] as number] as number) + (weight[row] as number)
  return weights
}

/** The middle rank of each group: the weight below it and half its own. Whole weights give the ranks of repeated rows, less 1/2. */
export function middleRanks(groupWeight: Float64Array): Float64Array {
  let below = 0
  return groupWeight.map((own) => {
    below += own
    return below - own / 2
  })
}
