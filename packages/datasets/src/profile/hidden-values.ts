import { createHash } from 'node:crypto'
import type { ColumnProfile } from '../profile.ts'

const prefix = 'seaworthy.profile/1 value\n'

/**
 * What stands for a value that is hidden: the same for the same value in every profile, so that shares can be compared. It keeps a
 * value from being read, not from being guessed: who knows what a column may hold can try each.
 */
export function digestOf(value: string): string {
  return createHash('sha256').update(`${prefix}${value}`).digest('hex').slice(0, 16)
}

/** Without any value: categories as their digests, in the order of these, and no commonest values. */
export function hiddenValues(column: ColumnProfile): ColumnProfile {
  const categories = column.categories?.map(({ value, count }) => ({ value: digestOf(value), count })).toSorted(byCount) ?? null
  return { ...column, hidden: true, categories, topValues: null }
}

/** Counts and lengths alone, as of a personal column: no digests either, since whoever has them could try all phone numbers. */
export function countsAlone(column: ColumnProfile): ColumnProfile {
  const { categories, datetime } = column
  return {
    ...column,
    hidden: true,
    categories: categories && [],
    topValues: null,
    numeric: numericCounts(column),
    datetime: datetime && { ...datetime, min: null, max: null },
  }
}

function byCount(one: { readonly value: string; readonly count: number }, other: typeof one): number {
  return other.count - one.count || (one.value < other.value ? -1 : 1)
}

// Ends, quantiles and edges are values of the column.
function numericCounts({ numeric, count }: ColumnProfile): ColumnProfile['numeric'] {
  if (numeric === null) return null
  const nothing = { min: null, max: null, mean: null, standardDeviation: null, skewness: null, kurtosis: null, histogram: null }
  return { ...numeric, ...nothing, edges: [], counts: [count], quantiles: [] }
}
