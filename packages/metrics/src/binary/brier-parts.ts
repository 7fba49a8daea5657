import type { MetricOf } from '../metric.ts'
import { requireProbabilities, type ScoredBinary } from '../rows/binary-rows.ts'
import { classWeights, oneClass } from './classes.ts'
import { withInfluence } from './lazy-influence.ts'
import { type BinSums, sumBins, widthBins } from './reliability.ts'

interface BinnedPart {
  readonly id: string
  readonly bins: number
}

/**
 * Reliability of the Brier score: the mean over rows of (share of positives - mean score)^2 of their bin, bins equally wide (Murphy,
 * 1973). 0 is perfect. Biased upwards, and the more so the fewer the rows: shown, and no ground for a gate.
 * @example brierReliability({ id: 'brier_reliability_10', bins: 10 }).measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.25), prediction: null, weight: null }).value // 0.0625
 */
export function brierReliability({ id, bins }: BinnedPart): MetricOf<'binary'> {
  return {
    id,
    title: `Brier reliability, ${bins} bins`,
    better: 'lower',
    range: [0, 1],
    inference: 'resampled',
    measure(rows) {
      requireProbabilities(rows)
      return { value: reliabilityOf(sums(rows, bins)(rows.weight)), influence: null, warnings: oneClass(rows.label, rows.weight) }
    },
    reweigh(rows) {
      requireProbabilities(rows)
      const sumsUnder = sums(rows, bins)
      return (weight) => reliabilityOf(sumsUnder(weight))
    },
  }
}

/**
 * Resolution of the Brier score: the mean over rows of (share of positives of their bin - share of positives)^2, bins equally wide
 * (Murphy, 1973). 0 where the scores tell nothing apart, at most the uncertainty.
 * @example brierResolution({ id: 'brier_resolution_10', bins: 10 }).measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }).value // 0.25
 */
export function brierResolution({ id, bins }: BinnedPart): MetricOf<'binary'> {
  return {
    id,
    title: `Brier resolution, ${bins} bins`,
    better: 'higher',
    range: [0, 0.25],
    inference: 'influence',
    measure(rows) {
      requireProbabilities(rows)
      const value = resolutionOf(sums(rows, bins)(rows.weight))
      return withInfluence({ value, warnings: oneClass(rows.label, rows.weight) }, () => resolutionInfluence(rows, { bins, value }))
    },
    reweigh(rows) {
      requireProbabilities(rows)
      const sumsUnder = sums(rows, bins)
      return (weight) => resolutionOf(sumsUnder(weight))
    },
  }
}

/**
 * Uncertainty of the Brier score: share of positives times that of negatives, what no model can help (Murphy, 1973). The same for all
 * models on the same rows. Brier score = reliability - resolution + uncertainty where scores of a bin are equal.
 * @example brierUncertainty.measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.5, 0.5), prediction: null, weight: null }).value // 0.25
 */
export const brierUncertainty: MetricOf<'binary'> = {
  id: 'brier_uncertainty',
  title: 'Brier uncertainty',
  better: 'neither',
  range: [0, 0.25],
  inference: 'influence',
  measure(rows) {
    requireProbabilities(rows)
    const { label, weight } = rows
    const share = shareOf(label, weight)
    return withInfluence({ value: share * (1 - share), warnings: oneClass(label, weight) }, () => {
      const unit = unitWeights(label.length, weight)
      return Float64Array.from(label, (one, row) => unit(row) * (1 - 2 * share) * (one - share))
    })
  },
  reweigh(rows) {
    requireProbabilities(rows)
    return (weight) => {
      const share = shareOf(rows.label, weight)
      return share * (1 - share)
    }
  },
}

function sums(rows: ScoredBinary, bins: number): (weight: Float64Array | null) => BinSums {
  return sumBins(rows, { kind: 'width', bins })
}

function reliabilityOf({ weight, score, label }: BinSums): number {
  let sum = 0
  let total = 0
  for (let bin = 0; bin < weight.length; bin++) {
    const all = weight[bin] as number
    if (all > 0) sum += ((label[bin] as number) - (score[bin] as number)) ** 2 / all
    total += all
  }
  return sum / total
}

function resolutionOf({ weight, label }: BinSums): number {
  const total = weight.reduce((sum, one) => sum + one, 0)
  const share = label.reduce((sum, one) => sum + one, 0) / total
  let sum = 0
  for (let bin = 0; bin < weight.length; bin++) {
    const all = weight[bin] as number
    if (all > 0) sum += all * ((label[bin] as number) / all - share) ** 2
  }
  return sum / total
}

// With r the share of positives of the row's bin and s that of all rows: r (2 y - r) - s (2 y - s) less the value.
function resolutionInfluence(rows: ScoredBinary, { bins, value }: { readonly bins: number; readonly value: number }): Float64Array {
  const { label, score, weight } = rows
  const { weight: all, label: positive } = sums(rows, bins)(weight)
  const rates = Array.from(all, (one, bin) => (positive[bin] as number) / one)
  const share = shareOf(label, weight)
  const unit = unitWeights(label.length, weight)
  const binOf = widthBins(score, bins)()
  return Float64Array.from(label, (one, row) => {
    const rate = rates[binOf[row] as number] as number
    return Number.isNaN(rate) ? 0 : unit(row) * (rate * (2 * one - rate) - share * (2 * one - share) - value)
  })
}

function shareOf(label: Uint8Array, weight: Float64Array | null): number {
  const { positive, negative } = classWeights(label, weight)
  return positive / (positive + negative)
}

/** What each row counts where they count one in the mean. */
function unitWeights(rows: number, weight: Float64Array | null): (row: number) => number {
  const total = weight?.reduce((sum, one) => sum + one, 0) ?? rows
  return (row) => (weight ? ((weight[row] as number) * rows) / total : 1)
}
