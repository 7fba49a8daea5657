import type { Batch } from '@seaworthy/datasets'

/** Takes what it wants of rows that pass anyway, without a pass of its own. */
export interface RowCollector {
  /** What must be read for it. */
  readonly columns: readonly string[]
  /** How many rows there will be. */
  begin(rows: number): void
  append(batch: Batch, at: number): void
}
