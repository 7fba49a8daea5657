import { type CurveFormula, classTotals } from './curve-metric.ts'
import type { Cumulative } from './ranking.ts'

/**
 * Area under the ROC curve up to a false positive rate, standardised so that 0.5 is chance and 1 perfect (McClish, 1989), as
 * scikit-learn's `max_fpr`. The curve is interpolated at the limit. NaN with `ONE_CLASS`.
 * @example metric('roc_auc_max_fpr_0.5', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.6666666666666666
 */
export function partialAuc(maxFpr: number): CurveFormula {
  return {
    id: `roc_auc_max_fpr_${maxFpr}`,
    title: `ROC AUC up to a false positive rate of ${maxFpr}`,
    better: 'higher',
    range: [0, 1],
    inference: 'resampled',
    value(curve) {
      const chance = maxFpr ** 2 / 2
      return (1 + (areaUpTo(curve, maxFpr) - chance) / (maxFpr - chance)) / 2
    },
  }
}

function areaUpTo(curve: Cumulative, maxFpr: number): number {
  const { positives, negatives } = classTotals(curve)
  if (positives === 0 || negatives === 0) return Number.NaN
  let area = 0
  let x = 0
  let y = 0
  for (let at = 1; at < curve.positive.length; at++) {
    const nextX = (curve.negative[at] as number) / negatives
    const nextY = (curve.positive[at] as number) / positives
    if (nextX > maxFpr) return area + ((maxFpr - x) * (y + y + ((nextY - y) * (maxFpr - x)) / (nextX - x))) / 2
    area += ((nextX - x) * (y + nextY)) / 2
    x = nextX
    y = nextY
  }
  return area
}

const least = 0.001
const most = 0.1

/**
 * Log AUC: the mean recall over false positive rates from 0.001 to 0.1 on a logarithmic scale, which weighs the very first alarms
 * (Mysinger and Shoichet, 2010; torchmetrics). Trapezoids between the points of the curve. NaN with `ONE_CLASS`.
 * @example metric('log_auc', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.2, 0.8), prediction: null, weight: null }).value // 1
 */
export const logAuc: CurveFormula = {
  id: 'log_auc',
  title: 'log AUC (false positive rate 0.001 to 0.1)',
  better: 'higher',
  range: [0, 1],
  inference: 'resampled',
  value(curve) {
    const { positives, negatives } = classTotals(curve)
    if (positives === 0 || negatives === 0) return Number.NaN
    let area = 0
    let [x, y] = [0, 0]
    for (let at = 1; at < curve.positive.length && x < most; at++) {
      const nextX = (curve.negative[at] as number) / negatives
      const nextY = (curve.positive[at] as number) / positives
      const along = (rate: number): number => y + ((nextY - y) * (rate - x)) / (nextX - x)
      if (nextX > least && nextX > x) {
        const [from, to] = [Math.max(x, least), Math.min(nextX, most)]
        area += (Math.log10(to / from) * (along(from) + along(to))) / 2
      }
      ;[x, y] = [nextX, nextY]
    }
    return area / Math.log10(most / least)
  },
}
