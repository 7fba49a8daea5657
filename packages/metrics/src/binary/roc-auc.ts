import type { Measurement, MetricOf } from '../metric.ts'
import type { ScoredBinary } from '../rows/binary-rows.ts'
import { classWeights, oneClass } from './classes.ts'
import { classTotals, constantScore, scored } from './curve-metric.ts'
import { withInfluence } from './lazy-influence.ts'
import { cumulate, rankRows } from './ranking.ts'
import { sortedNumbers } from './sorted-numbers.ts'

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
  measure: (rows) => measureArea(scored(rows)),
  reweigh(rows) {
    return areaByWeight(scored(rows))
  },
}

/**
 * Gini coefficient of a ranking, Somers' D of labels and scores: 2 * ROC AUC - 1, and undefined where that is.
 * @example gini.measure({ kind: 'binary', label: Uint8Array.of(0, 1, 1), score: Float64Array.of(0.2, 0.2, 0.9), prediction: null, weight: null }).value // 0.5
 */
export const gini: MetricOf<'binary'> = {
  id: 'gini',
  title: 'Gini coefficient',
  better: 'higher',
  range: [-1, 1],
  inference: 'ranks',
  measure(rows) {
    const area = measureArea(scored(rows))
    const { value, warnings } = area
    if (Number.isNaN(value)) return area
    return withInfluence({ value: 2 * value - 1, warnings }, () => (area.influence ?? new Float64Array(0)).map((one) => 2 * one))
  },
  reweigh(rows) {
    const area = areaByWeight(scored(rows))
    return (weight) => 2 * area(weight) - 1
  },
}

function measureArea(rows: ScoredBinary): Measurement {
  const warnings = oneClass(rows.label, rows.weight)
  if (warnings.length > 0) return { value: Number.NaN, influence: null, warnings }
  const value = rows.weight ? areaByWeight(rows)(rows.weight) : areaByMerging(rows)
  const isConstant = rows.score.every((one) => one === rows.score[0])
  return withInfluence({ value, warnings: constantScore(rows, isConstant) }, () => influenceOf(rows, value))
}

// Thousands of resamples go through here: one loop that branches at the end of ties only, and keeps no curve.
function areaByWeight(rows: ScoredBinary): (weight: Float64Array) => number {
  const { order, label, ends } = rankRows(rows)
  const isLastOfTie = new Uint8Array(order.length)
  for (const end of ends) isLastOfTie[end - 1] = 1
  return (weight) => {
    let [positive, negative, tiedPositive, tiedNegative, area] = [0, 0, 0, 0, 0]
    for (let rank = 0; rank < order.length; rank++) {
      const one = weight[order[rank] as number] as number
      const ofPositive = one * (label[rank] as number)
      tiedPositive += ofPositive
      tiedNegative += one - ofPositive
      if (isLastOfTie[rank] === 0) continue
      area += tiedNegative * (positive + tiedPositive / 2)
      positive += tiedPositive
      negative += tiedNegative
      tiedPositive = 0
      tiedNegative = 0
    }
    return area / positive / negative
  }
}

// Without weights nobody asks which row has which score: sorting the scores of each class and merging them is the fastest way.
function areaByMerging({ label, score }: ScoredBinary): number {
  const { positive, negative } = classWeights(label, null)
  const scores = [new Float64Array(negative), new Float64Array(positive)] as const
  const filled = [0, 0] as [number, number]
  for (let row = 0; row < label.length; row++) {
    const side = label[row] === 1 ? 1 : 0
    scores[side][filled[side]++] = score[row] as number
  }
  return pairsWon(sortedNumbers(scores[1]), sortedNumbers(scores[0])) / positive / negative
}

/** The pairs of one of each where the first is higher, a tie counting half; both in ascending order. */
function pairsWon(first: Float64Array, second: Float64Array): number {
  let [below, notAbove] = [0, 0]
  let doubled = 0
  for (let at = 0; at < first.length; at++) {
    const value = first[at] as number
    while (below < second.length && (second[below] as number) < value) below++
    if (notAbove < below) notAbove = below
    while (notAbove < second.length && (second[notAbove] as number) === value) notAbove++
    doubled += below + notAbove
  }
  return doubled / 2
}

/** Per row its share of the other class (by weight) that it is ranked rightly against, less the area; scaled to the mean of its class. */
function influenceOf(rows: ScoredBinary, area: number): Float64Array {
  const { label, weight } = rows
  const ranking = rankRows(rows)
  const { order, ends } = ranking
  const { positive, negative } = cumulate(ranking)(weight)
  const { positives, negatives } = classTotals({ positive, negative })
  const influence = new Float64Array(order.length)
  for (let group = 0, rank = 0; group < ends.length; group++) {
    const above = ((positive[group] as number) + (positive[group + 1] as number)) / 2
    const below = negatives - ((negative[group] as number) + (negative[group + 1] as number)) / 2
    const ofPositive = (order.length * (below / negatives - area)) / positives
    const ofNegative = (order.length * (above / positives - area)) / negatives
    for (const end = ends[group] as number; rank < end; rank++) {
      const row = order[rank] as number
      influence[row] = (weight ? (weight[row] as number) : 1) * (label[row] === 1 ? ofPositive : ofNegative)
    }
  }
  return influence
}
