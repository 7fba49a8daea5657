import { meanOf } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import type { MultilabelRows } from '../rows/multilabel-rows.ts'
import { decisions } from './decisions.ts'

/**
 * Share of rows whose labels are all right: the subset accuracy, or exact match.
 * @example accuracy(null, 'accuracy') of the rows 1 0, 1 1, given 1 0, 0 1 // 0.5
 */
export function accuracy(threshold: number | null, id: string): MetricOf<'multilabel'> {
  return metricOfMeans({
    id,
    title: `exact match${threshold === null ? '' : ` at ${threshold}`}`,
    better: 'higher',
    range: [0, 1],
    inference: 'share',
    prepare: (rows) => meanOf(wrongLabels(rows, threshold).map((wrong) => (wrong === 0 ? 1 : 0))),
  })
}

/**
 * Share of cells, a row and a label each, that are wrong.
 * @example hammingLoss(null, 'hamming_loss') of the rows 1 0, 1 1, given 1 0, 0 1 // 0.25
 */
export function hammingLoss(threshold: number | null, id: string): MetricOf<'multilabel'> {
  return metricOfMeans({
    id,
    title: `Hamming loss${threshold === null ? '' : ` at ${threshold}`}`,
    better: 'lower',
    range: [0, 1],
    inference: 'mean',
    prepare: (rows) => meanOf(wrongLabels(rows, threshold).map((wrong) => wrong / rows.labels.length)),
  })
}

/** Of each row, how many labels are wrong. */
function wrongLabels(rows: MultilabelRows, threshold: number | null): Float64Array {
  const given = decisions(rows, threshold)
  const width = rows.labels.length
  const wrong = new Float64Array(given.length / width)
  for (let row = 0, cell = 0; row < wrong.length; row++) {
    let count = 0
    for (let at = 0; at < width; at++, cell++) if (rows.label[cell] !== given[cell]) count++
    wrong[row] = count
  }
  return wrong
}
