import type { Metric } from '@seaworthy/metrics'

/** A measure of how differently the groups of a column fare, of the decisions of a binary classifier (definitions of fairlearn). */
export interface FairnessMetric extends Pick<Metric, 'id' | 'title' | 'better' | 'range'> {
  readonly column: string
  /** The measure on some rows, whose groups are coded; NaN where no group is large enough. */
  measure(rows: FairRows, weight: Float64Array | null): number
}

export interface FairRows {
  readonly label: Uint8Array
  /** 0 or 1. */
  readonly decision: Uint8Array
  readonly group: ArrayLike<number>
  readonly groups: number
}

/** Ids that hints offer; COLUMN is any slice column. */
export const fairnessIds: readonly string[] = []

/** The measure of fairness that an id names, as `demographic_parity_ratio@COLUMN`; null where it names none. */
export function fairnessMetric(_id: string): FairnessMetric | null {
  return null
}
