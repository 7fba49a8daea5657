import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type ClassRatio, ratioOf } from '../multiclass/class-ratio.ts'
import type { MultilabelRows } from '../rows/multilabel-rows.ts'
import { decisions } from './decisions.ts'

/**
 * The mean over rows of the precision, recall, F-beta or Jaccard of the labels of the row. A row where it is over nothing counts 0, with
 * the code of the ratio.
 * @example sampleRatio({ id: 'f1_samples', ratio: f1, threshold: null }) of the rows 1 0, 1 1, given 1 0, 0 1 // 0.8333333333333333
 */
export function sampleRatio({ id, ratio, threshold }: { id: string; ratio: ClassRatio; threshold: number | null }): MetricOf<'multilabel'> {
  return metricOfMeans({
    id,
    title: `${ratio.title}, mean over rows${threshold === null ? '' : ` at ${threshold}`}`,
    better: 'higher',
    range: [0, 1],
    inference: 'mean',
    prepare: (rows) => meanOf(ratiosOf(rows, ratio, threshold).values),
    warn(rows) {
      const { undefinedRows } = ratiosOf(rows, ratio, threshold)
      if (undefinedRows === 0) return []
      const message = `${ratio.title} is 0 by convention, as it is over nothing, in ${undefinedRows} of ${rows.label.length / rows.labels.length} rows`
      return [{ code: ratio.undefinedCode, message }]
    },
  })
}

function ratiosOf(rows: MultilabelRows, ratio: ClassRatio, threshold: number | null) {
  const given = decisions(rows, threshold)
  const width = rows.labels.length
  const values = new Float64Array(given.length / width)
  let undefinedRows = 0
  for (let row = 0, cell = 0; row < values.length; row++) {
    let [right, predicted, actual] = [0, 0, 0]
    for (let at = 0; at < width; at++, cell++) {
      const isTrue = rows.label[cell] as number
      const isGiven = given[cell] as number
      right += isTrue * isGiven
      predicted += isGiven
      actual += isTrue
    }
    const { value, isDefined } = ratioOf(ratio, [right, predicted, actual, width])
    values[row] = value
    if (!isDefined && (rows.weight?.[row] ?? 1) > 0) undefinedRows++
  }
  return { values, undefinedRows }
}
