import type { ScoredBinary } from '../rows/binary-rows.ts'
import { sortedOrder } from './sorted-order.ts'

/** Rows from the highest score to the lowest: what no weight changes. */
export interface Ranking {
  /** The row at each rank. */
  readonly order: Uint32Array
  /** The label at each rank. */
  readonly label: Uint8Array
  /** For each group of tied rows, the rank after its last. */
  readonly ends: Uint32Array
}

/** Ranks rows by score, ties in no particular order. */
export function rankRows({ label, score }: Pick<ScoredBinary, 'label' | 'score'>): Ranking {
  const order = sortedOrder(score).reverse()
  const byRank = new Uint8Array(order.length)
  const ends = new Uint32Array(order.length)
  let groups = 0
  let above = Number.NaN
  for (let rank = 0; rank < order.length; rank++) {
    const row = order[rank] as number
    byRank[rank] = label[row] as number
    const here = score[row] as number
    if (rank > 0 && here !== above) ends[groups++] = rank
    above = here
  }
  ends[groups++] = order.length
  return { order, label: byRank, ends: ends.slice(0, groups) }
}

/** The weight of each class at or above each distinct score, from none: a ROC curve before it is divided. */
export interface Cumulative {
  readonly positive: Float64Array
  readonly negative: Float64Array
}

/** Sums weights down a ranking, into the same two arrays at each call. */
export function cumulate({ order, label, ends }: Ranking): (weight: Float64Array | null) => Cumulative {
  const into: Cumulative = { positive: new Float64Array(ends.length + 1), negative: new Float64Array(ends.length + 1) }
  return (weight) => {
    let positive = 0
    let negative = 0
    for (let group = 0, rank = 0; group < ends.length; group++) {
      for (const end = ends[group] as number; rank < end; rank++) {
        const one = weight ? (weight[order[rank] as number] as number) : 1
        const ofPositive = one * (label[rank] as number)
        positive += ofPositive
        negative += one - ofPositive
      }
      into.positive[group + 1] = positive
      into.negative[group + 1] = negative
    }
    return into
  }
}
