import type { MetricOf } from '../metric.ts'
import type { RankingRows } from '../rows/ranking-rows.ts'
import { hitsWithin } from './precision-of-lists.ts'
import { hasNoRelevant, queryMetric } from './query-metric.ts'
import type { RankedList } from './ranked-lists.ts'

/** Keeps the precision above a rank from being 0 / 0 where nothing is judged: trec_eval's. */
const epsilon = 1e-5

/**
 * How few items that were judged irrelevant stand above a relevant one (Buckley & Voorhees, 2004), as in trec_eval: each of the R relevant
 * items gives 1 - min(R, irrelevant ones above it) / min(R, N), N being how many listed items were judged irrelevant. Items that nobody
 * judged do not count.
 * @example bpref.measure(one query, relevance [1, 0, 1, 0] in that order).value // 0.75
 */
export const bpref: MetricOf<'ranking'> = queryMetric({
  id: 'bpref',
  title: 'bpref',
  better: 'higher',
  range: [0, 1],
  inference: 'mean',
  isEmpty: hasNoRelevant,
  emptyValue: 0,
  lacks: 'relevant item',
  of(list, rows) {
    const most = Math.min(list.relevant, judgedIrrelevant(list, rows))
    let above = 0
    let sum = 0
    for (let rank = 0; rank < list.size; rank++) {
      if ((list.relevance[rank] as number) > 0) sum += above > 0 ? 1 - Math.min(above, list.relevant) / most : 1
      else if (isJudged(list, rows, rank)) above++
    }
    return sum / list.relevant
  },
})

/**
 * Inferred average precision (Yilmaz & Aslam, 2006), as in trec_eval: the precision at a relevant item is estimated from the items above
 * it that were judged, a sample. Where all are judged it is average precision, but for trec_eval's smoothing by 0.00001.
 */
export const inferredAveragePrecision: MetricOf<'ranking'> = queryMetric({
  id: 'infap',
  title: 'inferred average precision',
  better: 'higher',
  range: [0, 1],
  inference: 'mean',
  isEmpty: hasNoRelevant,
  emptyValue: 0,
  lacks: 'relevant item',
  of(list, rows) {
    let hits = 0
    let misses = 0
    let sum = 0
    for (let rank = 0; rank < list.size; rank++) {
      if ((list.relevance[rank] as number) > 0) {
        sum += (1 + (rank * (hits + epsilon)) / (hits + misses + 2 * epsilon)) / (rank + 1)
        hits++
      } else if (isJudged(list, rows, rank)) misses++
    }
    return sum / list.relevant
  },
})

/**
 * Share of a query's irrelevant items that are among the best K: lower is better. A query without one counts 1, as in torchmetrics.
 * @example fallOutAt(2).measure(one query, relevance [1, 0, 0] in that order).value // 0.5
 */
export function fallOutAt(cutoff: number, id = `fall_out@${cutoff}`): MetricOf<'ranking'> {
  return queryMetric({
    id,
    title: `fall-out at ${cutoff}`,
    better: 'lower',
    range: [0, 1],
    inference: 'mean',
    isEmpty: ({ size, listedRelevant }) => size === listedRelevant,
    emptyValue: 1,
    lacks: 'irrelevant item',
    of: (list) => (Math.min(cutoff, list.size) - hitsWithin(list, cutoff)) / (list.size - list.listedRelevant),
  })
}

/**
 * Mean over queries of the area under the ROC curve within each list: how often a relevant item scores higher than an irrelevant one, a
 * tie counting half. A query without one of the two counts 0, as in torchmetrics.
 * @example areaPerQuery.measure(one query, relevance [1, 0, 1], scores [3, 2, 2]).value // 0.75
 */
export const areaPerQuery: MetricOf<'ranking'> = queryMetric({
  id: 'auc',
  title: 'ROC AUC within queries',
  better: 'higher',
  range: [0, 1],
  inference: 'mean',
  isEmpty: ({ size, listedRelevant }) => listedRelevant === 0 || listedRelevant === size,
  emptyValue: 0,
  lacks: 'pair of a relevant and an irrelevant item',
  of: areaOf,
})

function areaOf({ size, relevance, score, listedRelevant }: RankedList): number {
  let missesAbove = 0
  let lost = 0
  for (let start = 0, end = 0; start < size; start = end) {
    let hits = 0
    for (end = start; end < size && score[end] === score[start]; end++) if ((relevance[end] as number) > 0) hits++
    const misses = end - start - hits
    lost += hits * (missesAbove + misses / 2)
    missesAbove += misses
  }
  return 1 - lost / (listedRelevant * (size - listedRelevant))
}

function judgedIrrelevant(list: RankedList, rows: RankingRows): number {
  let count = 0
  for (let rank = 0; rank < list.size; rank++) if (list.relevance[rank] === 0 && isJudged(list, rows, rank)) count++
  return count
}

function isJudged({ place }: RankedList, { judged }: RankingRows, rank: number): boolean {
  return !judged || judged[place[rank] as number] === 1
}
