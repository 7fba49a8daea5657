import { quoteIdentifier } from '@seaworthy/contracts'
import { binCounts, binShares, histogramEdges, histogramOf, innerEdges, rankOf } from './numeric-summary.ts'
import { type Aggregates, runAggregates } from './profile/aggregates.ts'
import { countedBins } from './profile/counted-bins.ts'
import { type PowerSums, shapeOf, statedDeviation, statedMean } from './profile/moments.ts'
import { type Needed, type Refined, refinedBins } from './profile/refined-bins.ts'
import { canBeInfinite, doubleSql, finiteValue, isColumnar, profiledValue, type Source, type SourceColumn } from './profile/source.ts'
import { valueBins } from './profile/value-bins.ts'
import { type NumericProfile, quantilePoints } from './profile.ts'

/** A column of numbers with too many values to take them all out of DuckDB. */
export interface ManyColumn extends SourceColumn {
  /** Those of a reference; null to make them from these data. */
  readonly edges: readonly number[] | null
  /** Of a sample: about where the values lie, and how far apart; 0 where unknown. */
  readonly middle: number
  readonly spread: number
}

export interface ManyNumbers {
  readonly count: number
  readonly numeric: NumericProfile | null
}

interface Ends {
  readonly min: number
  readonly max: number
  readonly nans: number
  readonly infinities: number
}
interface Sums extends PowerSums {
  /** Of each edge of a reference, how many values are not above it. */
  readonly upTo: readonly number[]
}
type FirstScan = Ends & Sums

/** What the first scan of a column asks: its sums, and of text files its ends too. */
export function numberAggregates(source: Source, column: ManyColumn): readonly Aggregates<unknown>[] {
  const sumsOf = sums(column, true)
  return isColumnar(source) ? [sumsOf] : [sumsOf, endsOf(column, true)]
}

/**
 * Numbers of many values, by three scans of each column, whatever their number: the first for sums; the second counts fine bins; the
 * third takes out the few bins that hold the wanted ranks. Nothing is sorted as a whole.
 */
export async function manyNumbers(source: Source, columns: readonly ManyColumn[]): Promise<readonly ManyNumbers[]> {
  const first = await firstScans(source, columns)
  const asked = columns.flatMap((column, at) => {
    const found = first[at]
    return found && found.count > 0 ? [{ column, found }] : []
  })
  const needed = asked.map(needs)
  const binned = await countedBins(source, needed)
  const refined = await refinedBins(
    source,
    needed.map((one, at) => ({ ...one, counted: binned[at] ?? [] })),
  )
  const profiles = new Map(asked.map((one, at) => [one.column, numericOf(one, refined[at])]))
  return columns.map((column, at) => ({ count: first[at]?.count ?? 0, numeric: profiles.get(column) ?? null }))
}

/** Deviations are taken in a power of two near the spread, so that their fourth powers stay within doubles. */
function unitOf({ spread }: ManyColumn): number {
  return 2 ** Math.round(Math.log2(spread > 0 && Number.isFinite(spread) ? spread : 1))
}

interface Asked {
  readonly column: ManyColumn
  readonly found: FirstScan
}

// Ends for themselves are told by the statistics of a Parquet file. NaN and infinities are rare, and to look for them within each
// expression takes time: only where a sum shows that there are some, both are asked again without them.
async function firstScans(source: Source, columns: readonly ManyColumn[]): Promise<readonly FirstScan[]> {
  const sumsOf = (some: readonly number[], plain: boolean) =>
    runAggregates(
      source,
      some.flatMap((at) => (columns[at] ? [sums(columns[at], plain)] : [])),
    )
  const all = columns.map((_, at) => at)
  const ends = await runAggregates(
    source,
    columns.map((column) => endsOf(column, true)),
  )
  const plain = await sumsOf(all, true)
  const odd = all.filter((at) => canBeInfinite(columns[at]?.type ?? '') && !isTold(plain[at]))
  const oddEnds = await runAggregates(
    source,
    odd.flatMap((at) => (columns[at] ? [endsOf(columns[at], false)] : [])),
  )
  const oddSums = await sumsOf(odd, false)
  return all.map((at) => {
    const place = odd.indexOf(at)
    return { ...noEnds, ...(place < 0 ? ends[at] : oddEnds[place]), ...noSums, ...(place < 0 ? plain[at] : oddSums[place]) }
  })
}

const noEnds: Ends = { min: 0, max: 0, nans: 0, infinities: 0 }
const noSums: Sums = { count: 0, drift: 0, squares: 0, cubes: 0, fourths: 0, upTo: [] }

function isTold(found: Sums | undefined): boolean {
  return found !== undefined && Number.isFinite(found.drift) && Number.isFinite(found.fourths)
}

// Without a cast within, the statistics of the files answer.
function endsOf(column: ManyColumn, plain: boolean): Aggregates<Ends> {
  const stored = profiledValue(column)
  const value = plain ? quoteIdentifier(column.name) : finiteValue(column)
  const odd = plain ? [] : [`count_if(isnan(${stored}))`, `count_if(isinf(${stored}))`]
  return {
    sql: [`min(${value})::DOUBLE`, `max(${value})::DOUBLE`, ...odd],
    read: (values) => {
      const [min = 0, max = 0, nans = 0, infinities = 0] = values.map(Number)
      return { min: min + 0, max: max + 0, nans, infinities }
    },
  }
}

function sums(column: ManyColumn, plain: boolean): Aggregates<Sums> {
  const value = plain ? profiledValue(column) : finiteValue(column)
  const a = `((${value} - ${doubleSql(column.middle)}) * ${doubleSql(1 / unitOf(column))})`
  const powers = [a, `${a} * ${a}`, `${a} * ${a} * ${a}`, `(${a} * ${a}) * (${a} * ${a})`].map((power) => `fsum(${power})`)
  const upTo = (column.edges ?? []).map((edge) => `count_if(${value} <= ${doubleSql(edge)})`)
  return {
    sql: [`count(${value})`, ...powers, ...upTo],
    read: (values) => {
      const [count = 0, sum = 0, squares = 0, cubes = 0, fourths = 0, ...bins] = values.map(Number)
      return { count, drift: sum / count, squares, cubes, fourths, upTo: bins }
    },
  }
}

// 0.05, 0.25 and the like are among both.
const shares = [...new Set([...binShares, ...quantilePoints])].filter((share) => share > 0 && share < 1).toSorted((one, other) => one - other)

function needs({ column, found }: Asked): Needed {
  const { min, max, count } = found
  const spread = column.spread > 0 ? column.spread : max > min ? (max - min) / 2 : 1
  const ends = histogramEdges(min, max)
  return {
    value: found.nans + found.infinities > 0 ? finiteValue(column) : profiledValue(column),
    bins: valueBins({ min, max, middle: column.middle, spread }),
    ranks: column.edges === null ? shares.map((share) => rankOf(count, share)) : [],
    // Zero beside the edges: how many values are negative.
    edges: [0, ...ends.slice(1, -1)],
  }
}

function numericOf({ column, found }: Asked, refined: Refined | undefined): NumericProfile {
  const { count, min, max, drift, squares, upTo, nans, infinities } = found
  const at = (share: number): number => (share === 0 ? min : share === 1 ? max : (refined?.values[shares.indexOf(share)] ?? Number.NaN))
  const unit = unitOf(column)
  const edges = column.edges ?? innerEdges(binShares.map(at), max)
  const [negatives = 0, ...below] = refined?.below ?? []
  const deviation = count > 1 ? Math.sqrt(Math.max(0, squares - count * drift ** 2) / (count - 1)) * unit : 0
  const cumulated = column.edges === null ? edges.map((edge) => refined?.upTo.get(edge) ?? 0) : upTo
  return {
    min,
    max,
    mean: statedMean(column.middle + drift * unit, deviation),
    standardDeviation: statedDeviation(deviation),
    edges,
    counts: binCounts({ count, upTo: cumulated }),
    ...shapeOf(found),
    zeros: refined?.zeros ?? 0,
    negatives,
    nans,
    infinities,
    quantiles: column.edges === null ? quantilePoints.map((p) => ({ p, value: at(p) })) : [],
    histogram: histogramOf(histogramEdges(min, max), [...below, count]),
  }
}
