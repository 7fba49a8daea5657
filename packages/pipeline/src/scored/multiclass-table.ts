import type { Batch } from '@seaworthy/datasets'
import type { Numbers, Prediction } from '@seaworthy/inference'
import type { Codes, MulticlassRows } from '@seaworthy/metrics'
import { ClassList, emptyCodes } from './class-list.ts'
import { columnOf, eachLabel, strangeLabel } from './labels.ts'
import { matched } from './matched-columns.ts'
import { NumberStore } from './number-store.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

type Classified = Extract<Prediction, { readonly kind: 'multiclass' }>

/**
 * Several classes: those of the candidate, then those that only production knows. A label that the candidate does not know is refused;
 * of a class that one model does not know its probability is 0. Where no model names its classes they are those that occur.
 */
export class MulticlassTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: TableOptions
  readonly #candidate: Answered
  readonly #baseline: Answered | null
  #begun: Begun | null = null

  constructor(options: TableOptions) {
    this.#options = options
    this.columns = [options.label]
    this.#candidate = new Answered(options.rows)
    this.#baseline = options.paired ? new Answered(options.rows) : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    if (candidate.kind !== 'multiclass') return
    const other = baseline?.kind === 'multiclass' ? baseline : null
    this.#begun ??= begin(this.#options.rows, candidate, other)
    const { label, codes, classes, known } = { label: this.#options.label, ...this.#begun }
    eachLabel(columnOf(batch, label), { name: label, at }, (value, row) => {
      const place = known === null || known.place(value) !== null ? classes.place(value) : null
      if (place === null) {
        const hint = 'mend the data, or train on every class that can occur'
        throw strangeLabel({ name: label, row, value }, { known: `the candidate's classes are ${(known ?? classes).names.join(', ')}`, hint })
      }
      codes[row] = place
    })
    this.#candidate.append(candidate, at, classes)
    if (other) this.#baseline?.append(other, at, classes)
  }

  done(weight: Float64Array | null): JudgedRows {
    const { classes, codes } = this.#begun ?? { classes: new ClassList([], { grows: false }), codes: new Uint8Array(this.#options.rows) }
    const rows = (answered: Answered): MulticlassRows => ({ kind: 'multiclass', classes: classes.names, label: codes, ...answered.done(), weight })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping: null }
  }
}

interface Begun {
  readonly classes: ClassList
  readonly codes: Codes
  /** What the candidate names; null: nothing. */
  readonly known: ClassList | null
}

function begin(rows: number, candidate: Classified, baseline: Classified | null): Begun {
  const named = [...(candidate.classes ?? []), ...(baseline?.classes ?? [])]
  const grows = candidate.classes === null || (baseline !== null && baseline.classes === null)
  const classes = new ClassList(named, { grows })
  const known = candidate.classes && new ClassList(candidate.classes, { grows: false })
  return { classes, known, codes: grows ? new Int32Array(rows) : emptyCodes(rows, classes.names.length) }
}

/** Probabilities of one model, or its decisions where it has none. */
class Answered {
  readonly #rows: number
  readonly #probability: NumberStore
  #decision: Int32Array | null = null

  constructor(rows: number) {
    this.#rows = rows
    this.#probability = new NumberStore(rows)
  }

  append({ probability, classes: own, decision }: Classified, at: number, classes: ClassList): void {
    if (probability && own) {
      const width = classes.names.length
      this.#probability.append(matched(probability, { own, places: own.map((name) => classes.place(name) ?? 0), width }), { at, width })
    }
    if (!decision) return
    this.#decision ??= new Int32Array(this.#rows)
    for (const [row, name] of decision.entries()) this.#decision[at + row] = classes.place(name) ?? -1
  }

  done(): { readonly probability: Numbers | null; readonly prediction: Int32Array | null } {
    return { probability: this.#probability.values, prediction: this.#decision }
  }
}
