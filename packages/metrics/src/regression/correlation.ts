import type { FunctionOfMeans } from '../function-of-means.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import type { Numbers } from '../rows/numbers.ts'
import { type RegressionRows, requireRegression } from '../rows/regression-rows.ts'
import { centred, variance } from './centred.ts'
import { constantLabel } from './explained-share.ts'

/**
 * Pearson's correlation of labels and predictions. Either constant: NaN with `CONSTANT_LABEL` or `DEGENERATE`.
 * @example of labels 1, 2, 3 and predictions 2, 4, 6 // 1
 */
export const pearson: MetricOf<'regression'> = metricOfMeans({
  id: 'pearson',
  title: "Pearson's correlation",
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  prepare(rows) {
    requireRegression(rows)
    return { columns: moments(rows), at: correlationAt }
  },
  warn: undefinedCorrelation,
})

/** Centred labels and predictions, their squares, and their product. */
export function moments({ label, prediction, weight }: Pick<RegressionRows, 'label' | 'prediction' | 'weight'>): FunctionOfMeans['columns'] {
  const one = centred(label, weight)
  const other = centred(prediction, weight)
  return [one, other, one.map((value) => value * value), other.map((value) => value * value), one.map((value, row) => value * (other[row] as number))]
}

/** The correlation at means of {@link moments}. */
export function correlationAt([x = 0, y = 0, xx = 0, yy = 0, xy = 0]: readonly number[]): { value: number; slopes: readonly number[] } {
  const varianceX = variance(x, xx)
  const varianceY = variance(y, yy)
  if (varianceX === 0 || varianceY === 0) return { value: Number.NaN, slopes: [0, 0, 0, 0, 0] }
  const deviation = Math.sqrt(varianceX) * Math.sqrt(varianceY)
  const value = (xy - x * y) / deviation
  const slopes = [
    -y / deviation + (value * x) / varianceX,
    -x / deviation + (value * y) / varianceY,
    -value / (2 * varianceX),
    -value / (2 * varianceY),
    1 / deviation,
  ]
  return { value: Math.max(-1, Math.min(1, value)), slopes }
}

/** Why a correlation is NaN. */
export function undefinedCorrelation({ label, prediction, weight }: RegressionRows, value: number): readonly MetricWarning[] {
  if (!Number.isNaN(value)) return []
  const only = constantLabel(label, weight)
  if (only !== null) return [{ code: 'CONSTANT_LABEL', message: `every label is ${only}, which correlates with nothing` }]
  return [{ code: 'DEGENERATE', message: `every prediction is ${firstOf(prediction, weight)}, which correlates with nothing` }]
}

function firstOf(values: Numbers, weight: Float64Array | null): number {
  return values[weight ? weight.findIndex((one) => one > 0) : 0] as number
}

/**
 * Lin's (1989) concordance: 2 * covariance / (variances + squared difference of means), with moments over n. Labels and predictions
 * that are all one same value: NaN with `DEGENERATE`; a constant on one side only: 0.
 * @example of labels 1, 2, 3 and predictions 1, 2, 3 // 1
 */
export const ccc: MetricOf<'regression'> = metricOfMeans({
  id: 'ccc',
  title: "Lin's concordance correlation",
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  prepare(rows) {
    requireRegression(rows)
    const gap = rows.label.map((label, row) => (rows.prediction[row] as number) - label)
    return { columns: [...moments(rows), gap], at: concordanceAt }
  },
})

// The gap of means is a column of its own, as the centred columns have lost it.
function concordanceAt([x = 0, y = 0, xx = 0, yy = 0, xy = 0, gap = 0]: readonly number[]) {
  const top = 2 * (xy - x * y)
  const bottom = variance(x, xx) + variance(y, yy) + gap * gap
  if (bottom === 0) return { value: Number.NaN, slopes: [0, 0, 0, 0, 0, 0] }
  const value = top / bottom
  return {
    value,
    slopes: [
      (-2 * y + 2 * x * value) / bottom,
      (-2 * x + 2 * y * value) / bottom,
      -value / bottom,
      -value / bottom,
      2 / bottom,
      (-2 * gap * value) / bottom,
    ],
  }
}

/**
 * Cosine of the angle between labels and predictions, as vectors of all rows; nothing is centred. Either all 0: NaN with `DEGENERATE`.
 * @example of labels 1, 0 and predictions 1, 1 // 0.7071067811865475
 */
export const cosineSimilarity: MetricOf<'regression'> = metricOfMeans({
  id: 'cosine_similarity',
  title: 'cosine similarity',
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  prepare(rows) {
    requireRegression(rows)
    const { label, prediction } = rows
    const said = Float64Array.from(prediction)
    const products = label.map((value, row) => value * (said[row] as number))
    return { columns: [products, label.map((value) => value * value), said.map((value) => value * value)], at: cosineAt }
  },
})

function cosineAt([xy = 0, xx = 0, yy = 0]: readonly number[]) {
  const size = Math.sqrt(xx) * Math.sqrt(yy)
  if (size === 0) return { value: Number.NaN, slopes: [0, 0, 0] }
  const value = xy / size
  return { value, slopes: [1 / size, -value / (2 * xx), -value / (2 * yy)] }
}
