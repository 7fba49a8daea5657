import { binCounts, binShares, histogramEdges, histogramOf, innerEdges, rankOf } from './numeric-summary.ts'
import { type Aggregates, runAggregates } from './profile/aggregates.ts'
import { groupedCounts } from './profile/grouped-counts.ts'
import { type PowerSums, shapeOf, statedDeviation, statedMean } from './profile/moments.ts'
import { type Needed, type Refined, refinedBins } from './profile/refined-bins.ts'
import { canBeInfinite, doubleSql, finiteValue, profiledValue, type Source, type SourceColumn } from './profile/source.ts'
import { binSql, valueBins } from './profile/value-bins.ts'
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

interface FirstScan extends PowerSums {
  readonly min: number
  readonly max: number
  readonly nans: number
  readonly infinities: number
  readonly zeros: number
  readonly negatives: number
  readonly upTo: readonly number[]
}

/**
 * Numbers of many values, by three scans of each column, whatever their number: the first for counts, ends and sums; the second
 * counts fine bins; the third takes out the few bins that hold the wanted ranks. Nothing is sorted as a whole.
 */
export async function manyNumbers(source: Source, columns: readonly ManyColumn[]): Promise<readonly ManyNumbers[]> {
  const units = columns.map(({ spread }) => 2 ** Math.round(Math.log2(spread > 0 && Number.isFinite(spread) ? spread : 1)))
  const first = await firstScans(source, columns, units)
  const asked = columns.flatMap((column, at) => {
    const found = first[at]
    return found && found.count > 0 ? [{ column, found, unit: units[at] ?? 1 }] : []
  })
  const needed = asked.map((one) => needs(one))
  const keys = needed.map(({ value, bins }) => ({ stored: binSql(value, bins), value: '{k}::DOUBLE', isNumber: true }))
  const binned = await groupedCounts(source, keys, maxBins)
  const refined = await refinedBins(
    source,
    needed.map((one, at) => ({ ...one, counted: binned[at]?.entries.map(([bin, n]) => [Number(bin), n] as const) ?? [] })),
  )
  const profiles = new Map(asked.map((one, at) => [one.column, numericOf(one, refined[at])]))
  return columns.map((column, at) => ({ count: first[at]?.count ?? 0, numeric: profiles.get(column) ?? null }))
}

/** More than there can be. */
const maxBins = 10_000_000

interface Asked {
  readonly column: ManyColumn
  readonly found: FirstScan
  readonly unit: number
}

// NaN and infinities are rare, and to look for them within each expression takes time: only where there are some, it is done again.
async function firstScans(source: Source, columns: readonly ManyColumn[], units: readonly number[]): Promise<readonly FirstScan[]> {
  const scans = (plain: boolean) => columns.map((column, at) => firstScan(column, { unit: units[at] ?? 1, plain }))
  const first = await runAggregates(source, scans(true))
  const isOdd = first.map(({ nans, infinities }) => nans + infinities > 0)
  const again = await runAggregates(
    source,
    scans(false).filter((_, at) => isOdd[at]),
  )
  let at = 0
  return first.map((one, index) => (isOdd[index] ? (again[at++] ?? one) : one))
}

function firstScan(column: ManyColumn, { unit, plain }: { readonly unit: number; readonly plain: boolean }): Aggregates<FirstScan> {
  const value = plain ? profiledValue(column) : finiteValue(column)
  const a = `((${value} - ${doubleSql(column.middle)}) * ${doubleSql(1 / unit)})`
  const stored = profiledValue(column)
  const odd = canBeInfinite(column.type) ? oddSql(stored, plain) : ['0', '0']
  const powers = [a, `${a} * ${a}`, `${a} * ${a} * ${a}`, `(${a} * ${a}) * (${a} * ${a})`].map((power) => `fsum(${power})`)
  const ends = [`count(${value})`, `min(${value})`, `max(${value})`, `count_if(${value} = 0)`, `count_if(${value} < 0)`]
  const upTo = (column.edges ?? []).map((edge) => `count_if(${value} <= ${doubleSql(edge)})`)
  return {
    sql: [...ends, ...odd, ...powers, ...upTo],
    read: (values) => {
      const [count = 0, min = 0, max = 0, zeros = 0, negatives = 0, nans = 0, infinities = 0, sum = 0, squares = 0, cubes = 0, fourths = 0, ...bins] =
        values.map(Number)
      return { count, min: min + 0, max: max + 0, zeros, negatives, nans, infinities, drift: sum / count, squares, cubes, fourths, upTo: bins }
    },
  }
}

// At first both together.
function oddSql(stored: string, plain: boolean): readonly string[] {
  return plain ? [`count_if(not isfinite(${stored}))`, '0'] : [`count_if(isnan(${stored}))`, `count_if(isinf(${stored}))`]
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
    edges: ends.slice(1, -1),
  }
}

function numericOf({ column, found, unit }: Asked, refined: Refined | undefined): NumericProfile {
  const { count, min, max, drift, squares, upTo, zeros, negatives, nans, infinities } = found
  const at = (share: number): number => (share === 0 ? min : share === 1 ? max : (refined?.values[shares.indexOf(share)] ?? Number.NaN))
  const edges = column.edges ?? innerEdges(binShares.map(at), max)
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
    zeros,
    negatives,
    nans,
    infinities,
    quantiles: column.edges === null ? quantilePoints.map((p) => ({ p, value: at(p) })) : [],
    histogram: histogramOf(histogramEdges(min, max), [...(refined?.below ?? []), count]),
  }
}
