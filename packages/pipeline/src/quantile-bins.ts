import type { Codes } from '@seaworthy/metrics'

/**
 * Numbers in bins of about equal numbers of rows, whose edges are values that occur; equal values share a bin, so there may be fewer.
 * NaN is a bin of its own, "missing", the last one.
 * @example binned(Float64Array.of(1, 2, 3, 4), 2) // { codes: [0, 0, 1, 1], values: ['at most 2', 'above 2'] }
 */
export function binned(numbers: Float64Array, bins: number): { readonly codes: Codes; readonly values: readonly string[] } {
  const edges = edgesOf(numbers, bins)
  const names =
    edges.length === 0 ? ['all'] : [`at most ${edges[0]}`, ...edges.slice(1).map((edge, at) => `${edges[at]} to ${edge}`), `above ${edges.at(-1)}`]
  const codes = Uint8Array.from(numbers, (value) => binOf(value, edges))
  return { codes, values: numbers.some(Number.isNaN) ? [...names, 'missing'] : names }
}

/** The largest value of each bin but the last; none where all values are equal. */
export function edgesOf(numbers: Float64Array, bins: number): readonly number[] {
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort()
  const largest = sorted.at(-1)
  const edges = Array.from({ length: bins - 1 }, (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / bins) - 1])
  return [...new Set(edges.flatMap((edge) => (edge === undefined || edge === largest ? [] : [edge])))]
}

/**
 * The bin of a number by the largest value of each bin but the last; NaN has the one beyond the last.
 * @example binOf(3, [2, 4]) // 1
 */
export function binOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return edges.length + 1
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (edges[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}
