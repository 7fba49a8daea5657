import { classWeights, oneClass } from './classes.ts'
import type { Measurement, MetricOf } from '../metric.ts'
import { requireScores, type ScoredBinary } from '../rows/binary-rows.ts'
import type { Numbers } from '../rows/numbers.ts'
import { sortedOrder } from './sorted-order.ts'

/**
 * Area under the ROC curve: how often a positive scores higher than a negative, a tie counting half. The influence of a row is its
 * placement among the other class less the area (DeLong, 1988; by ranks, so O(n log n)). Undefined, NaN with `ONE_CLASS`, on one
 * class; 0.5 with `CONSTANT_SCORE` where all scores tie.
 * @example rocAuc.measure({ kind: 'binary', label: Uint8Array.of(0, 1, 1), score: Float64Array.of(0.2, 0.2, 0.9), prediction: null, weight: null }).value // 0.75
 */
export const rocAuc: MetricOf<'binary'> = {
  id: 'roc_auc',
  title: 'ROC AUC',
  better: 'higher',
  range: [0, 1],
  inference: 'ranks',
  measure(rows) {
    requireScores(rows)
    const warnings = oneClass(rows.label, rows.weight)
    return warnings.length > 0 ? { value: Number.NaN, influence: null, warnings } : measurePlacements(rows)
  },
}

function measurePlacements(rows: ScoredBinary): Measurement {
  const { label, score, weight } = rows
  const totals = classWeights(label, weight)
  const { placement, area, tieGroups } = placements(rows, totals)
  const value = area / totals.positive / totals.negative
  const influence = placement.map((place, row) => {
    const own = label[row] === 1 ? totals.positive : totals.negative
    return ((weight ? (weight[row] as number) : 1) * label.length * (place - value)) / own
  })
  const message = `all ${score.length} scores are ${score[0]}`
  return { value, influence, warnings: tieGroups === 1 ? [{ code: 'CONSTANT_SCORE', message }] : [] }
}

/** Per row, the share of the other class (by weight) that it is ranked rightly against; and the weighted count of such pairs. */
function placements({ label, score, weight }: ScoredBinary, totals: { positive: number; negative: number }) {
  const order = sortedOrder(score)
  const placement = new Float64Array(score.length)
  const below = { positive: 0, negative: 0 }
  let area = 0
  let tieGroups = 0
  for (let start = 0, end = 0; start < order.length; start = end, tieGroups++) {
    end = endOfTie(order, score, start)
    const tied = order.subarray(start, end)
    const here = tiedWeights(tied, label, weight)
    const negativesBelow = below.negative + here.negative / 2
    const positivesAbove = totals.positive - below.positive - here.positive / 2
    for (const row of tied) placement[row] = label[row] === 1 ? negativesBelow / totals.negative : positivesAbove / totals.positive
    area += here.positive * negativesBelow
    below.positive += here.positive
    below.negative += here.negative
  }
  return { placement, area, tieGroups }
}

function endOfTie(order: Uint32Array, score: Numbers, start: number): number {
  const value = score[order[start] as number]
  let end = start + 1
  while (end < order.length && score[order[end] as number] === value) end++
  return end
}

function tiedWeights(tied: Uint32Array, label: Uint8Array, weight: Float64Array | null) {
  let positive = 0
  let negative = 0
  for (const row of tied) {
    const one = weight ? (weight[row] as number) : 1
    if (label[row] === 1) positive += one
    else negative += one
  }
  return { positive, negative }
}
