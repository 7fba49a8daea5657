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
  refuseAt(firstAboveOne(label), 'LABEL_INVALID', (row) => `the label of row ${row} is ${label[row]}, not 0 or 1`)
  if (prediction) {
    requireLength(prediction.length, 'predictions', label.length)
    refuseAt(firstAboveOne(prediction), 'PREDICTION_INVALID', (row) => `the prediction of row ${row} is ${prediction[row]}, not 0 or 1`)
  }
  if (weight) requireWeight(weight, label.length)
}

/**
 * Refuses rows without a finite score in each.
 * @throws {MetricsError} as {@link requireBinary}, and `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function requireScores(rows: BinaryRows): asserts rows is ScoredBinary {
  refuseAt(
    firstOutside(scoresOf(rows), -Number.MAX_VALUE, Number.MAX_VALUE),
    'SCORE_INVALID',
    (row) => `the score of row ${row} is ${rows.score?.[row]}, not a finite number`,
  )
}

/**
 * Refuses rows without a probability in each.
 * @throws {MetricsError} as {@link requireBinary}, and `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function requireProbabilities(rows: BinaryRows): asserts rows is ScoredBinary {
  refuseAt(
    firstOutside(scoresOf(rows), 0, 1),
    'SCORE_INVALID',
    (row) => `the score of row ${row} is ${rows.score?.[row]}, not a probability in [0, 1]`,
  )
}

/**
 * Refuses rows that neither hold decisions nor probabilities to be cut at 0.5.
 * @throws {MetricsError} as {@link requireProbabilities}; the hint on a score outside [0, 1] is to name a threshold.
 */
export function requireDecisions(rows: BinaryRows, metric: string): void {
  if (rows.prediction) {
    requireBinary(rows)
    return
  }
  const row = firstOutside(scoresOf(rows), 0, 1)
  if (row < 0) return
  requireScores(rows)
  const hint = `where scores are no probabilities, the metric names the threshold above which they decide for class 1: "${metric}@0"`
  throw new MetricsError('SCORE_INVALID', `the score of row ${row} is ${rows.score[row]}, not a probability in [0, 1]`, { hint })
}

function scoresOf(rows: BinaryRows): Numbers {
  requireBinary(rows)
  const { label, score } = rows
  if (score === null)
    throw new MetricsError('SCORES_MISSING', 'the rows have decisions but no scores', {
      hint: 'this metric ranks or weighs scores: give each row one',
    })
  requireLength(score.length, 'scores', label.length)
  return score
}

// Loops, as these pass over every row of every metric: a function per value takes five times as long.
function firstAboveOne(values: Uint8Array): number {
  for (let row = 0; row < values.length; row++) if ((values[row] as number) > 1) return row
  return -1
}

function firstOutside(values: Numbers, least: number, most: number): number {
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number
    if (!(value >= least && value <= most)) return row
  }
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
