import type { CountedBins } from './counted-bins.ts'
import { doubleSql, isColumnar, type Source } from './source.ts'
import { binOf, binSql, type ValueBins } from './value-bins.ts'

/** What is wanted of a column whose fine bins are counted. */
export interface Needed {
  /** SQL of the number, null where missing. */
  readonly value: string
  readonly bins: ValueBins
  /** Places among the values in ascending order, from 1. */
  readonly ranks: readonly number[]
  /** Numbers; asked is how many values lie below each. */
  readonly edges: readonly number[]
}
export interface Refined {
  /** The value at each rank. */
  readonly values: readonly number[]
  /** Of each of these values, how many are not above it. */
  readonly upTo: ReadonlyMap<number, number>
  /** Of each edge, how many values lie below it. */
  readonly below: readonly number[]
  /** Of values that are 0, where 0 is an edge. */
  readonly zeros: number
}
type Column = Needed & { readonly counted: CountedBins }

/** Of text files so many columns share a scan. */
const maxColumns = 30

/** Groups the values of the few bins that hold the ranks and the edges, and so finds both exactly. */
export async function refinedBins(source: Source, columns: readonly Column[]): Promise<readonly Refined[]> {
  const size = isColumnar(source) ? 1 : maxColumns
  const groups = Array.from({ length: Math.ceil(columns.length / size) }, (_, at) => refining(source, columns.slice(at * size, (at + 1) * size)))
  const found = await source.engine.rowsOfEach(groups.map(({ sql }) => sql))
  return groups.flatMap(({ read }, at) => read(found[at] ?? []))
}

interface Refining {
  readonly sql: string
  read(rows: readonly (readonly unknown[])[]): readonly Refined[]
}

function refining({ from }: Source, columns: readonly Column[]): Refining {
  const places = columns.map(placesOf)
  const inBins = (at: number) => `${binSql(`v${at}`, columns[at]?.bins ?? noBins)} in (${places[at]?.bins.join(', ') || 'null'})`
  const given = `select ${columns.map(({ value }, at) => `${value} as v${at}`).join(', ')} from ${from}`
  const grouped =
    columns.length === 1
      ? `select 0 as g, v0 as x, count(*) as n from (${given}) where ${inBins(0)} group by v0`
      : `select g, coalesce(${columns.map((_, at) => `x${at}`).join(', ')}) as x, n from (${groupingSets(
          columns.map((_, at) => `case when ${inBins(at)} then v${at} end as x${at}`),
          given,
        )})`
  const wanted = columns.map((column, at) => wantedSql(column, places[at], at))
  const running = 'select g, x, n, sum(n) over (partition by g order by x) as s from grouped where x is not null'
  const sql = `with grouped as (${grouped}), counted as materialized (${running}) ${wanted.join(' union all ')}`
  const ofColumn = (rows: readonly (readonly unknown[])[], at: number) => rows.filter(([g]) => Number(g) === at)
  return { sql, read: (rows) => columns.map((column, at) => refinedOf(column, places[at], ofColumn(rows, at))) }
}

const noBins: ValueBins = { middle: 0, scale: 1, binsPerSpread: 1, linear: true }

function groupingSets(items: readonly string[], from: string): string {
  const keys = items.map((_, at) => `x${at}`)
  const all = 2 ** keys.length - 1
  const cases = keys.map((_, at) => `when ${all - 2 ** (keys.length - 1 - at)} then ${at}`).join(' ')
  const sets = keys.map((key) => `(${key})`).join(', ')
  return `select ${keys.join(', ')}, case grouping_id(${keys.join(', ')}) ${cases} end as g, count(*) as n from (select ${items.join(', ')} from (${from})) group by grouping sets (${sets})`
}

// A rank is met by the first value up to which there are as many.
function wantedSql({ edges }: Column, places: Places | undefined, at: number): string {
  const ranks = [...new Set(places?.ranks.map(({ place }) => place))]
  const met = ranks.map((place) => `(s >= ${place} and s - n < ${place})`).join(' or ') || 'false'
  const below = edges.map((edge) => `coalesce(sum(n) filter (where x < ${doubleSql(edge)}), 0)::BIGINT`)
  const values = `select ${at} as g, x, s::BIGINT as s, n::BIGINT as n, null::BIGINT[] as below from counted where g = ${at} and (${met})`
  return edges.length === 0
    ? values
    : `${values} union all select ${at}, null, null, null, [${[...below, 'coalesce(sum(n) filter (where x = 0), 0)::BIGINT'].join(', ')}] from counted where g = ${at}`
}

function refinedOf({ edges }: Column, places: Places | undefined, rows: readonly (readonly unknown[])[]): Refined {
  const found = rows.filter(([, x]) => typeof x === 'number').map(([, x, s, n]) => ({ x: Number(x) + 0, s: Number(s), n: Number(n) }))
  const below = items(rows.find(([, x]) => typeof x !== 'number')?.[4]).map(Number)
  const upTo = new Map<number, number>()
  const values = (places?.ranks ?? []).map(({ place, shift }) => {
    const one = found.find(({ s, n }) => s >= place && s - n < place)
    if (one) upTo.set(one.x, one.s + shift)
    return one?.x ?? Number.NaN
  })
  return { values, upTo, zeros: below[edges.length] ?? 0, below: edges.map((_, at) => (below[at] ?? 0) + (places?.edgeShifts[at] ?? 0)) }
}

function items(list: unknown): readonly unknown[] {
  return typeof list === 'object' && list !== null && 'items' in list && Array.isArray(list.items) ? list.items : []
}

interface Places {
  /** Bins whose values are looked at, ascending. */
  readonly bins: readonly number[]
  /** The place of each rank among these values, and how many others lie below it. */
  readonly ranks: readonly { readonly place: number; readonly shift: number }[]
  /** How many other values lie below each edge. */
  readonly edgeShifts: readonly number[]
}

function placesOf({ counted, ranks, edges, bins }: Column): Places {
  const ascending = counted.toSorted(([one], [other]) => one - other)
  const ofEdges = edges.map((edge) => binOf(edge, bins))
  const ofRanks = binsOfRanks(ascending, ranks)
  const wanted = [...new Set([...ofEdges, ...ofRanks])].toSorted((one, other) => one - other)
  const shifts = shiftsOf(ascending, wanted)
  const shiftOf = (bin: number | undefined) => shifts.get(bin ?? 0) ?? 0
  return {
    bins: wanted,
    ranks: ranks.map((rank, at) => ({ place: rank - shiftOf(ofRanks[at]), shift: shiftOf(ofRanks[at]) })),
    edgeShifts: ofEdges.map(shiftOf),
  }
}

/** Of each wanted bin, how many values lie in lower bins that are not wanted; one of them may hold no value. */
function shiftsOf(ascending: CountedBins, wanted: readonly number[]): ReadonlyMap<number, number> {
  const isWanted = new Set(wanted)
  const shifts = new Map<number, number>()
  let [at, total] = [0, 0]
  for (const bin of wanted) {
    for (; at < ascending.length && (ascending[at]?.[0] ?? 0) < bin; at++)
      if (!isWanted.has(ascending[at]?.[0] ?? 0)) total += ascending[at]?.[1] ?? 0
    shifts.set(bin, total)
  }
  return shifts
}

function binsOfRanks(ascending: CountedBins, ranks: readonly number[]): readonly number[] {
  let at = 0
  let total = ascending[0]?.[1] ?? 0
  return ranks.map((rank) => {
    while (total < rank && at < ascending.length - 1) {
      at++
      total += ascending[at]?.[1] ?? 0
    }
    return ascending[at]?.[0] ?? 0
  })
}
