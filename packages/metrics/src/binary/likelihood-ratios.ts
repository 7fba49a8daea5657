import type { CountFormula } from './count-metric.ts'

const about = { range: [0, Number.POSITIVE_INFINITY], inference: 'influence', hasBestThreshold: false, warnsOf: ['ONE_CLASS'] } as const

/**
 * Positive likelihood ratio: by how much a decision for class 1 multiplies the odds of it, recall / (1 - specificity). NaN with
 * `DEGENERATE` without false positives, or on one class, as in scikit-learn.
 * @example positiveLikelihoodRatio.value({ tn: 3, fp: 1, fn: 1, tp: 3 }) // 3
 */
export const positiveLikelihoodRatio: CountFormula = {
  name: 'lr_plus',
  title: 'positive likelihood ratio',
  better: 'higher',
  ...about,
  value({ tn, fp, fn, tp }) {
    return fp === 0 ? Number.NaN : (tp * (tn + fp)) / (fp * (tp + fn))
  },
  gradient({ tn, fp, fn, tp }) {
    const positives = tp + fn
    const negativesPerAlarm = (tn + fp) / fp
    return {
      tn: tp / positives / fp,
      fp: ((-tp / positives) * tn) / fp ** 2,
      fn: (-tp / positives ** 2) * negativesPerAlarm,
      tp: (fn / positives ** 2) * negativesPerAlarm,
    }
  },
}

/**
 * Negative likelihood ratio: by how much a decision for class 0 multiplies the odds of class 1, (1 - recall) / specificity. NaN with
 * `DEGENERATE` without true negatives, or on one class, as in scikit-learn.
 * @example negativeLikelihoodRatio.value({ tn: 3, fp: 1, fn: 3, tp: 1 }) // 1
 */
export const negativeLikelihoodRatio: CountFormula = {
  name: 'lr_minus',
  title: 'negative likelihood ratio',
  better: 'lower',
  ...about,
  value({ tn, fp, fn, tp }) {
    return tn === 0 ? Number.NaN : (fn * (tn + fp)) / (tn * (tp + fn))
  },
  gradient({ tn, fp, fn, tp }) {
    const positives = tp + fn
    const negativesPerRejected = (tn + fp) / tn
    return {
      tn: ((-fn / positives) * fp) / tn ** 2,
      fp: fn / positives / tn,
      fn: (tp / positives ** 2) * negativesPerRejected,
      tp: (-fn / positives ** 2) * negativesPerRejected,
    }
  },
}
