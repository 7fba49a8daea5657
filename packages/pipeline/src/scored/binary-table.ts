import type { Batch } from '@seaworthy/datasets'
import type { Prediction } from '@seaworthy/inference'
import type { BinaryRows } from '@seaworthy/metrics'
import { className } from '../predictions/class-name.ts'
import { columnOf, eachLabel, strangeLabel } from './labels.ts'
import { NumberStore } from './number-store.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

export interface BinaryOptions extends TableOptions {
  /** The class that counts as positive. */
  readonly positive: string | number
  /** What the candidate names; null: two labels at most, whatever they are. */
  readonly classes: readonly string[] | null
}

/** Two classes: label 1 is the positive one. */
export class BinaryTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: BinaryOptions
  readonly #label: Uint8Array
  readonly #codes = new Map<string | number, 0 | 1>()
  readonly #candidate: Answered
  readonly #baseline: Answered | null
  /** The label that is not the positive one, once it is met. */
  #negative: string | null = null

  constructor(options: BinaryOptions) {
    this.#options = options
    this.columns = [options.label]
    this.#label = new Uint8Array(options.rows)
    this.#candidate = new Answered(options.rows)
    this.#baseline = options.paired ? new Answered(options.rows) : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    const { label } = this.#options
    eachLabel(columnOf(batch, label), { name: label, at }, (value, row) => {
      this.#label[row] = this.#codes.get(value) ?? this.#coded(value, row)
    })
    this.#candidate.append(candidate, at)
    if (baseline) this.#baseline?.append(baseline, at)
  }

  done(weight: Float64Array | null): JudgedRows {
    const rows = (answered: Answered): BinaryRows => ({ kind: 'binary', label: this.#label, ...answered.done(), weight })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping: null }
  }

  #coded(value: string | number, row: number): 0 | 1 {
    const { label, positive, classes } = this.#options
    const name = className(String(value))
    const code = name === className(String(positive)) ? 1 : 0
    const isKnown = classes ? classes.some((one) => className(one) === name) : code === 1 || (this.#negative ?? name) === name
    if (!isKnown) {
      const known = classes
        ? `the model's classes are ${classes.join(', ')}`
        : `the labels are "${positive}", which is positive, and "${this.#negative}"`
      const hint = 'mend the data or `positive`; a task with more classes is multiclass-classification'
      throw strangeLabel({ name: label, row, value }, { known, hint })
    }
    if (code === 0) this.#negative = name
    this.#codes.set(value, code)
    return code
  }
}

/** Scores of one model, or its decisions where it has none. */
class Answered {
  readonly #rows: number
  readonly #score: NumberStore
  #decision: Uint8Array | null = null

  constructor(rows: number) {
    this.#rows = rows
    this.#score = new NumberStore(rows)
  }

  append(prediction: Prediction, at: number): void {
    if (prediction.kind !== 'binary') return
    if (prediction.score) this.#score.append(prediction.score, { at })
    if (!prediction.decision) return
    this.#decision ??= new Uint8Array(this.#rows)
    this.#decision.set(prediction.decision, at)
  }

  done(): Pick<BinaryRows, 'score' | 'prediction'> {
    const score = this.#score.values ?? (this.#decision ? null : new Float64Array(this.#rows))
    return { score, prediction: this.#decision }
  }
}
