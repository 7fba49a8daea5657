import type { ScoredBinary } from '../rows/binary-rows.ts'
import { lossMetric } from './loss-metric.ts'

/**
 * Brier score of a binary classifier: the mean of (score - label)^2, 0 to 1 (Brier, 1950; one of the two classes, as in scikit-learn).
 * Scores of single precision are taken as the numbers they are; scikit-learn rounds 1 - p to single precision too.
 * @example brier.measure({ kind: 'binary', label: Uint8Array.of(1, 0), score: Float64Array.of(0.5, 0), prediction: null, weight: null }).value // 0.125
 */
export const brier = lossMetric({ id: 'brier', title: 'Brier score', range: [0, 1], value: ({ brier }) => brier, losses: squaredErrors })

/** (score - label)^2 of each row. */
export function squaredErrors({ label, score }: ScoredBinary): Float64Array {
  const squares = new Float64Array(label.length)
  for (let row = 0; row < squares.length; row++) squares[row] = ((score[row] as number) - (label[row] as number)) ** 2
  return squares
}
