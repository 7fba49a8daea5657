import type { DataPlan } from '@seaworthy/config'
import type { Batch } from '@seaworthy/datasets'
import { Coder } from '../coder.ts'
import { type Grouping, ofUnits } from './grouping.ts'
import { columnOf } from './labels.ts'

const dayMs = 86_400_000

/** The unit of inference of each row: a declared column, else the calendar day of the time, else the row. */
export class ClusterTable {
  readonly columns: readonly string[]
  readonly #coder: Coder | null
  readonly #days: boolean
  readonly #name: string

  constructor(rows: number, { cluster, time }: Pick<DataPlan, 'cluster' | 'time'>) {
    const column = cluster ?? time
    this.columns = column ? [column] : []
    this.#coder = column ? new Coder(rows) : null
    this.#days = cluster === null && time !== null
    this.#name = cluster ?? (time ? `day of ${time}` : 'row')
  }

  append(batch: Batch, at: number): void {
    for (const name of this.columns) {
      const { kind, data } = columnOf(batch, name)
      this.#coder?.append(this.#days && kind === 'number' ? data.map((value) => Math.floor(value / dayMs)) : data, at)
    }
  }

  /** Days are numbered in the order of time, other clusters in that of the rows. */
  done(grouping: Grouping | null): {
    readonly cluster: Int32Array | null
    readonly unit: string
    readonly clusters: number | null
    readonly ordered: boolean
  } {
    const coder = this.#coder
    if (!coder) return { cluster: null, unit: grouping?.unit ?? this.#name, clusters: null, ordered: false }
    const places = this.#days ? placesInOrder(coder.values) : null
    const rows = Int32Array.from(coder.codes, (code) => places?.[code] ?? code)
    return { cluster: grouping ? ofUnits(rows, grouping, `"${this.#name}"`) : rows, unit: this.#name, clusters: coder.size, ordered: this.#days }
  }
}

function placesInOrder(values: readonly string[]): readonly number[] {
  const order = values.map((_, code) => code).toSorted((a, b) => Number(values[a]) - Number(values[b]))
  const places: number[] = []
  for (const [place, code] of order.entries()) places[code] = place
  return places
}
