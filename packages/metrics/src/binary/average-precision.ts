import type { MetricWarning } from '../metric.ts'
import type { ScoredBinary } from '../rows/binary-rows.ts'
import { classWeights, oneClass } from './classes.ts'
import { type CurveFormula, classTotals } from './curve-metric.ts'
import { cumulate, type Ranking } from './ranking.ts'

/**
 * Average precision, the step-wise area under the precision-recall curve: the mean over positives of the precision among the rows
 * that score as high or higher. 0 with `NO_POSITIVES`; the share of positives where all scores tie.
 * @example metric('average_precision', 'binary').measure({ kind: 'binary', label: Uint8Array.of(0, 0, 1, 1), score: Float64Array.of(0.1, 0.4, 0.35, 0.8), prediction: null, weight: null }).value // 0.8333333333333333
 */
export const averagePrecision: CurveFormula = {
  id: 'average_precision',
  title: 'average precision',
  better: 'higher',
  range: [0, 1],
  inference: 'influence',
  value(curve) {
    const { positives, negatives } = classTotals(curve)
    if (positives === 0) return negatives === 0 ? Number.NaN : 0
    let sum = 0
    for (let at = 1; at < curve.positive.length; at++) {
      const found = curve.positive[at] as number
      const gained = found - (curve.positive[at - 1] as number)
      if (gained > 0) sum += (gained * found) / (found + (curve.negative[at] as number))
    }
    return sum / positives
  },
  influence: influenceOfRows,
  warnings: noPositives,
}

/** The warnings of a metric that is 0 by convention without positives. */
export function noPositives({ label, weight }: ScoredBinary): readonly MetricWarning[] {
  if (classWeights(label, weight).positive > 0) return oneClass(label, weight)
  return [{ code: 'NO_POSITIVES', message: 'no row that counts has label 1' }]
}

// A row adds its own precision if it is a positive, and shifts that of every positive that scores as high or lower: a mean over
// positives i of T_i / M_i (true positives, rows above) has the derivative of sum p_i (y / M_i - T_i / M_i^2) by the weight of a row.
function influenceOfRows({ rows, ranking, value }: { rows: ScoredBinary; ranking: Ranking; value: number }): Float64Array {
  const { positive, negative } = cumulate(ranking)(rows.weight)
  const { order, ends } = ranking
  const influence = new Float64Array(order.length)
  const scale = order.length / (positive.at(-1) as number)
  let perPositive = 0
  let perRow = 0
  for (let group = ends.length - 1; group >= 0; group--) {
    const found = positive[group + 1] as number
    const all = found + (negative[group + 1] as number)
    const gained = found - (positive[group] as number)
    const precision = all > 0 ? found / all : 0
    if (gained > 0) perPositive += gained / all
    if (gained > 0) perRow += (gained * precision) / all
    const moved = [-perRow, perPositive - perRow + precision - value] as const
    for (let rank = group === 0 ? 0 : (ends[group - 1] as number); rank < (ends[group] as number); rank++) {
      const row = order[rank] as number
      influence[row] = (rows.weight ? (rows.weight[row] as number) : 1) * scale * (rows.label[row] === 1 ? moved[1] : moved[0])
    }
  }
  return influence
}
