import { MetricsError } from '../errors.ts'
import { type MulticlassRows, requireClassScores, requireMulticlass } from '../rows/multiclass-rows.ts'
import type { Codes } from '../rows/numbers.ts'

/**
 * The class decided for in each row: the prediction of the rows, else that of the largest probability, the first of equals.
 * @throws {MetricsError} as `requireMulticlass`, and `PREDICTIONS_MISSING`, `SCORE_INVALID`.
 */
export function decisions(rows: MulticlassRows): Codes {
  if (rows.prediction) {
    requireMulticlass(rows)
    return rows.prediction
  }
  if (rows.probability === null && rows.label.length > 0)
    throw new MetricsError('PREDICTIONS_MISSING', 'the rows have neither predictions nor probabilities', { hint: 'give each row one of them' })
  return topClasses(rows)
}

/** The class of the largest probability in each row, the first of equals. */
export function topClasses(rows: MulticlassRows): Int32Array {
  requireClassScores(rows)
  const { probability, classes } = rows
  const top = new Int32Array(rows.label.length)
  for (let row = 0, start = 0; row < top.length; row++, start += classes.length) {
    let best = 0
    for (let at = 1; at < classes.length; at++) if ((probability[start + at] as number) > (probability[start + best] as number)) best = at
    top[row] = best
  }
  return top
}
