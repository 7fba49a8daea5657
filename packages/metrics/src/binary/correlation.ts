import type { CountFormula } from './count-metric.ts'

/**
 * Matthews' correlation of labels and decisions (1975), -1 to 1. 0 with `DEGENERATE` where either is constant, as in scikit-learn.
 * @example matthewsCorrelation.value({ tn: 3, fp: 1, fn: 1, tp: 3 }) // 0.5
 */
export const matthewsCorrelation: CountFormula = {
  name: 'mcc',
  title: "Matthews' correlation",
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  hasBestThreshold: true,
  warnsOf: [],
  value({ tn, fp, fn, tp }) {
    const spread = spreadOf({ tn, fp, fn, tp })
    return spread === 0 ? 0 : (tp * tn - fp * fn) / spread
  },
  gradient(cells) {
    const { tn, fp, fn, tp } = cells
    const spread = spreadOf(cells)
    const half = matthewsCorrelation.value(cells) / 2
    const [predicted, positives, rejected, negatives] = [1 / (tp + fp), 1 / (tp + fn), 1 / (tn + fn), 1 / (tn + fp)]
    return {
      tn: tp / spread - half * (negatives + rejected),
      fp: -fn / spread - half * (negatives + predicted),
      fn: -fp / spread - half * (positives + rejected),
      tp: tn / spread - half * (positives + predicted),
    }
  },
}

function spreadOf({ tn, fp, fn, tp }: { tn: number; fp: number; fn: number; tp: number }): number {
  return Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fp) * (tn + fn))
}

/**
 * Cohen's kappa (1960): agreement of labels and decisions beyond what their frequencies bring, -1 to 1. NaN with `DEGENERATE` where
 * one class is all there is in both, as in scikit-learn.
 * @example cohenKappa.value({ tn: 3, fp: 1, fn: 1, tp: 3 }) // 0.5
 */
export const cohenKappa: CountFormula = {
  name: 'cohen_kappa',
  title: "Cohen's kappa",
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  hasBestThreshold: true,
  warnsOf: ['ONE_CLASS'],
  value({ tn, fp, fn, tp }) {
    const chance = (tp + fn) * (tn + fn) + (tn + fp) * (tp + fp)
    return 1 - ((tn + fp + fn + tp) * (fp + fn)) / chance
  },
  gradient({ tn, fp, fn, tp }) {
    const [positives, negatives, accepted, rejected] = [tp + fn, tn + fp, tp + fp, tn + fn]
    const total = positives + negatives
    const chance = positives * rejected + negatives * accepted
    const wrong = fp + fn
    const by = (isWrong: 0 | 1, chanceBy: number): number => -(wrong + total * isWrong) / chance + (total * wrong * chanceBy) / chance ** 2
    return {
      tn: by(0, positives + accepted),
      fp: by(1, accepted + negatives),
      fn: by(1, rejected + positives),
      tp: by(0, rejected + negatives),
    }
  },
}
