import type { Batch } from '@seaworthy/datasets'
import type { Prediction } from '@seaworthy/inference'
import type { MultilabelRows } from '@seaworthy/metrics'
import { ClassList } from './class-list.ts'
import { columnOf, eachLabel, strangeLabel } from './labels.ts'
import { listedNames } from './listed-names.ts'
import { matched } from './matched-columns.ts'
import { NumberStore } from './number-store.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

type Labelled = Extract<Prediction, { readonly kind: 'multilabel' }>

/**
 * Several labels at once: one column lists those of each row, see `listedNames`. The labels are those of the candidate, then those that
 * only production knows; one that the candidate does not know is refused, and of a label that one model does not know its score is 0.
 */
export class MultilabelTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: TableOptions
  readonly #candidate: NumberStore
  readonly #baseline: NumberStore | null
  readonly #sets = new Map<string | number, readonly number[]>()
  #begun: { readonly labels: ClassList; readonly known: ClassList; readonly marks: Uint8Array } | null = null

  constructor(options: TableOptions) {
    this.#options = options
    this.columns = [options.label]
    this.#candidate = new NumberStore(options.rows)
    this.#baseline = options.paired ? new NumberStore(options.rows) : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    if (candidate.kind !== 'multilabel') return
    const other = baseline?.kind === 'multilabel' ? baseline : null
    this.#begun ??= begin(this.#options.rows, candidate, other)
    const { labels, marks } = this.#begun
    const width = labels.names.length
    const { label: name } = this.#options
    eachLabel(columnOf(batch, name), { name, at }, (value, row) => {
      for (const place of this.#sets.get(value) ?? this.#places(value, row)) marks[row * width + place] = 1
    })
    const put = (store: NumberStore | null, { score, labels: own }: Labelled) =>
      store?.append(matched(score, { own, places: own.map((one) => labels.place(one) ?? 0), width }), { at, width })
    put(this.#candidate, candidate)
    if (other) put(this.#baseline, other)
  }

  done(weight: Float64Array | null): JudgedRows {
    const names = this.#begun?.labels.names ?? []
    const rows = (store: NumberStore): MultilabelRows => ({
      kind: 'multilabel',
      labels: names,
      label: this.#begun?.marks ?? new Uint8Array(),
      score: store.values,
      prediction: null,
      weight,
    })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping: null }
  }

  #places(value: string | number, row: number): readonly number[] {
    const places = listedNames(String(value)).map((label) => {
      const place = this.#begun?.known.place(label) ?? null
      if (place !== null) return place
      const known = `the candidate's labels are ${this.#begun?.known.names.join(', ')}`
      throw strangeLabel({ name: this.#options.label, row, value: label }, { known, hint: 'mend the data, or train on every label that can occur' })
    })
    // Few sets occur often; what occurs once need not be kept.
    if (this.#sets.size < 10_000) this.#sets.set(value, places)
    return places
  }
}

function begin(rows: number, candidate: Labelled, baseline: Labelled | null) {
  const labels = new ClassList([...candidate.labels, ...(baseline?.labels ?? [])], { grows: false })
  return { labels, known: new ClassList(candidate.labels, { grows: false }), marks: new Uint8Array(rows * labels.names.length) }
}
