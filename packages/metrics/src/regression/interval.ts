import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type RegressionRows, requireInterval, requireRegression } from '../rows/regression-rows.ts'

/**
 * Share of labels within the predicted interval, bounds included. Right is what the interval promises, so neither side is better.
 * @example of a label 1 and an interval from 1 to 2 // 1
 */
export const intervalCoverage: MetricOf<'regression'> = metricOfMeans({
  id: 'interval_coverage',
  title: 'coverage of the interval',
  better: 'neither',
  range: [0, 1],
  inference: 'share',
  prepare: (rows) => meanOf(ofIntervals(rows, (label, lower, upper) => (lower <= label && label <= upper ? 1 : 0))),
})

/**
 * Mean width of the predicted interval.
 * @example of an interval from 1 to 2 // 1
 */
export const intervalWidth: MetricOf<'regression'> = metricOfMeans({
  id: 'interval_width',
  title: 'width of the interval',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare: (rows) => meanOf(ofIntervals(rows, (_, lower, upper) => upper - lower)),
})

/**
 * Interval (Winkler) score of intervals that promise to hold that share of labels: the width, and 2 / (1 - share) times the distance
 * of a label outside (Gneiting and Raftery, 2007).
 * @example intervalScore(0.5, 'interval_score_0.5') of a label 3 and an interval from 1 to 2 // 5
 */
export function intervalScore(share: number, id: string): MetricOf<'regression'> {
  const penalty = 2 / (1 - share)
  const score = (label: number, lower: number, upper: number): number =>
    upper - lower + penalty * (Math.max(0, lower - label) + Math.max(0, label - upper))
  return metricOfMeans({
    id,
    title: `interval score at ${share}`,
    better: 'lower',
    range: [0, Infinity],
    inference: 'mean',
    prepare: (rows) => meanOf(ofIntervals(rows, score)),
  })
}

function ofIntervals(rows: RegressionRows, of: (label: number, lower: number, upper: number) => number): Float64Array {
  requireRegression(rows)
  const { lower, upper } = requireInterval(rows)
  const values = new Float64Array(rows.label.length)
  for (let row = 0; row < values.length; row++) values[row] = of(rows.label[row] as number, lower[row] as number, upper[row] as number)
  return values
}
