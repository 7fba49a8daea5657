import type { CountFormula } from './count-metric.ts'
import { ratioFormula } from './ratio-formula.ts'

/**
 * F-beta: the harmonic mean of precision and recall, recall counting beta times as much,
 * (1 + beta^2) TP / ((1 + beta^2) TP + FP + beta^2 FN) (van Rijsbergen, 1979). 0 with `NO_POSITIVES` or `NO_PREDICTED_POSITIVES`.
 * @example fScore(1).value({ tn: 5, fp: 1, fn: 2, tp: 3 }) // 0.6666666666666666
 */
export function fScore(beta: number): CountFormula {
  const square = beta ** 2
  return {
    name: beta === 1 ? 'f1' : `fbeta_${beta}`,
    title: `F${beta}`,
    better: 'higher',
    range: [0, 1],
    inference: 'influence',
    hasBestThreshold: true,
    warnsOf: ['NO_POSITIVES', 'NO_PREDICTED_POSITIVES'],
    ...ratioFormula({ tp: 1 + square }, { tp: 1 + square, fp: 1, fn: square }),
  }
}

/**
 * Jaccard index of the rows that are 1 and those predicted as 1: TP / (TP + FP + FN). 0 with a warning where there are neither.
 * @example jaccard.value({ tn: 5, fp: 1, fn: 2, tp: 3 }) // 0.5
 */
export const jaccard: CountFormula = {
  name: 'jaccard',
  title: 'Jaccard index',
  better: 'higher',
  range: [0, 1],
  inference: 'influence',
  hasBestThreshold: true,
  warnsOf: ['NO_POSITIVES', 'NO_PREDICTED_POSITIVES'],
  ...ratioFormula({ tp: 1 }, { tp: 1, fp: 1, fn: 1 }),
}
