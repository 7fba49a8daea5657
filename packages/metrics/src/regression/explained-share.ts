import { type FunctionOfMeans, weightedSum } from '../function-of-means.ts'
import type { MetricWarning } from '../metric.ts'
import type { RegressionRows } from '../rows/regression-rows.ts'

/** A deviance that the mean of the labels makes least, and its generator's slope: 2 (dG(y) - dG(mean)) is how it moves with the label. */
export interface Deviance {
  of(label: number, prediction: number): number
  /** The generator's slope, for the deviance 2 (G(y) - G(p) - g(p) (y - p)). */
  slope(value: number): number
}

export const squaredDeviance: Deviance = { of: (label, prediction) => (label - prediction) ** 2, slope: (value) => value }

/** Below this part of the deviance from the mean of all rows, that of a resample is rounding: its labels are all equal. */
const roundingShare = 1e-13

/**
 * 1 - (mean of some losses) / (mean deviance of the labels from their own mean): R2 and its relatives. A deviance of labels from
 * another point is that from their mean and that of the mean from the point, so that the mean need not be known beforehand.
 */
export function explainedShare(
  losses: Float64Array,
  { label, weight }: Pick<RegressionRows, 'label' | 'weight'>,
  deviance: Deviance,
): FunctionOfMeans {
  const centre = constantLabel(label, weight) ?? weightedSum(label, weight) / (weight ? weightedSum(null, weight) : label.length)
  const spread = new Float64Array(label.length)
  for (let row = 0; row < label.length; row++) spread[row] = label[row] === centre ? 0 : deviance.of(label[row] as number, centre)
  return {
    columns: [losses, spread, label],
    at([loss = Number.NaN, fromCentre = Number.NaN, mean = Number.NaN]) {
      if (label.length < 2) return { value: Number.NaN, slopes: [0, 0, 0] }
      const moved = mean === centre ? 0 : deviance.of(mean, centre)
      const fromMean = fromCentre - moved
      if (fromMean <= roundingShare * fromCentre) return { value: loss === 0 ? 1 : 0, slopes: [0, 0, 0] }
      const share = loss / fromMean
      return {
        value: 1 - share,
        slopes: [-1 / fromMean, share / fromMean, (-share / fromMean) * 2 * (deviance.slope(mean) - deviance.slope(centre))],
      }
    },
  }
}

/** The label of all rows that have weight; null where they differ. */
export function constantLabel(label: Float64Array, weight: Float64Array | null): number | null {
  let only: number | null = null
  for (let row = 0; row < label.length; row++) {
    if (weight && weight[row] === 0) continue
    if (only === null) only = label[row] as number
    else if (label[row] !== only) return null
  }
  return only
}

/** The warnings of a share of deviance explained: `TOO_FEW_ROWS`, `CONSTANT_LABEL`. */
export function shareWarnings({ label, weight }: Pick<RegressionRows, 'label' | 'weight'>): readonly MetricWarning[] {
  if (label.length < 2) return [{ code: 'TOO_FEW_ROWS', message: 'it is not defined on a single row' }]
  const only = constantLabel(label, weight)
  if (only === null) return []
  return [{ code: 'CONSTANT_LABEL', message: `every label is ${only}: 1 where all predictions are right, else 0` }]
}
