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

/**
 * Without any value: categories as their digests in the order of these, no commonest values, of personal numbers no bins either.
 * @param declared that the column is personal, whatever was found in it.
 */
export function hiddenValues(column: ColumnProfile, declared = false): ColumnProfile {
  const categories = column.categories?.map(({ value, count }) => ({ value: digestOf(value), count })).toSorted(byCount) ?? null
  const hidden = { ...column, hidden: true, categories, topValues: null }
  if (column.personal.length === 0 && !declared) return hidden
  return { ...hidden, numeric: countsAlone(column), datetime: column.datetime && { ...column.datetime, min: null, max: null } }
}

function byCount(one: { readonly value: string; readonly count: number }, other: typeof one): number {
  return other.count - one.count || (one.value < other.value ? -1 : 1)
}

// Ends, quantiles and edges are values of the column.
function countsAlone({ numeric, count }: ColumnProfile): ColumnProfile['numeric'] {
  if (numeric === null) return null
  const nothing = { min: null, max: null, mean: null, standardDeviation: null, skewness: null, kurtosis: null, histogram: null }
  return { ...numeric, ...nothing, edges: [], counts: [count], quantiles: [] }
}
