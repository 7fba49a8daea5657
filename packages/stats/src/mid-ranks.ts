export interface MidRanks {
  /** From 1 on; equal values share the mean of their ranks. */
  readonly rank: Float64Array
  /** How many values are equal, for each group of two or more. */
  readonly ties: readonly number[]
}

/**
 * Ranks from the smallest value on, with the mean rank for equal ones.
 * @example midRanks(Float64Array.of(5, 1, 5)) // { rank: Float64Array.of(2.5, 1, 2.5), ties: [2] }
 */
export function midRanks(values: Float64Array): MidRanks {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number))
  const rank = new Float64Array(values.length)
  const ties: number[] = []
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = values[order[from] as number]
    while (to < order.length && values[order[to] as number] === value) to++
    for (let at = from; at < to; at++) rank[order[at] as number] = (from + 1 + to) / 2
    if (to - from > 1) ties.push(to - from)
  }
  return { rank, ties }
}
