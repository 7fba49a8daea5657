import type { MetricOf } from '../metric.ts'
import { hasNoRelevant, type QueryValue, queryMetric } from './query-metric.ts'
import type { RankedList } from './ranked-lists.ts'

type About = Pick<QueryValue, 'id' | 'title' | 'of'> & Partial<Pick<QueryValue, 'inference'>>

function ofRelevant({ id, title, of, inference = 'mean' }: About): MetricOf<'ranking'> {
  return queryMetric({ id, title, better: 'higher', range: [0, 1], inference, isEmpty: hasNoRelevant, emptyValue: 0, lacks: 'relevant item', of })
}

/**
 * Mean average precision: for each query the precision at the rank of each relevant item among the best K, summed and divided by the
 * number of its relevant items, listed or not (trec_eval's `map` and `map_cut`; not by the smaller of that number and K).
 * @example meanAveragePrecision(Infinity).measure(one query, relevance [1, 0, 1] in that order).value // 0.8333333333333333
 */
export function meanAveragePrecision(cutoff: number, id = 'map'): MetricOf<'ranking'> {
  const of = ({ size, relevance, relevant }: RankedList) => {
    let hits = 0
    let sum = 0
    for (let rank = 0; rank < size && rank < cutoff; rank++) if ((relevance[rank] as number) > 0) sum += ++hits / (rank + 1)
    return sum / relevant
  }
  return ofRelevant({ id, title: cutoff === Infinity ? 'mean average precision' : `mean average precision at ${cutoff}`, of })
}

/**
 * Mean reciprocal rank of the first relevant item; 0 where none is among the best K.
 * @example meanReciprocalRank(Infinity).measure(one query, relevance [0, 0, 1] in that order).value // 0.3333333333333333
 */
export function meanReciprocalRank(cutoff: number, id = 'mrr'): MetricOf<'ranking'> {
  const of = ({ size, relevance }: RankedList) => {
    for (let rank = 0; rank < size && rank < cutoff; rank++) if ((relevance[rank] as number) > 0) return 1 / (rank + 1)
    return 0
  }
  return ofRelevant({ id, title: cutoff === Infinity ? 'mean reciprocal rank' : `mean reciprocal rank at ${cutoff}`, of })
}

/**
 * Share of relevant items among the best K, divided by K even where fewer are listed.
 * @example precisionAt(2).measure(one query, relevance [1, 0, 1] in that order).value // 0.5
 */
export function precisionAt(cutoff: number, id = `precision@${cutoff}`): MetricOf<'ranking'> {
  return ofRelevant({ id, title: `precision at ${cutoff}`, of: (list) => hitsWithin(list, cutoff) / cutoff })
}

/**
 * Share of the relevant items of a query that are among the best K.
 * @example recallAt(2).measure(one query, relevance [1, 0, 1] in that order).value // 0.5
 */
export function recallAt(cutoff: number, id = `recall@${cutoff}`): MetricOf<'ranking'> {
  return ofRelevant({ id, title: `recall at ${cutoff}`, of: (list) => hitsWithin(list, cutoff) / list.relevant })
}

/**
 * Share of queries with a relevant item among the best K.
 * @example hitRateAt(1).measure(two queries, relevance [1, 0] and [0, 1] in that order).value // 0.5
 */
export function hitRateAt(cutoff: number, id = `hit_rate@${cutoff}`): MetricOf<'ranking'> {
  return ofRelevant({ id, title: `hit rate at ${cutoff}`, inference: 'share', of: (list) => (hitsWithin(list, cutoff) > 0 ? 1 : 0) })
}

/** Precision among the best R items, R being how many are relevant: 1 where all of them come first. */
export const rPrecision: MetricOf<'ranking'> = ofRelevant({
  id: 'r_precision',
  title: 'R-precision',
  of: (list) => hitsWithin(list, list.relevant) / list.relevant,
})

/** Relevant items among the best K. */
export function hitsWithin({ size, relevance }: RankedList, cutoff: number): number {
  let hits = 0
  for (let rank = 0; rank < size && rank < cutoff; rank++) if ((relevance[rank] as number) > 0) hits++
  return hits
}
