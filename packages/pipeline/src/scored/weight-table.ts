import type { Batch } from '@seaworthy/datasets'
import { PipelineError } from '../errors.ts'
import { columnOf } from './labels.ts'

/** What each row counts, by a column of the data. */
export class WeightTable {
  readonly columns: readonly string[]
  readonly #weight: Float64Array | null

  /** `column` null: every row counts once. */
  constructor(rows: number, column: string | null) {
    this.columns = column === null ? [] : [column]
    this.#weight = column === null ? null : new Float64Array(rows)
  }

  /** @throws {PipelineError} `WEIGHT_INVALID` for one that is missing, no number, infinite or negative */
  append(batch: Batch, at: number): void {
    for (const name of this.columns) {
      const { data } = columnOf(batch, name)
      for (let row = 0; row < data.length; row++) {
        const value = data[row]
        if (typeof value !== 'number' || !(value >= 0 && value < Number.POSITIVE_INFINITY)) throw wrongWeight(name, at + row, value)
        if (this.#weight) this.#weight[at + row] = value
      }
    }
  }

  get weight(): Float64Array | null {
    return this.#weight
  }
}

function wrongWeight(name: string, row: number, value: string | number | null | undefined): PipelineError {
  const found = value === null || value === undefined || Number.isNaN(value) ? 'missing' : String(value).slice(0, 100)
  return new PipelineError('WEIGHT_INVALID', `the weight in "${name}" of row ${row} of the test window is ${found}`, {
    hint: 'a weight is a finite number of at least 0: let the contract require it',
  })
}
