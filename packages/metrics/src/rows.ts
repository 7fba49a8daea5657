import { MetricsError } from './errors.ts'

/** What a metric of a binary classifier reads: one entry per row in each. */
export interface Rows {
  /** 0 or 1. */
  readonly label: Float64Array
  /** P(label = 1), in [0, 1]. */
  readonly score: Float64Array
  /** Not negative, not all 0; null: every row counts once. */
  readonly weight: Float64Array | null
}

/**
 * Refuses rows that no metric may be computed from; nothing is dropped silently. Rows are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `SCORE_INVALID`, `WEIGHT_INVALID`.
 */
export function requireRows({ label, score, weight }: Rows): void {
  if (label.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no rows to measure on')
  requireLength(score, 'scores', label.length)
  refuseAt(
    label.findIndex((value) => value !== 0 && value !== 1),
    'LABEL_INVALID',
    (row) => `the label of row ${row} is ${label[row]}, not 0 or 1`,
  )
  refuseAt(
    score.findIndex((value) => !(value >= 0 && value <= 1)),
    'SCORE_INVALID',
    (row) => `the score of row ${row} is ${score[row]}, not a probability in [0, 1]`,
  )
  if (weight) requireWeight(weight, label.length)
}

function requireWeight(weight: Float64Array, rows: number): void {
  requireLength(weight, 'weights', rows)
  refuseAt(
    weight.findIndex((value) => !(value >= 0 && value < Infinity)),
    'WEIGHT_INVALID',
    (row) => `the weight of row ${row} is ${weight[row]}`,
  )
  if (weight.every((value) => value === 0)) throw new MetricsError('WEIGHT_INVALID', 'every weight is 0')
}

function requireLength(values: Float64Array, what: string, rows: number): void {
  if (values.length !== rows) throw new MetricsError('LENGTH_MISMATCH', `${rows} labels have ${values.length} ${what}`)
}

function refuseAt(row: number, code: 'LABEL_INVALID' | 'SCORE_INVALID' | 'WEIGHT_INVALID', message: (row: number) => string): void {
  if (row >= 0) throw new MetricsError(code, message(row), { hint: 'rows are counted from 0; mend or remove the row: nothing is dropped silently' })
}
