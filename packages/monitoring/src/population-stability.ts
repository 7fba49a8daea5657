import { type BinnedCounts, sumOf } from './binned-counts.ts'

/**
 * Population stability index, the symmetric relative entropy of two binned distributions: sum of (p - q) log(p / q), with
 * shares smoothed as (count + 0.5) / (n + 0.5 k), so that an empty bin is finite. By custom 0.1 is a shift and 0.25 a large one.
 * @example populationStability({ reference: [50, 50], current: [50, 50] }) // 0
 */
export function populationStability({ reference, current }: BinnedCounts): number {
  const referenceShare = smoothedShares(reference)
  const currentShare = smoothedShares(current)
  return referenceShare.reduce((total, q, at) => {
    const p = currentShare[at] ?? q
    return total + (p - q) * Math.log(p / q)
  }, 0)
}

function smoothedShares(counts: readonly number[]): readonly number[] {
  const total = sumOf(counts) + 0.5 * counts.length
  return counts.map((count) => (count + 0.5) / total)
}
