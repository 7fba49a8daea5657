import { dot } from '../function-of-means.ts'
import type { MetricOf } from '../metric.ts'
import { requireRegression } from '../rows/regression-rows.ts'
import { undefinedCorrelation } from './correlation.ts'
import { groupWeights, type RankGroups, rankGroups } from './rank-groups.ts'

/**
 * Kendall's tau-b: concordant less discordant pairs, over the root of the product of the pairs that are not tied on each side; a weight
 * counts as that many rows. O(n log n). Either constant: NaN with `CONSTANT_LABEL` or `DEGENERATE`.
 * @example of labels 1, 2, 3 and predictions 1, 10, 5 // 0.3333333333333333
 */
export const kendall: MetricOf<'regression'> = {
  id: 'kendall',
  title: "Kendall's tau-b",
  better: 'higher',
  range: [-1, 1],
  inference: 'influence',
  measure(rows) {
    requireRegression(rows)
    const weight = rows.weight ?? new Float64Array(rows.label.length).fill(1)
    const pairs = { x: rankGroups(rows.label), y: rankGroups(rows.prediction), weight }
    const net = netConcordance(pairs)
    const tau = tauOf(dot(net, weight), pairs)
    const influence = Number.isNaN(tau.value) ? null : influenceOf(net, tau, pairs)
    return { value: tau.value, influence, warnings: undefinedCorrelation(rows, tau.value) }
  },
  reweigh(rows) {
    requireRegression(rows)
    const groups = { x: rankGroups(rows.label), y: rankGroups(rows.prediction) }
    const before = new Float64Array(rows.label.length)
    return (weight) => {
      // Every pair is met once from one side.
      addFromOneSide(before.fill(0), { ...groups, weight }, 1)
      return tauOf(2 * dot(before, weight), { ...groups, weight }).value
    }
  },
}

interface Pairs {
  readonly x: RankGroups
  readonly y: RankGroups
  readonly weight: Float64Array
}

/** Of each row, the weight of the rows that it is concordant with less that of those it is discordant with. */
function netConcordance({ x, y, weight }: Pairs): Float64Array {
  const net = new Float64Array(weight.length)
  addFromOneSide(net, { x, y, weight }, 1)
  addFromOneSide(net, { x, y, weight }, -1)
  return net
}

// Rows that come before by x, in this direction, are summed by y in a Fenwick tree; rows tied by x are counted before they are added.
function addFromOneSide(net: Float64Array, { x, y, weight }: Pairs, direction: 1 | -1): void {
  const { order, group } = x
  const tree = new Float64Array(y.count + 1)
  const last = order.length - 1
  const rowAt = (at: number): number => order[direction === 1 ? at : last - at] as number
  let seen = 0
  for (let start = 0, end = 0; start < order.length; start = end) {
    const tied = group[rowAt(start)]
    for (end = start; end < order.length && group[rowAt(end)] === tied; end++) {
      const row = rowAt(end)
      const place = y.group[row] as number
      const below = prefixSum(tree, place)
      const above = seen - prefixSum(tree, place + 1)
      net[row] = (net[row] as number) + direction * (below - above)
    }
    for (let at = start; at < end; at++) {
      const row = rowAt(at)
      addTo(tree, y.group[row] as number, weight[row] as number)
      seen += weight[row] as number
    }
  }
}

function prefixSum(tree: Float64Array, count: number): number {
  let sum = 0
  for (let at = count; at > 0; at &= at - 1) sum += tree[at] as number
  return sum
}

function addTo(tree: Float64Array, place: number, value: number): void {
  for (let at = place + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] as number) + value
}

interface Tau {
  readonly value: number
  readonly total: number
  /** Twice the weight of the pairs that are not tied by x, and by y. */
  readonly untiedX: number
  readonly untiedY: number
}

function tauOf(concordance: number, { x, y, weight }: Pairs): Tau {
  let total = 0
  for (let row = 0; row < weight.length; row++) total += weight[row] as number
  const untied = (groups: RankGroups): number => groupWeights(groups, weight).reduce((sum, own) => sum + own * (total - own), 0)
  const [untiedX, untiedY] = [untied(x), untied(y)]
  const value = untiedX > 0 && untiedY > 0 ? concordance / Math.sqrt(untiedX) / Math.sqrt(untiedY) : Number.NaN
  return { value: Math.max(-1, Math.min(1, value)), total, untiedX, untiedY }
}

function influenceOf(net: Float64Array, { value, total, untiedX, untiedY }: Tau, { x, y, weight }: Pairs): Float64Array {
  const [weightX, weightY] = [groupWeights(x, weight), groupWeights(y, weight)]
  const root = Math.sqrt(untiedX) * Math.sqrt(untiedY)
  return net.map((own, row) => {
    const notTiedX = total - (weightX[x.group[row] as number] as number)
    const notTiedY = total - (weightY[y.group[row] as number] as number)
    return net.length * (weight[row] as number) * ((2 * own) / root - (value * notTiedX) / untiedX - (value * notTiedY) / untiedY)
  })
}
