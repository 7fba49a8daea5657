import { type BinnedCounts, sumOf } from './binned-counts.ts'

export interface Histogram extends BinnedCounts {
  /** Both ends included: one more than the counts. */
  readonly bounds: readonly number[]
}

/**
 * Wasserstein-1 distance of two histograms on the same bounds: the area between their distribution functions, taken as straight
 * within a bin. In the unit of the values. Zero without values on a side.
 * @example binnedWasserstein({ bounds: [0, 1, 2], reference: [10, 0], current: [0, 10] }) // 1
 */
export function binnedWasserstein({ bounds, reference, current }: Histogram): number {
  const n = sumOf(reference)
  const m = sumOf(current)
  if (n === 0 || m === 0) return 0
  let gap = 0
  let area = 0
  reference.forEach((count, at) => {
    const width = (bounds[at + 1] ?? 0) - (bounds[at] ?? 0)
    const next = gap + count / n - (current[at] ?? 0) / m
    area += width * meanAbsolute(gap, next)
    gap = next
  })
  return area
}

// The mean of |x| while x moves straight from one value to another; a crossing makes two triangles.
function meanAbsolute(from: number, to: number): number {
  if (from * to >= 0) return (Math.abs(from) + Math.abs(to)) / 2
  return (from * from + to * to) / (2 * (Math.abs(from) + Math.abs(to)))
}
