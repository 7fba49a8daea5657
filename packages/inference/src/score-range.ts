import { InferenceError } from './errors.ts'
import type { Numbers } from './prediction.ts'

/** Sums of float32 may pass 0 or 1 by about their precision; what lies further out is no probability. */
const tolerance = 1e-6

/** Probabilities of the classes of one row may be rounded, so their sum may miss 1 by as much. */
const sumTolerance = 1e-3

/** Where numbers stand: `width` for each row, of which the first is row `firstRow` of the data. */
export interface NumbersPlace {
  readonly firstRow: number
  readonly width?: number
}

/**
 * Scores as probabilities: beyond 0 or 1 by rounding they are clamped in place.
 * @throws {InferenceError} `SCORE_NOT_FINITE`, `SCORE_OUT_OF_RANGE`, with the first such row
 */
export function requireProbabilities(scores: Numbers, { firstRow, width = 1 }: NumbersPlace): Numbers {
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number
    if (score >= 0 && score <= 1) continue
    const row = firstRow + Math.floor(at / width)
    if (!Number.isFinite(score)) throw notFinite(row, score)
    if (score < -tolerance || score > 1 + tolerance) throw outOfRange(row, score)
    scores[at] = Math.min(1, Math.max(0, score))
  }
  return scores
}

/**
 * Probabilities of the classes of each row, which sum to 1.
 * @throws {InferenceError} as {@link requireProbabilities}, and `PROBABILITY_SUM`
 */
export function requireDistributions(scores: Numbers, place: NumbersPlace & { readonly width: number }): Numbers {
  requireProbabilities(scores, place)
  const { firstRow, width } = place
  for (let start = 0; start < scores.length; start += width) {
    let sum = 0
    for (let at = start; at < start + width; at++) sum += scores[at] as number
    if (Math.abs(sum - 1) > sumTolerance) throw wrongSum(firstRow + start / width, sum)
  }
  return scores
}

/** @throws {InferenceError} `SCORE_NOT_FINITE` with the first such row */
export function requireFinite(numbers: Numbers, { firstRow, width = 1 }: NumbersPlace): Numbers {
  for (let at = 0; at < numbers.length; at++) {
    if (!Number.isFinite(numbers[at])) throw notFinite(firstRow + Math.floor(at / width), numbers[at] as number)
  }
  return numbers
}

function notFinite(row: number, score: number): InferenceError {
  return new InferenceError('SCORE_NOT_FINITE', `the model answered ${score} for row ${row}`, {
    hint: 'missing or extreme inputs of that row are the usual cause',
  })
}

function outOfRange(row: number, score: number): InferenceError {
  return new InferenceError('SCORE_OUT_OF_RANGE', `the model answered ${score} for row ${row}, no probability`, {
    hint: 'export the probabilities, not raw scores or classes',
  })
}

function wrongSum(row: number, sum: number): InferenceError {
  return new InferenceError('PROBABILITY_SUM', `the probabilities of row ${row} sum to ${Number(sum.toPrecision(6))}, not to 1`, {
    hint: 'export the probabilities after softmax; where a row may have several classes, the task is multilabel-classification',
  })
}
