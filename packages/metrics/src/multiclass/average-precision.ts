import { averagePrecision } from '../binary/average-precision.ts'
import { curveMetric } from '../binary/curve-metric.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { type MulticlassRows, requireClassScores } from '../rows/multiclass-rows.ts'
import { averageProblems, reweighProblems } from './average-of-problems.ts'
import { namesOf } from './class-names.ts'
import { weightOfClasses } from './one-class.ts'
import { oneAgainstRest } from './roc-auc.ts'

/**
 * Mean over the classes of the average precision of that class against all others. A class that no row has counts 0, with
 * `NO_POSITIVES`.
 * @example of labels 0, 1, 2 and the identity as probabilities // 1
 */
export const averagePrecisionMacro: MetricOf<'multiclass'> = {
  id: 'average_precision_macro',
  title: 'average precision, macro average',
  better: 'higher',
  range: [0, 1],
  inference: 'influence',
  measure: (rows) => ({ ...averageProblems(...prepare(rows), rows.weight), warnings: withoutPositives(rows) }),
  reweigh: (rows) => reweighProblems(...prepare(rows)),
}

function prepare(rows: MulticlassRows) {
  requireClassScores(rows)
  const about = { label: rows.label, classWeights: (weight: Float64Array | null) => weightOfClasses(rows, weight) }
  return [{ metric: curveMetric(averagePrecision), problems: oneAgainstRest(rows), share: () => 1, isWeighted: false }, about] as const
}

function withoutPositives(rows: MulticlassRows): readonly MetricWarning[] {
  const weights = weightOfClasses(rows, rows.weight)
  const places = [...weights.keys()].filter((at) => weights[at] === 0)
  if (places.length === 0) return []
  return [{ code: 'NO_POSITIVES', message: `no row that counts has class ${namesOf(places, rows.classes)}, which counts 0` }]
}
