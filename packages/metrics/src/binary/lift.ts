import { noPositives } from './average-precision.ts'
import { type CurveFormula, classTotals } from './curve-metric.ts'

/**
 * Lift at a share: how much more often the rows that score highest are positive than all rows are. Rows that tie across the border
 * of the share, or the row on it, count in part. NaN with `NO_POSITIVES`.
 * @example metric('lift@0.5', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 0, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 2
 */
export function lift(share: number): CurveFormula {
  return {
    id: `lift@${share}`,
    title: `lift of the top ${share * 100} %`,
    better: 'higher',
    range: [0, 1 / share],
    inference: 'resampled',
    value(curve) {
      const { positives, negatives } = classTotals(curve)
      const wanted = share * (positives + negatives)
      for (let at = 1; at < curve.positive.length; at++) {
        const found = curve.positive[at] as number
        const taken = found + (curve.negative[at] as number)
        if (taken < wanted) continue
        const foundBefore = curve.positive[at - 1] as number
        const takenBefore = foundBefore + (curve.negative[at - 1] as number)
        const part = taken === takenBefore ? 1 : (wanted - takenBefore) / (taken - takenBefore)
        return (foundBefore + part * (found - foundBefore)) / positives / share
      }
      return Number.NaN
    },
    warnings: noPositives,
  }
}
