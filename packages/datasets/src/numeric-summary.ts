import type { CountedValues } from './counted-values.ts'
import { type NumericProfile, quantileBins } from './profile.ts'

/**
 * What a profile says of numbers, from all their values and counts: sums are compensated (Neumaier, 1974) and taken in the order
 * of the values, so that they are the same on every machine.
 * @param edges those of a reference; null for the distinct inner quantiles of these values.
 * @example numericSummary({ values: Float64Array.of(1, 4), counts: Float64Array.of(3, 1) }, [2])
 * // { min: 1, max: 4, mean: 1.75, standardDeviation: 1.5, edges: [2], counts: [3, 1] }
 */
export function numericSummary({ values, counts }: CountedValues, edges: readonly number[] | null): NumericProfile | null {
  const [min, max] = [values[0], values.at(-1)]
  if (min === undefined || max === undefined) return null
  const upTo = runningTotals(counts)
  const count = upTo.at(-1) ?? 0
  const used = edges ?? innerEdges(quantiles(values, upTo), max)
  return numericProfile({
    count,
    min,
    max,
    ...moments({ values, counts }, count),
    edges: used,
    upTo: used.map((edge) => upTo[lastUpTo(values, edge)] ?? 0),
  })
}

export interface Moments {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Sum of squared deviations from the mean. */
  readonly squares: number
  readonly edges: readonly number[]
  /** Of each edge, how many values are not above it. */
  readonly upTo: readonly number[]
}

export function numericProfile({ count, min, max, mean, squares, edges, upTo }: Moments): NumericProfile {
  const counts = [...upTo, count].map((total, at) => total - (upTo[at - 1] ?? 0))
  const standardDeviation = count > 1 ? rounded(Math.sqrt(squares / (count - 1))) : 0
  return { min, max, mean: rounded(mean), standardDeviation, edges, counts }
}

/** The greatest value is no edge: nothing would lie above it. Equal quantiles are one edge. */
export function innerEdges(quantiles: readonly number[], max: number): readonly number[] {
  return [...new Set(quantiles)].filter((edge) => edge < max)
}

// Sums that DuckDB makes of many values differ in their last digits with the number of threads.
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

// In two passes with the correction for a mean that is not exact (Chan, Golub, LeVeque, 1983).
function moments({ values, counts }: CountedValues, count: number): Pick<Moments, 'mean' | 'squares'> {
  const mean = compensatedSum(values, (value, at) => value * (counts[at] ?? 0)) / count
  const drift = compensatedSum(values, (value, at) => (value - mean) * (counts[at] ?? 0)) / count
  const squares = compensatedSum(values, (value, at) => (value - mean) ** 2 * (counts[at] ?? 0))
  return { mean, squares: Math.max(0, squares - count * drift ** 2) }
}

function runningTotals(counts: Float64Array): Float64Array {
  let total = 0
  return counts.map((count) => {
    total += count
    return total
  })
}

// The smallest value that the share k / bins of all rows does not exceed, as DuckDB's quantile_disc.
function quantiles(values: Float64Array, upTo: Float64Array): readonly number[] {
  const count = upTo.at(-1) ?? 0
  return Array.from({ length: quantileBins - 1 }, (_, at) => {
    const rank = Math.ceil((count * (at + 1)) / quantileBins)
    return values[lastUpTo(upTo, rank - 1) + 1] ?? Number.NaN
  })
}

/** The last place of an ascending list with at most `bound`; -1 where there is none. */
function lastUpTo(ascending: Float64Array, bound: number): number {
  let [low, high] = [-1, ascending.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((ascending[middle] ?? Number.NaN) <= bound) low = middle
    else high = middle - 1
  }
  return low
}

function compensatedSum(values: Float64Array, term: (value: number, at: number) => number): number {
  let [sum, lost] = [0, 0]
  for (const [at, value] of values.entries()) {
    const next = term(value, at)
    const total = sum + next
    lost += Math.abs(sum) >= Math.abs(next) ? sum - total + next : next - total + sum
    sum = total
  }
  return sum + lost
}
