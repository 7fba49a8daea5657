import type { Batch } from '@seaworthy/datasets'
import type { Prediction } from '@seaworthy/inference'
import type { PredictedInterval, PredictedQuantiles, RegressionRows } from '@seaworthy/metrics'
import { columnOf, readNumbers } from './labels.ts'
import { NumberStore } from './number-store.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

/** Numbers: a label and a prediction for each row; quantiles where the model has them, whose outermost pair is its interval. */
export class RegressionTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: TableOptions
  readonly #label: Float64Array
  readonly #candidate: Predicted
  readonly #baseline: Predicted | null

  constructor(options: TableOptions) {
    this.#options = options
    this.columns = [options.label]
    this.#label = new Float64Array(options.rows)
    this.#candidate = new Predicted(options.rows)
    this.#baseline = options.paired ? new Predicted(options.rows) : null
  }

  append(batch: Batch, at: number, { candidate, baseline }: Answers): void {
    const { label } = this.#options
    readNumbers(columnOf(batch, label), { name: label, at }, this.#label)
    this.#candidate.append(candidate, at)
    if (baseline) this.#baseline?.append(baseline, at)
  }

  done(weight: Float64Array | null): JudgedRows & { readonly candidate: RegressionRows; readonly baseline: RegressionRows | null } {
    const rows = (predicted: Predicted): RegressionRows => ({ kind: 'regression', label: this.#label, ...predicted.done(), weight })
    return { candidate: rows(this.#candidate), baseline: this.#baseline && rows(this.#baseline), grouping: null }
  }
}

/** What one model predicts. */
class Predicted {
  readonly #rows: number
  readonly #value: NumberStore
  readonly #quantiles: NumberStore
  #levels: readonly number[] = []

  constructor(rows: number) {
    this.#rows = rows
    this.#value = new NumberStore(rows)
    this.#quantiles = new NumberStore(rows)
  }

  append(prediction: Prediction, at: number): void {
    if (prediction.kind !== 'regression') return
    this.#value.append(prediction.value, { at })
    if (!prediction.quantiles) return
    this.#levels = prediction.quantiles.levels
    this.#quantiles.append(prediction.quantiles.values, { at, width: this.#levels.length })
  }

  done(): Pick<RegressionRows, 'prediction' | 'quantiles' | 'interval'> {
    const { values } = this.#quantiles
    const quantiles = values && { levels: this.#levels, values }
    return { prediction: this.#value.values ?? new Float64Array(this.#rows), quantiles, interval: quantiles && intervalOf(quantiles) }
  }
}

/** From the lowest to the highest level, where they lie symmetrically: 0.05 and 0.95. */
function intervalOf({ levels, values }: PredictedQuantiles): PredictedInterval | null {
  const width = levels.length
  if (width < 2 || Math.abs((levels[0] ?? 0) + (levels[width - 1] ?? 0) - 1) > 1e-9) return null
  const column = (at: number) => Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + at] as number)
  return { lower: column(0), upper: column(width - 1) }
}
