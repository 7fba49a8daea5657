import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { allZero, ratio } from '../regression/percentage-error.ts'
import { crossingQuantiles, quantileLosses } from '../regression/quantile-score.ts'
import { asRegression } from './as-regression.ts'

/**
 * Weighted quantile loss: twice the pinball loss summed over rows, over the sum of |label|, as the mean over the predicted levels (the
 * mean weighted quantile loss of GluonTS). Labels that are all 0: NaN with `ZERO_LABEL`. Quantiles that cross are counted as they are:
 * `QUANTILES_CROSS`.
 * @example of a label 4 and the quantile 0.5 at 2 // 0.5
 */
export const wql: MetricOf<'forecasting'> = metricOfMeans({
  id: 'wql',
  title: 'weighted quantile loss',
  better: 'lower',
  range: [0, Infinity],
  inference: 'influence',
  prepare(rows) {
    const regression = asRegression(rows)
    return { columns: [quantileLosses(regression), rows.label.map(Math.abs)], at: ratio }
  },
  warn: (rows, value) => [...crossingQuantiles(asRegression(rows)), ...(Number.isNaN(value) ? allZero : [])],
})
