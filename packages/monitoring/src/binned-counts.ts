/** How often each bin occurs in the reference and in the new data; same bins, same order. */
export interface BinnedCounts {
  readonly reference: readonly number[]
  readonly current: readonly number[]
}

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

/**
 * Merges neighbouring bins until each holds about one tenth (`bins` = 10) of the reference: many narrow bins make the stability
 * index of small samples large by noise alone. A first bin without any, of values below all of the reference, stays by itself.
 */
export function mergeBins({ reference, current }: BinnedCounts, bins: number): BinnedCounts {
  const target = sumOf(reference) / bins
  const merged: { reference: number[]; current: number[] } = { reference: [], current: [] }
  let held = 0
  let open = { reference: 0, current: 0 }
  reference.forEach((count, at) => {
    open = { reference: open.reference + count, current: open.current + (current[at] ?? 0) }
    held += count
    const last = at === reference.length - 1
    const isBelowAll = at === 0 && count === 0
    if (!last && !isBelowAll && held < target * (merged.reference.length + 1) * (1 - 1e-9)) return
    merged.reference.push(open.reference)
    merged.current.push(open.current)
    open = { reference: 0, current: 0 }
  })
  return merged
}
