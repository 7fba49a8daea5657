import type { Batch } from '@seaworthy/datasets'
import type { Prediction } from '@seaworthy/inference'
import type { Rows } from '@seaworthy/metrics'
import type { Grouping } from './grouping.ts'

/** What both models said of the rows of a batch. */
export interface Answers {
  readonly candidate: Prediction
  readonly baseline: Prediction | null
}

/** Truth and answers of one kind of task, in typed arrays that fill batch by batch. */
export interface TaskTable {
  /** The columns of data that it reads. */
  readonly columns: readonly string[]
  /** @throws {PipelineError} `LABEL_INVALID` with the row. */
  append(batch: Batch, at: number, answers: Answers): void | Promise<void>
  done(weight: Float64Array | null): JudgedRows
}

export interface JudgedRows {
  readonly candidate: Rows
  readonly baseline: Rows | null
  /** Where several rows are one unit; null: each row is one. */
  readonly grouping: Grouping | null
  /** What a row is, where it is more than one: `image`. */
  readonly unit?: string
}

export interface TableOptions {
  readonly rows: number
  /** The column with what is true. */
  readonly label: string
  /** Whether production answers too. */
  readonly paired: boolean
}
