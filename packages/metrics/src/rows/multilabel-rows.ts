import { MetricsError } from '../errors.ts'
import type { Numbers } from './numbers.ts'
import { refuseAt, requireWeight } from './requirements.ts'
import { pickedOrNull, pickedRows, pickedRowsOrNull } from './select.ts'

/** What a metric of a classifier that may give several labels reads; each matrix is rows × labels, row by row. */
export interface MultilabelRows {
  readonly kind: 'multilabel'
  readonly labels: readonly string[]
  /** 0 or 1. */
  readonly label: Uint8Array
  readonly score: Numbers | null
  /** 0 or 1; null: taken from the scores at a threshold. */
  readonly prediction: Uint8Array | null
  readonly weight: Float64Array | null
}

export type ScoredMultilabel = MultilabelRows & { readonly score: Numbers }

/**
 * Refuses rows that no metric may be computed from; nothing is dropped silently. Rows are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `PREDICTION_INVALID`, `WEIGHT_INVALID`.
 */
export function requireMultilabel({ labels, label, prediction, weight }: MultilabelRows): void {
  if (label.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no rows to measure on')
  const rows = label.length / labels.length
  if (!Number.isInteger(rows))
    throw new MetricsError('LENGTH_MISMATCH', `${label.length} cells are no whole number of rows of ${labels.length} labels`)
  const place = (cell: number): string => `of row ${Math.floor(cell / labels.length)} for "${labels[cell % labels.length]}"`
  const strange = (cells: Uint8Array): number => cells.findIndex((value) => value > 1)
  refuseAt(strange(label), 'LABEL_INVALID', (cell) => `the label ${place(cell)} is ${label[cell]}, not 0 or 1`)
  if (prediction) {
    requireCells(prediction.length, 'predictions', label.length)
    refuseAt(strange(prediction), 'PREDICTION_INVALID', (cell) => `the prediction ${place(cell)} is ${prediction[cell]}, not 0 or 1`)
  }
  if (weight) requireWeight(weight, rows)
}

/**
 * Refuses rows without a finite score for each label.
 * @throws {MetricsError} as {@link requireMultilabel}, and `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function requireLabelScores(rows: MultilabelRows): asserts rows is ScoredMultilabel {
  requireMultilabel(rows)
  const { labels, label, score } = rows
  if (score === null)
    throw new MetricsError('SCORES_MISSING', 'the rows have decisions but no scores', { hint: 'give each row a score for each label' })
  requireCells(score.length, 'scores', label.length)
  for (let cell = 0; cell < score.length; cell++) {
    if (Number.isFinite(score[cell])) continue
    const name = labels[cell % labels.length]
    refuseAt(
      Math.floor(cell / labels.length),
      'SCORE_INVALID',
      (row) => `the score of row ${row} for "${name}" is ${score[cell]}, not a finite number`,
    )
  }
}

function requireCells(length: number, what: string, cells: number): void {
  if (length !== cells) throw new MetricsError('LENGTH_MISMATCH', `${cells} cells of labels have ${length} ${what}`)
}

/** The rows at some places, in that order. */
export function selectMultilabel({ kind, labels, label, score, prediction, weight }: MultilabelRows, units: Uint32Array): MultilabelRows {
  return {
    kind,
    labels,
    label: pickedRows(label, units, labels.length),
    score: pickedRowsOrNull(score, units, labels.length),
    prediction: pickedRowsOrNull(prediction, units, labels.length),
    weight: pickedOrNull(weight, units),
  }
}
