import { MetricsError } from '../errors.ts'
import type { Numbers } from './numbers.ts'
import { refuseAt, requireLength, requireWeight } from './requirements.ts'
import { picked, pickedOrNull } from './select.ts'

/** What a metric of a binary classifier reads: one entry per row in each. */
export interface BinaryRows {
  readonly kind: 'binary'
  /** 0 or 1. */
  readonly label: Uint8Array
  /** Larger means more likely 1. A probability in [0, 1] where a metric asks for one. Null: only decisions are known. */
  readonly score: Numbers | null
  /** The decision, 0 or 1; null: taken from the score at a threshold. */
  readonly prediction: Uint8Array | null
  /** Not negative, not all 0; null: every row counts once. */
  readonly weight: Float64Array | null
}

export type ScoredBinary = BinaryRows & { readonly score: Numbers }

/**
 * Refuses rows that no metric may be computed from; nothing is dropped silently. Rows are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `PREDICTION_INVALID`, `WEIGHT_INVALID`.
 */
export function requireBinary({ label, prediction, weight }: BinaryRows): void {
  if (label.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no rows to measure on')
  refuseAt(
    label.findIndex((value) => value > 1),
    'LABEL_INVALID',
    (row) => `the label of row ${row} is ${label[row]}, not 0 or 1`,
  )
  if (prediction) {
    requireLength(prediction.length, 'predictions', label.length)
    refuseAt(
      prediction.findIndex((value) => value > 1),
      'PREDICTION_INVALID',
      (row) => `the prediction of row ${row} is ${prediction[row]}, not 0 or 1`,
    )
  }
  if (weight) requireWeight(weight, label.length)
}

/**
 * Refuses rows without a finite score in each.
 * @throws {MetricsError} as {@link requireBinary}, and `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function requireScores(rows: BinaryRows): asserts rows is ScoredBinary {
  requireEachScore(rows, (value) => Number.isFinite(value), 'a finite number')
}

/**
 * Refuses rows without a probability in each.
 * @throws {MetricsError} as {@link requireBinary}, and `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function requireProbabilities(rows: BinaryRows): asserts rows is ScoredBinary {
  requireEachScore(rows, (value) => value >= 0 && value <= 1, 'a probability in [0, 1]')
}

function requireEachScore(rows: BinaryRows, isFit: (value: number) => boolean, what: string): void {
  requireBinary(rows)
  const { label, score } = rows
  if (score === null)
    throw new MetricsError('SCORES_MISSING', 'the rows have decisions but no scores', {
      hint: 'this metric ranks or weighs scores: give each row one',
    })
  requireLength(score.length, 'scores', label.length)
  refuseAt(firstUnfit(score, isFit), 'SCORE_INVALID', (row) => `the score of row ${row} is ${score[row]}, not ${what}`)
}

function firstUnfit(values: Numbers, isFit: (value: number) => boolean): number {
  for (let row = 0; row < values.length; row++) if (!isFit(values[row] as number)) return row
  return -1
}

/** The rows at some places, in that order. */
export function selectBinary({ kind, label, score, prediction, weight }: BinaryRows, units: Uint32Array): BinaryRows {
  return {
    kind,
    label: picked(label, units),
    score: pickedOrNull(score, units),
    prediction: pickedOrNull(prediction, units),
    weight: pickedOrNull(weight, units),
  }
}
