import type { MetricOf } from '../metric.ts'
import { hasNoRelevant, queryMetric } from './query-metric.ts'
import type { RankedList } from './ranked-lists.ts'

/**
 * Normalised discounted cumulative gain of the best K items (Järvelin & Kekäläinen, 2002): the gain is the relevance itself, the discount
 * log2(rank + 1); items of equal score share the mean gain of their ranks (McSherry & Najork, 2008), as in scikit-learn. The best
 * possible list holds the listed items, and with relevance 1 those relevant ones that are known not to be listed. A query without a
 * relevant item counts 0, with `EMPTY_QUERIES`.
 * @example ndcg(Infinity).measure(one query, relevance [1, 0, 2], all scores equal).value // 0.8099531166420328
 */
export function ndcg(cutoff: number, id = 'ndcg'): MetricOf<'ranking'> {
  return queryMetric({
    id,
    title: cutoff === Infinity ? 'NDCG' : `NDCG at ${cutoff}`,
    better: 'higher',
    range: [0, 1],
    inference: 'mean',
    isEmpty: hasNoRelevant,
    emptyValue: 0,
    lacks: 'relevant item',
    of: (list) => tiedGain(list, cutoff) / bestGain(list, cutoff),
  })
}

function tiedGain({ size, relevance, score }: RankedList, cutoff: number): number {
  let gain = 0
  for (let start = 0, end = 0; start < size && start < cutoff; start = end) {
    let sum = 0
    let discounts = 0
    for (end = start; end < size && score[end] === score[start]; end++) {
      sum += relevance[end] as number
      if (end < cutoff) discounts += discount(end)
    }
    gain += (sum / (end - start)) * discounts
  }
  return gain
}

function bestGain({ size, relevance, relevant, listedRelevant }: RankedList, cutoff: number): number {
  const unlisted = relevant - listedRelevant
  const best = new Float64Array(size + Math.min(unlisted, cutoff === Infinity ? unlisted : cutoff)).fill(1)
  best.set(relevance.subarray(0, size))
  best.sort()
  let gain = 0
  for (let rank = 0; rank < best.length && rank < cutoff; rank++) gain += (best[best.length - 1 - rank] as number) * discount(rank)
  return gain
}

function discount(rank: number): number {
  return 1 / Math.log2(rank + 2)
}
