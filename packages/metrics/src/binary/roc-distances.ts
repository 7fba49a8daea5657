import { type CurveFormula, classTotals } from './curve-metric.ts'

/**
 * Kolmogorov-Smirnov statistic: the largest distance between the distributions of the scores of the two classes, so the largest
 * |recall - false positive rate| over all thresholds. NaN with `ONE_CLASS`.
 * @example metric('ks', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.5
 */
export const kolmogorovSmirnov: CurveFormula = {
  id: 'ks',
  title: 'Kolmogorov-Smirnov statistic',
  better: 'higher',
  range: [0, 1],
  inference: 'resampled',
  value(curve) {
    const { positives, negatives } = classTotals(curve)
    if (positives === 0 || negatives === 0) return Number.NaN
    let most = 0
    for (let at = 1; at < curve.positive.length; at++)
      most = Math.max(most, Math.abs((curve.positive[at] as number) / positives - (curve.negative[at] as number) / negatives))
    return most
  },
}

/**
 * Equal error rate: the mean of false positive and false negative rate at the threshold, among the distinct scores, where they
 * differ least; the higher threshold where two do (torchmetrics). NaN with `ONE_CLASS`.
 * @example metric('eer', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.5
 */
export const equalErrorRate: CurveFormula = {
  id: 'eer',
  title: 'equal error rate',
  better: 'lower',
  range: [0, 1],
  inference: 'resampled',
  value(curve) {
    const { positives, negatives } = classTotals(curve)
    if (positives === 0 || negatives === 0) return Number.NaN
    let best = Number.POSITIVE_INFINITY
    let rate = Number.NaN
    for (let at = 0; at < curve.positive.length; at++) {
      const alarms = curve.negative[at] as number
      const missed = positives - (curve.positive[at] as number)
      const gap = Math.abs(alarms * positives - missed * negatives)
      if (gap >= best) continue
      best = gap
      rate = (alarms / negatives + missed / positives) / 2
    }
    return rate
  },
}
