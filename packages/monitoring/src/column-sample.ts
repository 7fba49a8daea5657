import { type BinnedCounts, mergeBins, sumOf } from './binned-counts.ts'
import type { CategoryCount, ColumnProfile } from './profile.ts'

/** A column of the reference and the same column of the new data. */
export interface ColumnPair {
  readonly reference: ColumnProfile
  readonly current: ColumnProfile
}

const numericBins = 10

/** The counts that the stability index and the chi-square test compare. */
export function binnedCounts(pair: ColumnPair): BinnedCounts {
  const { reference, current } = pair
  if (reference.numeric && current.numeric) {
    return mergeBins({ reference: reference.numeric.counts, current: current.numeric.counts }, numericBins)
  }
  return categoryCounts(pair)
}

/** Counts by category; what either side did not list by name is one last category. */
function categoryCounts({ reference, current }: ColumnPair): BinnedCounts {
  const seen = byValue(reference.categories)
  const met = byValue(current.categories)
  const values = [...new Set([...seen.keys(), ...met.keys()])].filter((value) => isListedByBoth({ reference, current }, { seen, met }, value))
  const counts = (column: ColumnProfile, known: ReadonlyMap<string, number>) => {
    const listed = values.map((value) => known.get(value) ?? 0)
    return [...listed, column.count - sumOf(listed)]
  }
  return { reference: counts(reference, seen), current: counts(current, met) }
}

// A value outside a list that was cut has an unknown count there, not a count of zero.
function isListedByBoth(pair: ColumnPair, known: { seen: ReadonlyMap<string, number>; met: ReadonlyMap<string, number> }, value: string): boolean {
  return (known.seen.has(value) || isComplete(pair.reference)) && (known.met.has(value) || isComplete(pair.current))
}

/** Values that the new data hold and the reference did not; none can be named when the reference's list was cut. */
export function newCategories({ reference, current }: ColumnPair): readonly CategoryCount[] {
  if (!isComplete(reference)) return []
  const seen = byValue(reference.categories)
  return (current.categories ?? []).filter(({ value, count }) => count > 0 && !seen.has(value))
}

function isComplete(column: ColumnProfile): boolean {
  return sumOf((column.categories ?? []).map((category) => category.count)) === column.count
}

function byValue(categories: ColumnProfile['categories']): ReadonlyMap<string, number> {
  return new Map((categories ?? []).map(({ value, count }) => [value, count]))
}
