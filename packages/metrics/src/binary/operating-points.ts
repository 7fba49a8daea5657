import { noPositives } from './average-precision.ts'
import { type CurveFormula, classTotals } from './curve-metric.ts'

type Rates = { readonly precision: number; readonly recall: number; readonly specificity: number }

/** The most of one rate over the thresholds that reach another; 0 where none does. */
interface OperatingPoint {
  readonly id: string
  readonly title: string
  readonly most: keyof Rates
  readonly where: keyof Rates
  readonly reaches: number
}

/**
 * The highest precision of a threshold whose recall is at least that much (torchmetrics). 0 with `NO_POSITIVES`.
 * @example metric('precision_at_recall_0.9', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.6666666666666666
 */
export function precisionAtRecall(reaches: number): CurveFormula {
  return {
    ...operatingPoint({ id: `precision_at_recall_${reaches}`, title: `precision at recall ${reaches}`, most: 'precision', where: 'recall', reaches }),
    warnings: noPositives,
  }
}

/**
 * The highest recall of a threshold whose precision is at least that much; 0 where none reaches it (torchmetrics), or with
 * `NO_POSITIVES`.
 * @example metric('recall_at_precision_0.9', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.5
 */
export function recallAtPrecision(reaches: number): CurveFormula {
  return {
    ...operatingPoint({ id: `recall_at_precision_${reaches}`, title: `recall at precision ${reaches}`, most: 'recall', where: 'precision', reaches }),
    warnings: noPositives,
  }
}

/**
 * The highest recall of a threshold whose specificity is at least that much (torchmetrics). NaN with `ONE_CLASS`.
 * @example metric('sensitivity_at_specificity_0.5', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 1
 */
export function sensitivityAtSpecificity(reaches: number): CurveFormula {
  return operatingPoint({
    id: `sensitivity_at_specificity_${reaches}`,
    title: `sensitivity at specificity ${reaches}`,
    most: 'recall',
    where: 'specificity',
    reaches,
  })
}

/**
 * The highest specificity of a threshold whose recall is at least that much (torchmetrics). NaN with `ONE_CLASS`.
 * @example metric('specificity_at_sensitivity_1', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.5
 */
export function specificityAtSensitivity(reaches: number): CurveFormula {
  return operatingPoint({
    id: `specificity_at_sensitivity_${reaches}`,
    title: `specificity at sensitivity ${reaches}`,
    most: 'specificity',
    where: 'recall',
    reaches,
  })
}

function operatingPoint({ id, title, most, where, reaches }: OperatingPoint): CurveFormula {
  const readsSpecificity = most === 'specificity' || where === 'specificity'
  return {
    id,
    title,
    better: 'higher',
    range: [0, 1],
    inference: 'resampled',
    value(curve) {
      const { positives, negatives } = classTotals(curve)
      if (positives + negatives === 0 || (readsSpecificity && (positives === 0 || negatives === 0))) return Number.NaN
      if (positives === 0) return 0
      let best = 0
      for (let at = 0; at < curve.positive.length; at++) {
        const found = curve.positive[at] as number
        const alarms = curve.negative[at] as number
        // A threshold that no positive reaches has precision 0 here, so that it wins nothing.
        const precision = found === 0 ? 0 : found / (found + alarms)
        const rates: Rates = { precision, recall: found / positives, specificity: (negatives - alarms) / negatives }
        if (rates[where] >= reaches) best = Math.max(best, rates[most])
      }
      return best
    },
  }
}
