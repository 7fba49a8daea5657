import type { MetricOf, MetricWarning } from '../metric.ts'
import { type Averaged, averageOf, type ClassAverage } from '../multiclass/class-average.ts'
import { namesOf, placeOf } from '../multiclass/class-names.ts'
import type { ClassCounts, ClassRatio } from '../multiclass/class-ratio.ts'
import type { MultilabelRows } from '../rows/multilabel-rows.ts'
import { decisions } from './decisions.ts'

export interface AveragedRatioOptions {
  readonly id: string
  readonly ratio: ClassRatio
  readonly average: 'micro' | 'macro' | 'weighted' | { readonly name: string }
  /** Null: the predictions of the rows, else 0.5. */
  readonly threshold: number | null
}

/**
 * Precision, recall, F-beta or Jaccard of the labels: of the counts of all labels (micro), the mean over labels (macro), that weighted
 * by how often a label is true (weighted), or of one label. Every label counts, be it in no row. A ratio over nothing is 0, with the
 * code of the ratio.
 * @example averagedRatio({ id: 'f1_macro', ratio: f1, average: 'macro', threshold: null }) of the rows 1 0, 1 1, given 1 0, 0 1 // 0.8333333333333333
 */
export function averagedRatio({ id, ratio, average, threshold }: AveragedRatioOptions): MetricOf<'multilabel'> {
  const over = (labels: readonly string[]): ClassAverage =>
    typeof average === 'string' ? { kind: average } : { kind: 'class', at: placeOf(average.name, labels, id) }
  const evaluate = (counts: ClassCounts, labels: readonly string[]): Averaged =>
    averageOf(ratio, counts, { average: over(labels), members: [...labels.keys()] })
  return {
    id,
    title: `${ratio.title}, ${typeof average === 'string' ? `${average} average` : `label ${average.name}`}${threshold === null ? '' : ` at ${threshold}`}`,
    better: 'higher',
    range: [0, 1],
    inference: 'influence',
    measure(rows) {
      const given = decisions(rows, threshold)
      const averaged = evaluate(countLabels(rows, given)(rows.weight), rows.labels)
      return {
        value: averaged.value,
        influence: influenceOf(averaged, { rows, given }),
        warnings: undefinedRatios(averaged, { ratio, labels: rows.labels }),
      }
    },
    reweigh(rows) {
      const count = countLabels(rows, decisions(rows, threshold))
      return (weight) => evaluate(count(weight), rows.labels).value
    },
  }
}

/** Counts each label under any weights, into the same arrays at each call. */
function countLabels({ label, labels }: MultilabelRows, given: Uint8Array): (weight: Float64Array | null) => ClassCounts {
  const width = labels.length
  const [right, predicted, actual] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)]
  return (weight) => {
    for (const counts of [right, predicted, actual]) counts.fill(0)
    let total = 0
    for (let row = 0, cell = 0; cell < label.length; row++) {
      const one = weight ? (weight[row] as number) : 1
      total += one
      for (let at = 0; at < width; at++, cell++) {
        if (label[cell] === 1) actual[at] = (actual[at] as number) + one
        if (given[cell] === 1) predicted[at] = (predicted[at] as number) + one
        if (label[cell] === 1 && given[cell] === 1) right[at] = (right[at] as number) + one
      }
    }
    return { right, predicted, actual, total }
  }
}

function influenceOf({ right, predicted, actual, total }: Averaged, { rows, given }: { rows: MultilabelRows; given: Uint8Array }): Float64Array {
  const width = rows.labels.length
  const influence = new Float64Array(rows.label.length / width)
  for (let row = 0, cell = 0; row < influence.length; row++) {
    let moved = total
    for (let at = 0; at < width; at++, cell++) {
      if (rows.label[cell] === 1) moved += actual[at] as number
      if (given[cell] === 1) moved += predicted[at] as number
      if (rows.label[cell] === 1 && given[cell] === 1) moved += right[at] as number
    }
    influence[row] = influence.length * (rows.weight ? (rows.weight[row] as number) : 1) * moved
  }
  return influence
}

function undefinedRatios(
  { undefinedClasses }: Averaged,
  { ratio, labels }: { ratio: ClassRatio; labels: readonly string[] },
): readonly MetricWarning[] {
  if (undefinedClasses.length === 0) return []
  return [
    { code: ratio.undefinedCode, message: `${ratio.title} is 0 by convention, as it is over nothing, for ${namesOf(undefinedClasses, labels)}` },
  ]
}
