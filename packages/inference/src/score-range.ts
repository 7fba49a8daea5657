import { InferenceError } from './errors.ts'

/** Sums of float32 may pass 0 or 1 by about their precision; what lies further out is no probability. */
const tolerance = 1e-6

/**
 * Scores as probabilities: beyond 0 or 1 by rounding they are clamped in place.
 * @throws {InferenceError} `SCORE_NOT_FINITE`, `SCORE_OUT_OF_RANGE`, with the first such row
 */
export function requireProbabilities(scores: Float64Array, firstRow: number): Float64Array {
  for (const [row, score] of scores.entries()) {
    if (score >= 0 && score <= 1) continue
    if (!Number.isFinite(score)) throw notFinite(firstRow + row, score)
    if (score < -tolerance || score > 1 + tolerance) throw outOfRange(firstRow + row, score)
    scores[row] = Math.min(1, Math.max(0, score))
  }
  return scores
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
