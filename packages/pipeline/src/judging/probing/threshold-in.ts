import type { Rows } from '@seaworthy/metrics'

/** Where no policy says otherwise. */
const usual = 0.5

/**
 * A threshold that makes the decisions that some rows hold: the largest score that was not decided for. 0.5 where they hold none.
 * @example thresholdIn({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.2, 0.4), prediction: Uint8Array.of(0, 1), weight: null }) // 0.2
 */
export function thresholdIn(rows: Rows): number {
  if ((rows.kind !== 'binary' && rows.kind !== 'multilabel') || rows.score === null || rows.prediction === null) return usual
  let largest = Number.NEGATIVE_INFINITY
  for (let at = 0; at < rows.score.length; at++) if (rows.prediction[at] === 0) largest = Math.max(largest, rows.score[at] as number)
  return largest
}
