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
  const { columns } = search
  const single = columns.map((_, column) => singles(search, column))
  const meanOf = ({ column, from, to }: Condition): number => single[column]?.get(`${from} ${to}`)?.mean ?? 0
  let regions = single.flatMap((found) => [...found.values()]).filter(({ z }) => z >= leastZ)
  let conditions = single.reduce((sum, found) => sum + found.size, 0)
  for (let first = 0; first < columns.length; first++)
    for (let second = first + 1; second < columns.length; second++) {
      const crossed = pairs(search, first, second)
      conditions += crossed.looked
      const telling = crossed.regions.filter(({ conditions: both, mean }) => both.every((one) => mean >= worthAnother * meanOf(one)))
      regions = [...regions, ...telling].toSorted((a, b) => b.z - a.z).slice(0, mostKept)
    }
  return { regions: regions.toSorted((a, b) => b.z - a.z), conditions }
}

function singles({ columns, rows, harm }: RegionSearch, column: number): ReadonlyMap<string, Region> {
  const one = columns[column]
  if (!one) return new Map()
  const table = new SumTable(codesOf(one.meaning), 1)
  for (const row of rows) table.add(one.codes[row] as number, 0, harm[row] as number)
  table.accumulate()
  return new Map(
    rangesOf(one.meaning).flatMap(({ from, to }) => {
      const region = regionOf(table, { from, to }, { from: 0, to: 0 }, [{ column, from, to }])
      return region ? [[`${from} ${to}`, region] as const] : []
    }),
  )
}

function pairs({ columns, rows, harm }: RegionSearch, first: number, second: number): { regions: readonly Region[]; looked: number } {
  const [one, other] = [columns[first], columns[second]]
  if (!one || !other) return { regions: [], looked: 0 }
  const table = new SumTable(codesOf(one.meaning), codesOf(other.meaning))
  for (const row of rows) table.add(one.codes[row] as number, other.codes[row] as number, harm[row] as number)
  table.accumulate()
  const right = rangesOf(other.meaning)
  const regions: Region[] = []
  let looked = 0
  for (const left of rangesOf(one.meaning))
    for (const range of right) {
      const region = regionOf(table, left, range, [
        { column: first, ...left },
        { column: second, ...range },
      ])
      if (!region) continue
      looked++
      if (region.z >= leastZ) regions.push(region)
    }
  return { regions, looked }
}

function regionOf(table: SumTable, left: CodeRange, right: CodeRange, conditions: readonly Condition[]): Region | null {
  const [rows, sum, squares] = table.within(left, right)
  if (rows < fewestFindingRows || rows > largestShare * table.rows) return null
  const mean = sum / rows
  const variance = Math.max(0, squares / rows - mean * mean)
  const z = variance > 0 ? (mean * Math.sqrt(rows)) / Math.sqrt(variance) : 0
  return { conditions, rows, mean, z }
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
    return this.#counts.at(-1) ?? 0
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

  within(left: CodeRange, right: CodeRange): readonly [number, number, number] {
    const [top, bottom] = [left.from * this.#width, (left.to + 1) * this.#width]
    const of = (sums: Float64Array): number =>
      (sums[bottom + right.to + 1] as number) -
      (sums[top + right.to + 1] as number) -
      (sums[bottom + right.from] as number) +
      (sums[top + right.from] as number)
    return [of(this.#counts), of(this.#sums), of(this.#squares)]
  }
}
