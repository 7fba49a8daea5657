import { averagePrecision } from '../binary/average-precision.ts'
import { curveMetric } from '../binary/curve-metric.ts'
import { rocAuc } from '../binary/roc-auc.ts'
import type { MetricOf, MetricWarning, MetricWarningCode } from '../metric.ts'
import { averageProblems, type Problem, reweighProblems } from '../multiclass/average-of-problems.ts'
import { namesOf } from '../multiclass/class-names.ts'
import { type MultilabelRows, requireLabelScores, type ScoredMultilabel } from '../rows/multilabel-rows.ts'

/**
 * ROC AUC: the mean over labels (macro), or of all cells as if they were rows of one label (micro). A label that every row, or none, has:
 * NaN with `ONE_CLASS`.
 * @example labelArea('macro') of the rows 1 0, 0 1, scored 0.9, 0.2, 0.4, 0.3 // 1
 */
export function labelArea(average: 'macro' | 'micro'): MetricOf<'multilabel'> {
  return labelMetric({ id: `roc_auc_${average}`, title: `ROC AUC, ${average} average`, average, metric: rocAuc, code: 'ONE_CLASS' })
}

/**
 * Average precision: the mean over labels (macro), or of all cells as if they were rows of one label (micro). A label that no row has
 * counts 0, with `NO_POSITIVES`.
 * @example labelPrecision('macro') of the rows 1 0, 0 1, scored 0.9, 0.2, 0.4, 0.3 // 1
 */
export function labelPrecision(average: 'macro' | 'micro'): MetricOf<'multilabel'> {
  const title = `average precision, ${average} average`
  return labelMetric({ id: `average_precision_${average}`, title, average, metric: curveMetric(averagePrecision), code: 'NO_POSITIVES' })
}

interface LabelMetricOptions {
  readonly id: string
  readonly title: string
  readonly average: 'macro' | 'micro'
  readonly metric: MetricOf<'binary'>
  /** What is said of a label that makes the metric undefined. */
  readonly code: MetricWarningCode
}

function labelMetric({ id, title, average, metric, code }: LabelMetricOptions): MetricOf<'multilabel'> {
  const prepare = (rows: MultilabelRows) => {
    requireLabelScores(rows)
    const problems = average === 'macro' ? rows.labels.map((_, at) => ofLabel(rows, at)) : [ofCells(rows)]
    const about = { label: new Uint8Array(rows.label.length / rows.labels.length), classWeights: () => new Float64Array(0) }
    return [{ metric, problems, share: () => 1, isWeighted: false }, about] as const
  }
  return {
    id,
    title,
    better: 'higher',
    range: [0, 1],
    inference: 'influence',
    measure: (rows) => ({ ...averageProblems(...prepare(rows), rows.weight), warnings: unfitLabels(rows, { average, code }) }),
    reweigh: (rows) => reweighProblems(...prepare(rows)),
  }
}

function ofLabel({ label, score, labels }: ScoredMultilabel, at: number): Problem {
  const width = labels.length
  const size = label.length / width
  const [isTrue, scores] = [new Uint8Array(size), new Float64Array(size)]
  for (let row = 0; row < size; row++) {
    isTrue[row] = label[row * width + at] as number
    scores[row] = score[row * width + at] as number
  }
  return { rows: { kind: 'binary', label: isTrue, score: scores, prediction: null, weight: null }, places: null, classes: [] }
}

function ofCells({ label, score, labels }: ScoredMultilabel): Problem {
  const places = new Uint32Array(label.length)
  for (let cell = 0; cell < places.length; cell++) places[cell] = Math.floor(cell / labels.length)
  return { rows: { kind: 'binary', label, score, prediction: null, weight: null }, places, classes: [] }
}

function unfitLabels(
  { label, labels, weight }: MultilabelRows,
  { average, code }: Pick<LabelMetricOptions, 'average' | 'code'>,
): readonly MetricWarning[] {
  const width = average === 'macro' ? labels.length : 1
  const positives = new Float64Array(width)
  const negatives = new Float64Array(width)
  for (let cell = 0; cell < label.length; cell++) {
    const into = label[cell] === 1 ? positives : negatives
    into[cell % width] = (into[cell % width] as number) + (weight ? (weight[Math.floor(cell / labels.length)] as number) : 1)
  }
  const unfit = [...positives.keys()].filter((at) => positives[at] === 0 || (code === 'ONE_CLASS' && negatives[at] === 0))
  if (unfit.length === 0) return []
  const whose = average === 'macro' ? namesOf(unfit, labels) : 'any label'
  const message = code === 'ONE_CLASS' ? `no row, or every row that counts, has ${whose}` : `no row that counts has ${whose}`
  return [{ code, message }]
}
