import type { Batch } from '@seaworthy/datasets'
import type { ForecastRows, RegressionRows } from '@seaworthy/metrics'
import { Coder } from '../coder.ts'
import { keysOf } from './keys-of-rows.ts'
import type { NaiveErrors } from './naive-errors.ts'
import { RegressionTable } from './regression-table.ts'
import type { Answers, JudgedRows, TableOptions, TaskTable } from './task-table.ts'

export interface ForecastOptions extends TableOptions {
  /** The columns that name a series; none: all rows are one. */
  readonly series: readonly string[]
  /** Of each series, how the naive forecast errs in the training rows; null: unknown. */
  readonly naiveErrors: ReadonlyMap<string, NaiveErrors> | null
}

/** What regressions have, and of each row its series and how hard that is to forecast. */
export class ForecastTable implements TaskTable {
  readonly columns: readonly string[]
  readonly #options: ForecastOptions
  readonly #numbers: RegressionTable
  readonly #series: Coder

  constructor(options: ForecastOptions) {
    this.#options = options
    this.#numbers = new RegressionTable(options)
    this.#series = new Coder(options.rows)
    this.columns = [...this.#numbers.columns, ...options.series]
  }

  append(batch: Batch, at: number, answers: Answers): void {
    this.#numbers.append(batch, at, answers)
    this.#series.append(keysOf(batch, this.#options.series), at)
  }

  done(weight: Float64Array | null): JudgedRows {
    const { candidate, baseline } = this.#numbers.done(weight)
    const scales = this.#scales()
    const series = this.#series.codes
    const forecast = (rows: RegressionRows): ForecastRows => ({ ...rows, kind: 'forecasting', series, ...scales, naive: null })
    return { candidate: forecast(candidate), baseline: baseline && forecast(baseline), grouping: null }
  }

  // A series that training rows lack has no scale: the metrics that need one refuse it with its row.
  #scales(): Pick<ForecastRows, 'scale' | 'squaredScale'> {
    const { naiveErrors } = this.#options
    if (!naiveErrors) return { scale: null, squaredScale: null }
    const errors = this.#series.values.map((name) => naiveErrors.get(name) ?? { absolute: Number.NaN, squared: Number.NaN })
    const { codes } = this.#series
    const spread = (of: readonly number[]) => Float64Array.from(codes, (code) => of[code] as number)
    return { scale: spread(errors.map(({ absolute }) => absolute)), squaredScale: spread(errors.map(({ squared }) => squared)) }
  }
}
