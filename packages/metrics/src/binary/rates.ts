import type { CountFormula } from './count-metric.ts'
import { ratioFormula } from './ratio-formula.ts'

const share = { range: [0, 1], inference: 'influence', hasBestThreshold: false } as const

/**
 * Positive predictive value: how many of those predicted as 1 are 1, TP / (TP + FP). 0 with `NO_PREDICTED_POSITIVES` where none is.
 * @example precision.value({ tn: 5, fp: 1, fn: 2, tp: 3 }) // 0.75
 */
export const precision: CountFormula = {
  name: 'precision',
  title: 'precision',
  better: 'higher',
  ...share,
  warnsOf: ['NO_PREDICTED_POSITIVES'],
  ...ratioFormula({ tp: 1 }, { tp: 1, fp: 1 }),
}

/**
 * Sensitivity, true positive rate: how many positives are found, TP / (TP + FN). 0 with `NO_POSITIVES` where there are none.
 * @example recall.value({ tn: 5, fp: 1, fn: 2, tp: 3 }) // 0.6
 */
export const recall: CountFormula = {
  name: 'recall',
  title: 'recall',
  better: 'higher',
  ...share,
  warnsOf: ['NO_POSITIVES'],
  ...ratioFormula({ tp: 1 }, { tp: 1, fn: 1 }),
}

/**
 * True negative rate, the recall of class 0: TN / (TN + FP). 0 with `NO_NEGATIVES` where there are none.
 * @example specificity.value({ tn: 3, fp: 1, fn: 2, tp: 3 }) // 0.75
 */
export const specificity: CountFormula = {
  name: 'specificity',
  title: 'specificity',
  better: 'higher',
  ...share,
  warnsOf: ['NO_NEGATIVES'],
  ...ratioFormula({ tn: 1 }, { tn: 1, fp: 1 }),
}

/**
 * False positive rate, false alarms among the negatives: FP / (TN + FP). 0 with `NO_NEGATIVES` where there are none.
 * @example falsePositiveRate.value({ tn: 3, fp: 1, fn: 2, tp: 3 }) // 0.25
 */
export const falsePositiveRate: CountFormula = {
  name: 'fpr',
  title: 'false positive rate',
  better: 'lower',
  ...share,
  warnsOf: ['NO_NEGATIVES'],
  ...ratioFormula({ fp: 1 }, { tn: 1, fp: 1 }),
}

/**
 * False negative rate, misses among the positives: FN / (TP + FN). 0 with `NO_POSITIVES` where there are none.
 * @example falseNegativeRate.value({ tn: 5, fp: 1, fn: 2, tp: 3 }) // 0.4
 */
export const falseNegativeRate: CountFormula = {
  name: 'fnr',
  title: 'false negative rate',
  better: 'lower',
  ...share,
  warnsOf: ['NO_POSITIVES'],
  ...ratioFormula({ fn: 1 }, { tp: 1, fn: 1 }),
}

/**
 * Negative predictive value, the precision of class 0: TN / (TN + FN). 0 with `NO_PREDICTED_NEGATIVES` where none is predicted as 0.
 * @example negativePredictiveValue.value({ tn: 6, fp: 1, fn: 2, tp: 3 }) // 0.75
 */
export const negativePredictiveValue: CountFormula = {
  name: 'npv',
  title: 'negative predictive value',
  better: 'higher',
  ...share,
  warnsOf: ['NO_PREDICTED_NEGATIVES'],
  ...ratioFormula({ tn: 1 }, { tn: 1, fn: 1 }),
}
