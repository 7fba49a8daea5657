import { meanOf } from '../function-of-means.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { type MultilabelRows, requireLabelScores } from '../rows/multilabel-rows.ts'

/**
 * Label ranking average precision: the mean over rows of the mean over the row's labels of the share of them among what scores as high
 * or higher. A row with no label, or with all, counts 1, with `DEGENERATE`.
 * @example of the row 1 0 0, scored 0.5, 0.75, 0.25 // 0.5
 */
export const lrap: MetricOf<'multilabel'> = metricOfMeans({
  id: 'lrap',
  title: 'label ranking average precision',
  better: 'higher',
  range: [0, 1],
  inference: 'mean',
  prepare: (rows) => meanOf(ofRows(rows, (row) => (row.isMixed ? precisionOf(row) : 1))),
  warn: (rows) => unmixed(rows, 1),
})

/**
 * Coverage error: the mean over rows of how far down the ranking all labels of the row are found. A row with no label counts 0, with
 * `NO_POSITIVES`. The least possible value is the mean number of labels.
 * @example of the row 1 0 0, scored 0.5, 0.75, 0.25 // 2
 */
export const coverageError: MetricOf<'multilabel'> = metricOfMeans({
  id: 'coverage_error',
  title: 'coverage error',
  better: 'lower',
  range: [0, Infinity],
  inference: 'mean',
  prepare: (rows) => meanOf(ofRows(rows, depthOf)),
  warn: withoutLabel,
})

/**
 * Ranking loss: the mean over rows of the share of pairs, a label of the row and another one, where the other scores as high or higher.
 * A row with no label, or with all, counts 0, with `DEGENERATE`.
 * @example of the row 1 0 0, scored 0.5, 0.75, 0.25 // 0.5
 */
export const rankingLoss: MetricOf<'multilabel'> = metricOfMeans({
  id: 'ranking_loss',
  title: 'ranking loss',
  better: 'lower',
  range: [0, 1],
  inference: 'mean',
  prepare: (rows) => meanOf(ofRows(rows, (row) => (row.isMixed ? wrongPairsOf(row) : 0))),
  warn: (rows) => unmixed(rows, 0),
})

/**
 * The mean over rows of the average precision of the row's labels. A row with no label counts 0, with `NO_POSITIVES`.
 * @example of the row 1 0 0, scored 0.5, 0.75, 0.25 // 0.5
 */
export const averagePrecisionSamples: MetricOf<'multilabel'> = metricOfMeans({
  id: 'average_precision_samples',
  title: 'average precision, mean over rows',
  better: 'higher',
  range: [0, 1],
  inference: 'mean',
  prepare: (rows) => meanOf(ofRows(rows, (row) => (row.positives === 0 ? 0 : precisionOf(row)))),
  warn: withoutLabel,
})

/** One row of the matrices, the same object at each call. */
interface LabelRow {
  readonly label: Uint8Array
  readonly score: ArrayLike<number>
  start: number
  readonly width: number
  positives: number
  /** It has a label, and lacks one. */
  isMixed: boolean
}

function ofRows(rows: MultilabelRows, of: (row: LabelRow) => number): Float64Array {
  requireLabelScores(rows)
  const width = rows.labels.length
  const row: LabelRow = { label: rows.label, score: rows.score, start: 0, width, positives: 0, isMixed: false }
  const values = new Float64Array(rows.label.length / width)
  for (let at = 0; at < values.length; at++) {
    row.start = at * width
    row.positives = positivesOf(rows.label, row.start, width)
    row.isMixed = row.positives > 0 && row.positives < width
    values[at] = of(row)
  }
  return values
}

function positivesOf(label: Uint8Array, start: number, width: number): number {
  let positives = 0
  for (let cell = start; cell < start + width; cell++) positives += label[cell] as number
  return positives
}

function precisionOf({ label, score, start, width, positives }: LabelRow): number {
  let sum = 0
  for (let own = start; own < start + width; own++) {
    if (label[own] === 0) continue
    let [right, all] = [0, 0]
    for (let cell = start; cell < start + width; cell++)
      if ((score[cell] as number) >= (score[own] as number)) {
        all++
        right += label[cell] as number
      }
    sum += right / all
  }
  return sum / positives
}

function depthOf({ label, score, start, width, positives }: LabelRow): number {
  let least = Infinity
  for (let cell = start; cell < start + width; cell++) if (label[cell] === 1) least = Math.min(least, score[cell] as number)
  let depth = 0
  for (let cell = start; cell < start + width; cell++) if ((score[cell] as number) >= least) depth++
  return positives === 0 ? 0 : depth
}

function wrongPairsOf({ label, score, start, width, positives }: LabelRow): number {
  let wrong = 0
  for (let own = start; own < start + width; own++)
    for (let cell = start; cell < start + width; cell++)
      if (label[own] === 1 && label[cell] === 0 && (score[cell] as number) >= (score[own] as number)) wrong++
  return wrong / positives / (width - positives)
}

function unmixed(rows: MultilabelRows, counted: number): readonly MetricWarning[] {
  const count = rowsWhere(rows, (positives) => positives === 0 || positives === rows.labels.length)
  if (count === 0) return []
  return [
    { code: 'DEGENERATE', message: `${count} of ${rows.label.length / rows.labels.length} rows have no label or all of them, and count ${counted}` },
  ]
}

function withoutLabel(rows: MultilabelRows): readonly MetricWarning[] {
  const count = rowsWhere(rows, (positives) => positives === 0)
  if (count === 0) return []
  return [{ code: 'NO_POSITIVES', message: `${count} of ${rows.label.length / rows.labels.length} rows have no label, and count 0` }]
}

function rowsWhere({ label, labels, weight }: MultilabelRows, holds: (positives: number) => boolean): number {
  let count = 0
  for (let row = 0; row * labels.length < label.length; row++)
    if ((weight?.[row] ?? 1) > 0 && holds(positivesOf(label, row * labels.length, labels.length))) count++
  return count
}
