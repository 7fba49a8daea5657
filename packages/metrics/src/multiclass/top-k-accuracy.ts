import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type MulticlassRows, requireClassScores } from '../rows/multiclass-rows.ts'

/**
 * Share of rows whose class is among the so many most probable ones. Of equal probabilities that of the later column comes first, as in
 * scikit-learn. As many places as classes: 1 with `DEGENERATE`.
 * @example topKAccuracy(2, 'top_2_accuracy') of a label 0 and the probabilities 0.2, 0.5, 0.3 // 0
 */
export function topKAccuracy(places: number, id: string): MetricOf<'multiclass'> {
  return metricOfMeans({
    id,
    title: `top ${places} accuracy`,
    better: 'higher',
    range: [0, 1],
    inference: 'share',
    prepare: (rows) => meanOf(hits(rows, places)),
    warn: ({ classes }) =>
      places < classes.length ? [] : [{ code: 'DEGENERATE', message: `every one of ${classes.length} classes is among the top ${places}` }],
  })
}

function hits(rows: MulticlassRows, places: number): Float64Array {
  requireClassScores(rows)
  const { label, probability, classes } = rows
  const hit = new Float64Array(label.length)
  for (let row = 0, start = 0; row < hit.length; row++, start += classes.length) {
    const own = label[row] as number
    const ownValue = probability[start + own] as number
    let before = 0
    for (let at = 0; at < classes.length; at++) {
      const value = probability[start + at] as number
      if (value > ownValue || (value === ownValue && at > own)) before++
    }
    hit[row] = before < places ? 1 : 0
  }
  return hit
}
