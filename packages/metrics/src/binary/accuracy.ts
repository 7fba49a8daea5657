import type { CountFormula } from './count-metric.ts'
import { ratioFormula } from './ratio-formula.ts'

/** Above it a score predicts class 1. A score of exactly 0.5 predicts class 0, as the first of two equal probabilities wins in argmax. */
export const accuracyThreshold = 0.5

const all = { tn: 1, fp: 1, fn: 1, tp: 1 }

/**
 * Share of rows whose predicted class is the label: (TP + TN) / all.
 * @example accuracy.value({ tn: 5, fp: 1, fn: 1, tp: 1 }) // 0.75
 */
export const accuracy: CountFormula = {
  name: 'accuracy',
  title: 'accuracy',
  better: 'higher',
  range: [0, 1],
  inference: 'share',
  hasBestThreshold: true,
  warnsOf: ['ONE_CLASS'],
  ...ratioFormula({ tn: 1, tp: 1 }, all),
}

/**
 * Hamming loss, the share of rows decided wrongly: (FP + FN) / all.
 * @example hammingLoss.value({ tn: 5, fp: 1, fn: 1, tp: 1 }) // 0.25
 */
export const hammingLoss: CountFormula = {
  name: 'hamming_loss',
  title: 'Hamming loss',
  better: 'lower',
  range: [0, 1],
  inference: 'share',
  hasBestThreshold: true,
  warnsOf: ['ONE_CLASS'],
  ...ratioFormula({ fp: 1, fn: 1 }, all),
}

/**
 * Mean of recall and specificity. On rows of one class, with `ONE_CLASS`, that of the class there is, as in scikit-learn.
 * @example balancedAccuracy.value({ tn: 3, fp: 1, fn: 2, tp: 2 }) // 0.625
 */
export const balancedAccuracy: CountFormula = {
  name: 'balanced_accuracy',
  title: 'balanced accuracy',
  better: 'higher',
  range: [0, 1],
  inference: 'influence',
  hasBestThreshold: true,
  warnsOf: ['ONE_CLASS'],
  value({ tn, fp, fn, tp }) {
    if (tn + fp === 0) return tp / (tp + fn)
    if (tp + fn === 0) return tn / (tn + fp)
    return (tn / (tn + fp) + tp / (tp + fn)) / 2
  },
  gradient({ tn, fp, fn, tp }) {
    const classes = tn + fp === 0 || tp + fn === 0 ? 1 : 2
    const by = (other: number, total: number): number => (total === 0 ? 0 : other / total ** 2 / classes)
    return { tn: by(fp, tn + fp), fp: by(-tn, tn + fp), fn: by(-tp, tp + fn), tp: by(fn, tp + fn) }
  },
}

/**
 * What wrong decisions cost per row: (cost of a false positive * FP + cost of a false negative * FN) / all.
 * @example decisionCost({ falsePositive: 1, falseNegative: 5 }).value({ tn: 5, fp: 1, fn: 1, tp: 1 }) // 0.75
 */
export function decisionCost({ falsePositive, falseNegative }: { readonly falsePositive: number; readonly falseNegative: number }): CountFormula {
  return {
    name: `cost_${falsePositive}_${falseNegative}`,
    title: `cost per row (false positive ${falsePositive}, false negative ${falseNegative})`,
    better: 'lower',
    range: [0, Math.max(falsePositive, falseNegative)],
    inference: 'mean',
    hasBestThreshold: true,
    warnsOf: ['ONE_CLASS'],
    ...ratioFormula({ fp: falsePositive, fn: falseNegative }, all),
  }
}
