import type { Batch } from '@seaworthy/datasets'
import type { TextRows } from '@seaworthy/metrics'
import { listedTexts } from '../predictions/text-layout.ts'
import { columnOf, eachLabel } from './labels.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

/** Texts: the right one of each row, or in JSON a list of them where all rows have one, and what the models wrote. */
export class TextTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #label: string
  readonly #references: string[] = []
  readonly #candidate: string[] = []
  readonly #baseline: string[] | null

  constructor({ label, paired }: TableOptions) {
    this.#label = label
    this.columns = [label]
    this.#baseline = paired ? [] : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    const name = this.#label
    eachLabel(columnOf(batch, name), { name, at }, (value) => this.#references.push(String(value)))
    if (candidate.kind === 'text') this.#candidate.push(...candidate.texts)
    if (baseline?.kind === 'text') this.#baseline?.push(...baseline.texts)
  }

  done(weight: Float64Array | null): JudgedRows {
    const lists = this.#references.map(listedTexts)
    const reference = lists.every((list) => list !== null) ? lists : this.#references.map((text) => [text])
    const rows = (prediction: readonly string[]): TextRows => ({ kind: 'text', reference, prediction, likelihood: null, weight })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping: null, unit: 'document' }
  }
}
