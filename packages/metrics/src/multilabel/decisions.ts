import { MetricsError } from '../errors.ts'
import { type MultilabelRows, requireLabelScores, requireMultilabel, type ScoredMultilabel } from '../rows/multilabel-rows.ts'

/** Above it a score gives the label, where neither the id nor the rows say otherwise. */
const usualThreshold = 0.5

/**
 * The labels given to each row: those scoring above the threshold, else, without one, the predictions of the rows, else those scoring
 * above 0.5, which asks for scores in [0, 1].
 * @throws {MetricsError} as `requireMultilabel`, and `PREDICTIONS_MISSING`, `SCORES_MISSING`, `SCORE_INVALID`.
 */
export function decisions(rows: MultilabelRows, threshold: number | null): Uint8Array {
  if (threshold === null && rows.prediction) {
    requireMultilabel(rows)
    return rows.prediction
  }
  if (threshold === null && rows.score === null && rows.label.length > 0)
    throw new MetricsError('PREDICTIONS_MISSING', 'the rows have neither predictions nor scores', { hint: 'give each row one of them' })
  requireLabelScores(rows)
  if (threshold === null) requireShares(rows)
  const { score } = rows
  const given = new Uint8Array(score.length)
  for (let cell = 0; cell < given.length; cell++) given[cell] = (score[cell] as number) > (threshold ?? usualThreshold) ? 1 : 0
  return given
}

function requireShares({ score, labels }: ScoredMultilabel): void {
  for (let cell = 0; cell < score.length; cell++) {
    const value = score[cell] as number
    if (value >= 0 && value <= 1) continue
    const place = `row ${Math.floor(cell / labels.length)} for "${labels[cell % labels.length]}"`
    throw new MetricsError('SCORE_INVALID', `the score of ${place} is ${value}, outside 0 to 1`, { hint: 'name the threshold in the id: f1_macro@0' })
  }
}
