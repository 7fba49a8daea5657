import type { Rows } from './rows.ts'

/** Something that a reader should know and that changes no value. */
export interface MetricWarning {
  readonly code: MetricWarningCode
  readonly message: string
}
export type MetricWarningCode = 'ONE_CLASS' | 'CONSTANT_SCORE' | 'CLIPPED_SCORES'

export interface Measurement {
  /** NaN where the metric is undefined on these rows; a warning then says why. */
  readonly value: number
  /**
   * Per row, by how much it moves the value: their mean is 0, and SE^2 = G/(G-1) * sum over clusters of
   * (sum of influence)^2 / n^2. Null where the metric is not smooth, or undefined.
   */
  readonly influence: Float64Array | null
  readonly warnings: readonly MetricWarning[]
}

export interface Metric {
  readonly id: string
  readonly title: string
  readonly better: 'higher' | 'lower'
  readonly range: readonly [number, number]
  /** What its interval is called, on independent rows and on clusters. */
  readonly method: { readonly rows: string; readonly clusters: string }
  /**
   * The value on some rows, and the influence of each.
   * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `SCORE_INVALID`, `WEIGHT_INVALID`.
   */
  measure(rows: Rows): Measurement
}
