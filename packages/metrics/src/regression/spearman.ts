import { measureMeans } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { type RegressionRows, requireRegression } from '../rows/regression-rows.ts'
import { correlationAt, moments, undefinedCorrelation } from './correlation.ts'
import { groupWeights, middleRanks, type RankGroups, rankGroups } from './rank-groups.ts'

/**
 * Spearman's rank correlation: Pearson's of the ranks, ties at their middle rank; a weight counts as that many rows. The influence
 * of a row is its own part and what it does to the ranks of the others. Either constant: NaN with `CONSTANT_LABEL` or `DEGENERATE`.
 * @example of labels 1, 2, 3 and predictions 1, 10, 5 // 0.5
 */
export const spearman: MetricOf<'regression'> = {
  id: 'spearman',
  title: "Spearman's rank correlation",
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  measure(rows) {
    requireRegression(rows)
    const weight = rows.weight ?? new Float64Array(rows.label.length).fill(1)
    const [label, prediction] = [ranked(rankGroups(rows.label), weight), ranked(rankGroups(rows.prediction), weight)]
    const columns = moments({ label: label.ranks, prediction: prediction.ranks, weight })
    const { value, influence } = measureMeans({ columns, at: correlationAt }, weight)
    if (influence) {
      const [x, y] = columns as readonly [Float64Array, Float64Array]
      addRankShifts(influence, { groups: label.groups, own: x, other: y, weight, value })
      addRankShifts(influence, { groups: prediction.groups, own: y, other: x, weight, value })
    }
    return { value, influence, warnings: undefinedCorrelation(rows, value) }
  },
  reweigh,
}

function ranked(groups: RankGroups, weight: Float64Array): { readonly groups: RankGroups; readonly ranks: Float64Array } {
  const middle = middleRanks(groupWeights(groups, weight))
  const ranks = new Float64Array(groups.group.length)
  for (let row = 0; row < ranks.length; row++) ranks[row] = middle[groups.group[row] as number] as number
  return { groups, ranks }
}

interface RankShift {
  readonly groups: RankGroups
  /** Centred ranks of this side, and of the other. */
  readonly own: Float64Array
  readonly other: Float64Array
  readonly weight: Float64Array
  readonly value: number
}

/** More weight on a row lifts the ranks above it by that, and those of its own group by half. */
function addRankShifts(influence: Float64Array, { groups, own, other, weight, value }: RankShift): void {
  const square = (ranks: Float64Array): number => ranks.reduce((sum, rank, row) => sum + (weight[row] as number) * rank * rank, 0)
  const ownSquare = square(own)
  const deviation = Math.sqrt(ownSquare) * Math.sqrt(square(other))
  const pull = new Float64Array(groups.count)
  for (let row = 0; row < own.length; row++) {
    const slope = (other[row] as number) / deviation - (value * (own[row] as number)) / ownSquare
    const group = groups.group[row] as number
    pull[group] = (pull[group] as number) + (weight[row] as number) * slope
  }
  let above = 0
  for (let group = groups.count - 1; group >= 0; group--) {
    const here = pull[group] as number
    pull[group] = above + here / 2
    above += here
  }
  for (let row = 0; row < own.length; row++)
    influence[row] = (influence[row] as number) + own.length * (weight[row] as number) * (pull[groups.group[row] as number] as number)
}

function reweigh(rows: RegressionRows): (weight: Float64Array) => number {
  requireRegression(rows)
  const [labels, predictions] = [rankGroups(rows.label), rankGroups(rows.prediction)]
  return (weight) => {
    const x = middleRanks(groupWeights(labels, weight))
    const y = middleRanks(groupWeights(predictions, weight))
    let total = 0
    for (let row = 0; row < weight.length; row++) total += weight[row] as number
    const middle = total / 2 // the mean of middle ranks
    let [xx, yy, xy] = [0, 0, 0]
    for (let row = 0; row < weight.length; row++) {
      const one = weight[row] as number
      const u = (x[labels.group[row] as number] as number) - middle
      const v = (y[predictions.group[row] as number] as number) - middle
      xx += one * u * u
      yy += one * v * v
      xy += one * u * v
    }
    return xx === 0 || yy === 0 ? Number.NaN : xy / (Math.sqrt(xx) * Math.sqrt(yy))
  }
}
