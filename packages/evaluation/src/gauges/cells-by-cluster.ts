import { countingOrder } from '../counting-order.ts'
import type { FairCells } from './fair-rates.ts'

/** What is drawn: whole clusters, or as many groups of them as resamples can tell apart. */
export interface DrawnUnits {
  readonly unit: Int32Array
  readonly units: number
}

/** Clusters beyond this are drawn in groups of neighbours: sums of independent clusters are independent, and their number decides little. */
export const mostDrawnUnits = 2_000

/** The unit of each row: its cluster or, without clusters, the row itself. */
export function drawnUnits(rows: number, cluster: Int32Array | null): DrawnUnits {
  const { code, count } = cluster ? numbered(cluster) : { code: Int32Array.from({ length: rows }, (_, row) => row), count: rows }
  const units = Math.min(count, mostDrawnUnits)
  return { unit: code.map((number) => Math.floor((number * units) / count)), units }
}

// From 0 on, in the order in which they come.
function numbered(cluster: Int32Array): { readonly code: Int32Array; readonly count: number } {
  const numbers = new Map<number, number>()
  const code = cluster.map((one) => {
    const number = numbers.get(one) ?? numbers.size
    numbers.set(one, number)
    return number
  })
  return { code, count: numbers.size }
}

/** The weight of each unit's rows by cell: of the cells that it has. */
export class CellsByCluster {
  readonly #starts: Uint32Array
  readonly #cell: Int32Array
  readonly #amount: Float64Array
  readonly #sums: Float64Array

  constructor(
    { unit, units }: DrawnUnits,
    { cells, weight, count }: { readonly cells: Int32Array; readonly weight: Float64Array | null; readonly count: number },
  ) {
    const { order, starts } = countingOrder(unit, units)
    this.#starts = new Uint32Array(units + 1)
    this.#cell = new Int32Array(cells.length)
    this.#amount = new Float64Array(cells.length)
    this.#sums = new Float64Array(count)
    const entryOf = new Int32Array(count).fill(-1)
    let entries = 0
    for (let at = 0; at < units; at++) {
      const first = entries
      for (let place = starts[at] as number; place < (starts[at + 1] as number); place++) {
        const row = order[place] as number
        const cell = cells[row] as number
        let entry = entryOf[cell] as number
        if (entry < first) {
          entry = entries++
          entryOf[cell] = entry
          this.#cell[entry] = cell
        }
        this.#amount[entry] = (this.#amount[entry] as number) + (weight ? (weight[row] as number) : 1)
      }
      this.#starts[at + 1] = entries
    }
  }

  /** The table of all units, each taken as often as its weight says. The same array each time. */
  weighed(weight: Float64Array): FairCells {
    const sums = this.#sums.fill(0)
    weight.forEach((times, unit) => {
      if (times === 0) return
      const end = this.#starts[unit + 1] as number
      for (let entry = this.#starts[unit] as number; entry < end; entry++) {
        const cell = this.#cell[entry] as number
        sums[cell] = (sums[cell] as number) + times * (this.#amount[entry] as number)
      }
    })
    return sums
  }
}
