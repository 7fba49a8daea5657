import { type PowerSums, shapeOf } from './profile/moments.ts'
import { type Histogram, histogramBins, type NumericProfile, quantileBins, quantilePoints } from './profile.ts'

/** Every value that is not missing, ascending, and how often it occurs. */
export interface CountedValues {
  readonly values: Float64Array
  readonly counts: Float64Array
}
export type OddNumbers = Pick<NumericProfile, 'nans' | 'infinities'>

const noOdd: OddNumbers = { nans: 0, infinities: 0 }

/**
 * What a profile says of numbers, from all their values and counts: sums are compensated (Neumaier, 1974) and taken in the order
 * of the values, so that they are the same on every machine.
 * @param edges those of a reference; null for the distinct inner quantiles of these values.
 * @example numericSummary({ values: Float64Array.of(1, 4), counts: Float64Array.of(3, 1) }, [2])?.counts // [3, 1]
 */
export function numericSummary(counted: CountedValues, edges: readonly number[] | null, odd: OddNumbers = noOdd): NumericProfile | null {
  const { values, counts } = counted
  const [min, max] = [values[0], values.at(-1)]
  if (min === undefined || max === undefined) return null
  const upTo = runningTotals(counts)
  const count = upTo.at(-1) ?? 0
  const used = edges ?? innerEdges(binQuantiles(values, upTo), max)
  const { mean, ...sums } = moments(counted, count)
  const ends = histogramEdges(min, max)
  const below = ends.slice(1, -1).map((edge) => upTo[firstFrom(values, edge) - 1] ?? 0)
  return {
    min,
    max,
    mean: rounded(mean),
    standardDeviation: count > 1 ? rounded(Math.sqrt(sums.squares / (count - 1))) : 0,
    edges: used,
    counts: binCounts({ count, upTo: used.map((edge) => upTo[lastUpTo(values, edge)] ?? 0) }),
    ...shapeOf({ count, drift: 0, ...sums }),
    zeros: countOf(counted, 0),
    negatives: upTo[firstFrom(values, 0) - 1] ?? 0,
    ...odd,
    quantiles: edges === null ? quantilePoints.map((p) => ({ p, value: atShare(values, upTo, p) })) : [],
    histogram: histogramOf(ends, [...below, count]),
  }
}

/** @param upTo of each edge, how many values are not above it. */
export function binCounts({ count, upTo }: { readonly count: number; readonly upTo: readonly number[] }): readonly number[] {
  return [...upTo, count].map((total, at) => total - (upTo[at - 1] ?? 0))
}

/** The greatest value is no edge: nothing would lie above it. Equal quantiles are one edge. */
export function innerEdges(quantiles: readonly number[], max: number): readonly number[] {
  return [...new Set(quantiles)].filter((edge) => edge < max)
}

/** Ends of bins of the same width; those of one bin where all values are equal, none where the width is beyond doubles. */
export function histogramEdges(min: number, max: number): readonly number[] {
  const width = (max - min) / histogramBins
  if (!Number.isFinite(width)) return []
  const edges = Array.from({ length: histogramBins - 1 }, (_, at) => min + width * (at + 1))
  const inner = [...new Set(edges)].filter((edge) => edge > min && edge < max)
  return [min, ...inner, max]
}

/** @param below how many values lie below each edge but the first; of the last, all. */
export function histogramOf(edges: readonly number[], below: readonly number[]): Histogram | null {
  return edges.length === 0 ? null : { edges, counts: below.map((total, at) => total - (below[at - 1] ?? 0)) }
}

/** Shares of the inner edges of the bins for drift. */
export const binShares: readonly number[] = Array.from({ length: quantileBins - 1 }, (_, at) => (at + 1) / quantileBins)

/** The place, from 1, of the smallest value that a share of all does not exceed, as DuckDB's quantile_disc. */
export function rankOf(count: number, share: number): number {
  const exact = count * share
  const near = Math.round(exact)
  // 100 * 0.55 is 55.00000000000001 in doubles.
  return Math.max(1, Math.abs(exact - near) <= 1e-9 + 1e-14 * near ? near : Math.ceil(exact))
}

// Of values that come more than once, the last digits of a sum depend on how it is taken.
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : null
}

// In two passes with the correction for a mean that is not exact (Chan, Golub, LeVeque, 1983).
function moments({ values, counts }: CountedValues, count: number): { readonly mean: number } & Omit<PowerSums, 'count' | 'drift'> {
  const mean = compensatedSum(values, (value, at) => value * (counts[at] ?? 0)) / count
  const power = (exponent: number) => compensatedSum(values, (value, at) => (value - mean) ** exponent * (counts[at] ?? 0))
  const drift = power(1) / count
  return { mean, squares: Math.max(0, power(2) - count * drift ** 2), cubes: power(3), fourths: power(4) }
}

function runningTotals(counts: Float64Array): Float64Array {
  let total = 0
  return counts.map((count) => {
    total += count
    return total
  })
}

function binQuantiles(values: Float64Array, upTo: Float64Array): readonly number[] {
  return binShares.map((share) => atShare(values, upTo, share))
}

function atShare(values: Float64Array, upTo: Float64Array, share: number): number {
  return values[lastUpTo(upTo, rankOf(upTo.at(-1) ?? 0, share) - 1) + 1] ?? Number.NaN
}

function countOf({ values, counts }: CountedValues, value: number): number {
  const at = firstFrom(values, value)
  return values[at] === value ? (counts[at] ?? 0) : 0
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

/** The first place of an ascending list with at least `bound`; its length where there is none. */
function firstFrom(ascending: Float64Array, bound: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((ascending[middle] ?? Number.NaN) >= bound) high = middle
    else low = middle + 1
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
