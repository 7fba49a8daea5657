import { sortedOrder } from '../binary/sorted-order.ts'
import { MetricsError } from '../errors.ts'
import { type FunctionOfMeans, meanOf, measureMeans } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans, unbounded } from '../metric-of-means.ts'
import type { Numbers } from '../rows/numbers.ts'
import { type RegressionRows, requireQuantiles, requireRegression } from '../rows/regression-rows.ts'
import { constantLabel, shareWarnings } from './explained-share.ts'
import { weightedQuantile } from './weighted-quantile.ts'

/**
 * Mean pinball loss of one quantile: level * error where too little is predicted, (1 - level) * error where too much. It reads that
 * quantile of the rows where they have quantiles, else the prediction.
 * @throws {MetricsError} `PREDICTIONS_MISSING` at measuring where the rows have quantiles, but not that one.
 * @example pinball(0.9, 'pinball_0.9') of a label 3 and a prediction 1 // 1.8
 */
export function pinball(level: number, id: string): MetricOf<'regression'> {
  return metricOfMeans({
    id,
    title: `mean pinball loss of the ${level} quantile`,
    better: 'lower',
    range: [0, Infinity],
    inference: 'mean',
    prepare(rows) {
      requireRegression(rows)
      return meanOf(pinballLosses(rows.label, quantileOf(rows, level), level))
    },
  })
}

/** What was predicted as that quantile. */
function quantileOf(rows: RegressionRows, level: number): Numbers {
  if (rows.quantiles === null) return rows.prediction
  const { levels, values } = requireQuantiles(rows)
  const column = levels.indexOf(level)
  if (column < 0)
    throw new MetricsError('PREDICTIONS_MISSING', `the rows have no quantile ${level}`, { hint: `they have the quantiles ${levels.join(', ')}` })
  return rows.label.map((_, row) => values[row * levels.length + column] as number)
}

export function pinballLosses(label: Float64Array, predicted: Numbers, level: number): Float64Array {
  const losses = new Float64Array(label.length)
  for (let row = 0; row < losses.length; row++) losses[row] = pinballOf((label[row] as number) - (predicted[row] as number), level)
  return losses
}

/** The loss of one error, label less prediction. */
export function pinballOf(error: number, level: number): number {
  return error >= 0 ? level * error : (level - 1) * error
}

/**
 * D2 of the pinball loss: 1 - loss / (loss of always predicting that quantile of the labels). Constant labels: 1.0 where every prediction
 * is right, else 0.0, with `CONSTANT_LABEL`; one row: NaN with `TOO_FEW_ROWS`. The quantile of the labels is the weighted one of
 * scikit-learn 1.9; that it moves with the weights has no effect of first order, as it makes the loss least.
 * @example d2Pinball(0.5, 'd2_absolute_error') of labels 1, 2, 3 and predictions 1, 2, 4 // 0.5
 */
export function d2Pinball(level: number, id: string): MetricOf<'regression'> {
  const prepare = (rows: RegressionRows) => {
    requireRegression(rows)
    const losses = pinballLosses(rows.label, id === 'd2_absolute_error' ? rows.prediction : quantileOf(rows, level), level)
    const order = sortedOrder(rows.label)
    const functionAt = (weight: Float64Array | null): FunctionOfMeans => {
      const quantile = constantLabel(rows.label, weight) ?? weightedQuantile({ values: rows.label, order, weight, level })
      return { columns: [losses, pinballLosses(rows.label, new Float64Array(rows.label.length).fill(quantile), level)], at: shareExplained }
    }
    return { losses, order, functionAt }
  }
  return {
    id,
    title: `share of the pinball loss of the ${level} quantile explained`,
    better: 'higher',
    range: [-Infinity, 1],
    inference: 'influence',
    measure(rows) {
      const measured = measureMeans(prepare(rows).functionAt(rows.weight), rows.weight)
      const warnings = shareWarnings(rows)
      if (rows.label.length < 2) return { value: Number.NaN, influence: null, warnings }
      return { ...measured, warnings: warnings.length > 0 ? warnings : unbounded(measured.value) }
    },
    reweigh(rows) {
      const { losses, order } = prepare(rows)
      return (weight) => shareUnder(weight, { losses, order, level, label: rows.label })
    },
  }
}

/** 1 - loss / null loss; over a null loss of 0, 1 where the loss is 0 too, else 0. */
export function shareExplained([loss = Number.NaN, nullLoss = Number.NaN]: readonly number[]) {
  if (nullLoss === 0) return { value: loss === 0 ? 1 : 0, slopes: [0, 0] }
  return { value: 1 - loss / nullLoss, slopes: [-1 / nullLoss, loss / nullLoss ** 2] }
}

interface Prepared {
  readonly losses: Float64Array
  readonly order: Uint32Array
  readonly level: number
  readonly label: Float64Array
}

function shareUnder(weight: Float64Array, { losses, order, level, label }: Prepared): number {
  if (label.length < 2) return Number.NaN
  const quantile = constantLabel(label, weight) ?? weightedQuantile({ values: label, order, weight, level })
  let loss = 0
  let nullLoss = 0
  for (let row = 0; row < weight.length; row++) {
    const one = weight[row] as number
    loss += one * (losses[row] as number)
    if (one > 0) nullLoss += one * pinballOf((label[row] as number) - quantile, level)
  }
  return shareExplained([loss, nullLoss]).value
}
