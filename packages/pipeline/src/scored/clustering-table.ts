import type { Batch } from '@seaworthy/datasets'
import type { ClusteringRows } from '@seaworthy/metrics'
import { Coder } from '../coder.ts'
import { columnOf, eachLabel } from './labels.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

/** Groups: the true one of each row, and the one that a model puts it in. Names mean nothing, so each model has its own. */
export class ClusteringTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #label: string
  readonly #truth: Coder
  readonly #candidate: Coder
  readonly #baseline: Coder | null

  constructor({ rows, label, paired }: TableOptions) {
    this.#label = label
    this.columns = [label]
    this.#truth = new Coder(rows)
    this.#candidate = new Coder(rows)
    this.#baseline = paired ? new Coder(rows) : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    const column = columnOf(batch, this.#label)
    eachLabel(column, { name: this.#label, at }, () => {})
    this.#truth.append(column.data, at)
    if (candidate.kind === 'clustering') this.#candidate.append(candidate.group, at)
    if (baseline?.kind === 'clustering') this.#baseline?.append(baseline.group, at)
  }

  done(weight: Float64Array | null): JudgedRows {
    const rows = (groups: Coder): ClusteringRows => ({
      kind: 'clustering',
      label: this.#truth.codes,
      prediction: groups.codes,
      features: null,
      weight,
    })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping: null }
  }
}
