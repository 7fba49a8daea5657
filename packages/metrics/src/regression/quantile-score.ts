import { meanOf } from '../function-of-means.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type RegressionRows, requireQuantiles, requireRegression } from '../rows/regression-rows.ts'
import { pinballOf } from './pinball.ts'

/**
 * Continuous ranked probability score from predicted quantiles: twice the mean over the levels of the pinball loss, which is the
 * integral of Laio and Tamea (2007) for evenly spaced levels. Quantiles that cross are counted as they are: `QUANTILES_CROSS`.
 * @example of a label 3 and the quantile 0.5 at 1 // 2
 */
export const crps: MetricOf<'regression'> = metricOfMeans({
  id: 'crps',
  title: 'continuous ranked probability score',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare: (rows) => meanOf(quantileLosses(rows)),
  warn: crossingQuantiles,
})

/** Of each row, twice the mean pinball loss over the levels. */
export function quantileLosses(rows: RegressionRows): Float64Array {
  requireRegression(rows)
  const { levels, values } = requireQuantiles(rows)
  const losses = new Float64Array(rows.label.length)
  for (let row = 0, cell = 0; row < losses.length; row++) {
    let sum = 0
    for (let column = 0; column < levels.length; column++, cell++)
      sum += pinballOf((rows.label[row] as number) - (values[cell] as number), levels[column] as number)
    losses[row] = (2 * sum) / levels.length
  }
  return losses
}

/** The warning on rows whose quantiles do not ascend. */
export function crossingQuantiles({ label, quantiles }: RegressionRows): readonly MetricWarning[] {
  if (quantiles === null) return []
  const width = quantiles.levels.length
  let crossing = 0
  for (let row = 0; row < label.length; row++) {
    let isCrossing = false
    for (let cell = row * width + 1; cell < (row + 1) * width; cell++)
      if ((quantiles.values[cell] as number) < (quantiles.values[cell - 1] as number)) isCrossing = true
    if (isCrossing) crossing++
  }
  if (crossing === 0) return []
  return [{ code: 'QUANTILES_CROSS', message: `in ${crossing} of ${label.length} rows a higher quantile is below a lower one` }]
}
