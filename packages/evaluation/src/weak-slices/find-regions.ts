import { type CodeRange, codesOf, rangesOf, type SearchColumn } from './search-column.ts'

/** One condition of a region: the place of its column, and the codes. */
export interface Condition extends CodeRange {
  readonly column: number
}

/** Rows that meet one condition or two, with their harm on the half that finds. */
export interface Region {
  readonly conditions: readonly Condition[]
  readonly rows: number
  readonly mean: number
  /** The mean over its standard error, as if rows were independent: an order, no test. */
  readonly z: number
}

export interface FoundRegions {
  /** The most harmful first. */
  readonly regions: readonly Region[]
  /** How many conditions and pairs of them were looked at. */
  readonly conditions: number
}

export interface RegionSearch {
  readonly columns: readonly SearchColumn[]
  /** The rows that find, as places in the columns. */
  readonly rows: Uint32Array
  /** By place in the columns; what is found is a mean far above 0. */
  readonly harm: Float64Array
}

/** A region needs so many rows on the half that finds it. */
export const fewestFindingRows = 250
/** What is true of most rows is said of all rows. */
const largestShare = 0.5
/** Below this a region is not looked at twice. */
export const leastZ = 2.5
/** A second condition must make the harm so much larger than either alone. */
const worthAnother = 1.25
const mostKept = 1_000

/** Looks at every condition on one column and on two, by tables of sums over codes: one pass over the rows for each pair of columns. */
export function findRegions(search: RegionSearch): FoundRegions {
  const columns = search.columns.map((one, place): PlacedColumn => ({ ...one, place }))
  const single = new Map(columns.flatMap((one) => singles(search, one)).map((region) => [nameOf(region.conditions[0]), region]))
  const meanOf = (one: Condition): number => single.get(nameOf(one))?.mean ?? 0
  let regions = mostHarmful([...single.values()].filter(({ z }) => z >= leastZ))
  let conditions = single.size
  for (const [at, first] of columns.entries())
    for (const second of columns.slice(at + 1)) {
      const crossed = pairs(search, [first, second])
      conditions += crossed.length
      const telling = crossed.filter(({ conditions: both, mean, z }) => z >= leastZ && both.every((one) => mean >= worthAnother * meanOf(one)))
      regions = mostHarmful([...regions, ...telling])
    }
  return { regions, conditions }
}

interface PlacedColumn extends SearchColumn {
  readonly place: number
}

/** A region of one condition. */
interface Single extends Region {
  readonly conditions: readonly [Condition]
}

function nameOf({ column, from, to }: Condition): string {
  return `${column} ${from} ${to}`
}

function mostHarmful(regions: readonly Region[]): readonly Region[] {
  return regions.toSorted((a, b) => b.z - a.z).slice(0, mostKept)
}

function singles({ rows, harm }: RegionSearch, { place: column, codes, meaning }: PlacedColumn): readonly Single[] {
  const table = new SumTable(codesOf(meaning), 1)
  for (const row of rows) table.add(codes[row] as number, 0, harm[row] as number)
  table.accumulate()
  return rangesOf(meaning).flatMap((range) => {
    const sums = table.within(range, { from: 0, to: 0 })
    return isOfSize(sums, table) ? [{ conditions: [{ column, ...range }] as const, ...momentsOf(sums) }] : []
  })
}

function pairs({ rows, harm }: RegionSearch, [one, other]: readonly [PlacedColumn, PlacedColumn]): readonly Region[] {
  const table = new SumTable(codesOf(one.meaning), codesOf(other.meaning))
  for (const row of rows) table.add(one.codes[row] as number, other.codes[row] as number, harm[row] as number)
  table.accumulate()
  const right = rangesOf(other.meaning)
  return rangesOf(one.meaning).flatMap((left) =>
    right.flatMap((range) => {
      const sums = table.within(left, range)
      const conditions = [
        { column: one.place, ...left },
        { column: other.place, ...range },
      ]
      return isOfSize(sums, table) ? [{ conditions, ...momentsOf(sums) }] : []
    }),
  )
}

/** Count, sum and sum of squares. */
type Sums = readonly [rows: number, sum: number, squares: number]

function isOfSize([rows]: Sums, table: SumTable): boolean {
  return rows >= fewestFindingRows && rows <= largestShare * table.rows
}

function momentsOf([rows, sum, squares]: Sums): Pick<Region, 'rows' | 'mean' | 'z'> {
  const mean = sum / rows
  const variance = squares / rows - mean * mean
  return { rows, mean, z: variance > 0 ? (mean * Math.sqrt(rows)) / Math.sqrt(variance) : 0 }
}

/** Count, sum and sum of squares by two codes; once accumulated, of any rectangle of codes in four look-ups (Crow, 1984). */
class SumTable {
  readonly #width: number
  readonly #height: number
  readonly #counts: Float64Array
  readonly #sums: Float64Array
  readonly #squares: Float64Array

  constructor(left: number, right: number) {
    this.#height = left + 1
    this.#width = right + 1
    const size = this.#height * this.#width
    this.#counts = new Float64Array(size)
    this.#sums = new Float64Array(size)
    this.#squares = new Float64Array(size)
  }

  get rows(): number {
    return this.#counts.at(-1) as number
  }

  add(left: number, right: number, value: number): void {
    const at = (left + 1) * this.#width + right + 1
    this.#counts[at] = (this.#counts[at] as number) + 1
    this.#sums[at] = (this.#sums[at] as number) + value
    this.#squares[at] = (this.#squares[at] as number) + value * value
  }

  accumulate(): void {
    for (const sums of [this.#counts, this.#sums, this.#squares])
      for (let row = 1; row < this.#height; row++)
        for (let column = 1; column < this.#width; column++) {
          const at = row * this.#width + column
          const above = (sums[at - this.#width] as number) + (sums[at - 1] as number) - (sums[at - this.#width - 1] as number)
          sums[at] = (sums[at] as number) + above
        }
  }

  within(left: CodeRange, right: CodeRange): Sums {
    const [top, bottom] = [left.from * this.#width, (left.to + 1) * this.#width]
    const of = (sums: Float64Array): number =>
      (sums[bottom + right.to + 1] as number) -
      (sums[top + right.to + 1] as number) -
      (sums[bottom + right.from] as number) +
      (sums[top + right.from] as number)
    return [of(this.#counts), of(this.#sums), of(this.#squares)]
  }
}
