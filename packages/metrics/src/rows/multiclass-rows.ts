import { MetricsError } from '../errors.ts'
import type { Codes, Numbers } from './numbers.ts'
import { refuseAt, requireLength, requireWeight } from './requirements.ts'
import { picked, pickedOrNull, pickedRowsOrNull } from './select.ts'

/** What a metric of a classifier of several classes reads: one entry per row, or one row of a matrix. */
export interface MulticlassRows {
  readonly kind: 'multiclass'
  /** In the order of the probabilities' columns. */
  readonly classes: readonly string[]
  /** The place of each row's class. */
  readonly label: Codes
  /** The place of the class decided for; null: that of the largest probability, the first of equals. */
  readonly prediction: Codes | null
  /** rows × classes, row by row; each row sums to 1. */
  readonly probability: Numbers | null
  readonly weight: Float64Array | null
}

export type ScoredMulticlass = MulticlassRows & { readonly probability: Numbers }

/**
 * Refuses rows that no metric may be computed from; nothing is dropped silently. Rows are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `PREDICTION_INVALID`, `WEIGHT_INVALID`.
 */
export function requireMulticlass({ classes, label, prediction, weight }: MulticlassRows): void {
  if (label.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no rows to measure on')
  const strange = (codes: Codes): number => codes.findIndex((code) => !(code >= 0 && code < classes.length))
  refuseAt(strange(label), 'LABEL_INVALID', (row) => `the label of row ${row} is class ${label[row]} of ${classes.length}`)
  if (prediction) {
    requireLength(prediction.length, 'predictions', label.length)
    refuseAt(strange(prediction), 'PREDICTION_INVALID', (row) => `the prediction of row ${row} is class ${prediction[row]} of ${classes.length}`)
  }
  if (weight) requireWeight(weight, label.length)
}

/**
 * Refuses rows without a finite score for each class.
 * @throws {MetricsError} as {@link requireMulticlass}, and `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function requireClassScores(rows: MulticlassRows): asserts rows is ScoredMulticlass {
  requireMatrix(rows, (value) => Number.isFinite(value), 'a finite number')
}

/**
 * Refuses rows without a probability for each class. That they sum to 1 is not asked here.
 * @throws {MetricsError} as {@link requireMulticlass}, and `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function requireClassProbabilities(rows: MulticlassRows): asserts rows is ScoredMulticlass {
  requireMatrix(rows, (value) => value >= 0 && value <= 1, 'a probability in [0, 1]')
}

function requireMatrix(rows: MulticlassRows, isFit: (value: number) => boolean, what: string): void {
  requireMulticlass(rows)
  const { classes, label, probability } = rows
  if (probability === null)
    throw new MetricsError('SCORES_MISSING', 'the rows have decisions but no probabilities', { hint: 'give each row one of each class' })
  if (probability.length !== label.length * classes.length)
    throw new MetricsError('LENGTH_MISMATCH', `${label.length} rows of ${classes.length} classes have ${probability.length} probabilities`)
  const cell = firstUnfit(probability, isFit)
  if (cell < 0) return
  const name = classes[cell % classes.length]
  refuseAt(
    Math.floor(cell / classes.length),
    'SCORE_INVALID',
    (row) => `the score of row ${row} for class "${name}" is ${probability[cell]}, not ${what}`,
  )
}

function firstUnfit(values: Numbers, isFit: (value: number) => boolean): number {
  for (let at = 0; at < values.length; at++) if (!isFit(values[at] as number)) return at
  return -1
}

/** The rows at some places, in that order. */
export function selectMulticlass({ kind, classes, label, prediction, probability, weight }: MulticlassRows, units: Uint32Array): MulticlassRows {
  return {
    kind,
    classes,
    label: picked(label, units),
    prediction: pickedOrNull(prediction, units),
    probability: pickedRowsOrNull(probability, units, classes.length),
    weight: pickedOrNull(weight, units),
  }
}
