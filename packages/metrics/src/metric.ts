import type { Rows, RowsKind, RowsOf } from './rows/rows.ts'

/** Something that a reader should know and that changes no value. */
export interface MetricWarning {
  readonly code: MetricWarningCode
  readonly message: string
}

export type MetricWarningCode =
  | 'ONE_CLASS'
  | 'CONSTANT_SCORE'
  | 'CLIPPED_SCORES'
  | 'NO_PREDICTED_POSITIVES'
  | 'NO_POSITIVES'
  | 'NO_NEGATIVES'
  | 'NO_PREDICTED_NEGATIVES'
  | 'CLASS_ABSENT'
  | 'DEGENERATE'
  | 'CONSTANT_LABEL'
  | 'TOO_FEW_ROWS'
  | 'ZERO_LABEL'
  | 'QUANTILES_CROSS'
  | 'NOT_NORMALISED'
  | 'EMPTY_QUERIES'
  | 'EMPTY_REFERENCE'
  | 'UNSEEN_ITEMS'
  | 'SAMPLED'

export interface Measurement {
  /** NaN where the metric is undefined on these rows; a warning then says why. */
  readonly value: number
  /**
   * Per unit, by how much it moves the value: their mean is 0, and SE^2 = G/(G-1) * sum over clusters of
   * (sum of influence)^2 / n^2. Null where the metric is not smooth, or undefined.
   */
  readonly influence: Float64Array | null
  readonly warnings: readonly MetricWarning[]
}

/** How certain a value is: how the interval of a metric is made. */
export type Inference =
  /** The mean of an outcome of 0 or 1 for each unit: paired outcomes have Tango's interval. */
  | 'share'
  /** The mean of any outcome for each unit. */
  | 'mean'
  /** A smooth function of means: influence values. */
  | 'influence'
  /** Smooth in the sense of DeLong: ranks of two classes. */
  | 'ranks'
  /** Neither: resampled. */
  | 'resampled'

/** A metric of one kind of rows. */
export interface MetricOf<Kind extends RowsKind> {
  /** With its parameters: `f1@0.5`, `ece_15`. */
  readonly id: string
  readonly title: string
  /** `neither`: nearer to a target is better (a bias, a slope), so only absolute gates can be put on it. */
  readonly better: 'higher' | 'lower' | 'neither'
  readonly range: readonly [number, number]
  readonly inference: Inference
  /**
   * The value on some rows, and the influence of each unit.
   * @throws {MetricsError} where rows are unusable: nothing is dropped silently.
   */
  measure(rows: RowsOf<Kind>): Measurement
  /**
   * The value under other weights of the units, in place of those of the rows: whatever does not depend on them is done once, so that
   * thousands of resamples cost one pass each. Without it, `measure` is called anew.
   */
  reweigh?(rows: RowsOf<Kind>): (weight: Float64Array) => number
}

/** A metric out of the catalogue, which refuses rows of another kind than its own. */
export interface Metric extends Omit<MetricOf<RowsKind>, 'measure' | 'reweigh'> {
  readonly kind: RowsKind
  measure(rows: Rows): Measurement
  reweigh(rows: Rows): (weight: Float64Array) => number
}
