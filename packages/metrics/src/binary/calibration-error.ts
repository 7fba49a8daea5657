import type { MetricOf } from '../metric.ts'
import { requireProbabilities } from '../rows/binary-rows.ts'
import { oneClass } from './classes.ts'
import { type Binning, type BinSums, sumBins } from './reliability.ts'

type CalibrationFormula = Pick<MetricOf<'binary'>, 'id' | 'title'> & { readonly binning: Binning; value(sums: BinSums): number }

/**
 * Expected calibration error: the mean over rows of |share of positives - mean score| of their bin, bins equally wide (Naeini et al.,
 * 2015; torchmetrics with norm l1). Biased upwards, and the more so the fewer the rows: shown, and no ground for a gate.
 * @example expectedCalibrationError({ id: 'ece_10', bins: 10 }).measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.25), prediction: null, weight: null }).value // 0.25
 */
export function expectedCalibrationError({ id, bins }: { readonly id: string; readonly bins: number }): MetricOf<'binary'> {
  return calibrationMetric({ id, title: `expected calibration error, ${bins} bins`, binning: { kind: 'width', bins }, value: meanGap })
}

/**
 * Adaptive calibration error: as {@link expectedCalibrationError} with bins of equal weight (Nixon et al., 2019). Tied scores share a
 * bin, so that the order of the rows does not matter.
 * @example adaptiveCalibrationError({ id: 'ace_2', bins: 2 }).measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }).value // 0.25
 */
export function adaptiveCalibrationError({ id, bins }: { readonly id: string; readonly bins: number }): MetricOf<'binary'> {
  return calibrationMetric({ id, title: `adaptive calibration error, ${bins} bins`, binning: { kind: 'frequency', bins }, value: meanGap })
}

/**
 * Maximum calibration error: the largest |share of positives - mean score| of any bin, bins equally wide (torchmetrics, norm max).
 * @example maximumCalibrationError({ id: 'mce_10', bins: 10 }).measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }).value // 0.25
 */
export function maximumCalibrationError({ id, bins }: { readonly id: string; readonly bins: number }): MetricOf<'binary'> {
  return calibrationMetric({ id, title: `maximum calibration error, ${bins} bins`, binning: { kind: 'width', bins }, value: largestGap })
}

/**
 * Root mean squared calibration error without the part that chance adds: from the square of each bin's gap, the variance of its
 * share of positives, rate (1 - rate) / (n - 1), is taken away (Kumar, Liang and Ma, 2019; torchmetrics, norm l2 with debias). 0 where
 * less than nothing is left. With weights, n is (sum of weights)^2 / sum of squared weights.
 * @example debiasedCalibrationError({ id: 'ece_debiased_10', bins: 10 }).measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.5, 0.5), prediction: null, weight: null }).value // 0
 */
export function debiasedCalibrationError({ id, bins }: { readonly id: string; readonly bins: number }): MetricOf<'binary'> {
  return calibrationMetric({ id, title: `debiased calibration error, ${bins} bins`, binning: { kind: 'width', bins }, value: debiasedGap })
}

function calibrationMetric({ id, title, binning, value }: CalibrationFormula): MetricOf<'binary'> {
  return {
    id,
    title,
    better: 'lower',
    range: [0, 1],
    inference: 'resampled',
    measure(rows) {
      requireProbabilities(rows)
      return { value: value(sumBins(rows, binning)(rows.weight)), influence: null, warnings: oneClass(rows.label, rows.weight) }
    },
    reweigh(rows) {
      requireProbabilities(rows)
      const sums = sumBins(rows, binning)
      return (weight) => value(sums(weight))
    },
  }
}

function meanGap({ weight, score, label }: BinSums): number {
  let gaps = 0
  let total = 0
  for (let bin = 0; bin < weight.length; bin++) {
    gaps += Math.abs((label[bin] as number) - (score[bin] as number))
    total += weight[bin] as number
  }
  return gaps / total
}

function largestGap({ weight, score, label }: BinSums): number {
  let largest = Number.NaN
  for (let bin = 0; bin < weight.length; bin++) {
    const gap = Math.abs((label[bin] as number) - (score[bin] as number)) / (weight[bin] as number)
    if (!(gap <= largest) && !Number.isNaN(gap)) largest = gap
  }
  return largest
}

function debiasedGap({ weight, squares, score, label }: BinSums): number {
  let sum = 0
  let total = 0
  for (let bin = 0; bin < weight.length; bin++) {
    const all = weight[bin] as number
    if (all === 0) continue
    const rate = (label[bin] as number) / all
    const rows = all ** 2 / (squares[bin] as number)
    const chance = rows > 1 ? (rate * (1 - rate)) / (rows - 1) : 0
    sum += all * ((rate - (score[bin] as number) / all) ** 2 - chance)
    total += all
  }
  return total === 0 ? Number.NaN : Math.sqrt(Math.max(0, sum / total))
}
