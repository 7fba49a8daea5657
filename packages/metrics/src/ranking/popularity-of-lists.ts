import type { Measurement, MetricOf, MetricWarning } from '../metric.ts'
import { type ItemRanking, type RankingRows, requireKnownItems } from '../rows/ranking-rows.ts'
import { reweighMean } from '../unit-sums.ts'
import { weightedMean } from '../weighted-mean.ts'
import { type BestPlaces, bestPlaces } from './best-places.ts'
import { emptyQueries } from './query-metric.ts'

/**
 * How unexpected the best K items of each list are: the mean of -log2 of each item's share of all meetings in training, averaged over
 * queries (Zhou et al., 2010). An item never met counts as met once, with `UNSEEN_ITEMS`. A query without items counts 0.
 * @example noveltyAt(1).measure(one query that lists item 0 first, popularity [1, 3]).value // 2
 */
export function noveltyAt(cutoff: number, id = `novelty@${cutoff}`): MetricOf<'ranking'> {
  const values = (rows: ItemRanking, best: BestPlaces) => {
    const total = rows.popularity.reduce((sum, count) => sum + Math.max(1, count), 0)
    const surprise = rows.popularity.map((count) => Math.log2(total / Math.max(1, count)))
    return meansOf(surprise, rows.item, best)
  }
  const measure = (rows: RankingRows): Measurement => {
    requireKnownItems(rows)
    const best = bestPlaces(rows, cutoff)
    return { ...weightedMean(values(rows, best), rows.weight), warnings: [...withoutItems(rows, best), ...unseenItems(rows, best)] }
  }
  return {
    ...{ id, title: `novelty at ${cutoff}`, better: 'higher', range: [0, Infinity], inference: 'mean', measure },
    reweigh(rows) {
      requireKnownItems(rows)
      return reweighMean(values(rows, bestPlaces(rows, cutoff)))
    },
  }
}

/**
 * How often the best K items of each list were met in training, averaged over its items and then over queries: neither more nor less is
 * better of itself. A query without items counts 0.
 * @example popularityAt(2).measure(one query that lists items 0 and 1, popularity [1, 3]).value // 2
 */
export function popularityAt(cutoff: number, id = `popularity@${cutoff}`): MetricOf<'ranking'> {
  const measure = (rows: RankingRows): Measurement => {
    requireKnownItems(rows)
    const best = bestPlaces(rows, cutoff)
    return { ...weightedMean(meansOf(rows.popularity, rows.item, best), rows.weight), warnings: withoutItems(rows, best) }
  }
  return {
    ...{ id, title: `mean popularity at ${cutoff}`, better: 'neither', range: [0, Infinity], inference: 'mean', measure },
    reweigh(rows) {
      requireKnownItems(rows)
      return reweighMean(meansOf(rows.popularity, rows.item, bestPlaces(rows, cutoff)))
    },
  }
}

function meansOf(ofItem: Float64Array, item: Int32Array, { starts, places }: BestPlaces): Float64Array {
  return new Float64Array(starts.length - 1).map((_, query) => {
    const from = starts[query] as number
    const end = starts[query + 1] as number
    let sum = 0
    for (let at = from; at < end; at++) sum += ofItem[item[places[at] as number] as number] as number
    return end === from ? 0 : sum / (end - from)
  })
}

function withoutItems({ weight }: RankingRows, { starts }: BestPlaces): readonly MetricWarning[] {
  let empty = 0
  for (let query = 0; query + 1 < starts.length; query++) if (starts[query] === starts[query + 1] && weight?.[query] !== 0) empty++
  return emptyQueries({ empty, queries: starts.length - 1, emptyValue: 0, lacks: 'items' })
}

function unseenItems({ item, popularity, weight }: ItemRanking, { starts, places }: BestPlaces): readonly MetricWarning[] {
  const unseen = new Set<number>()
  for (let query = 0; query + 1 < starts.length; query++) {
    if (weight?.[query] === 0) continue
    for (let at = starts[query] as number; at < (starts[query + 1] as number); at++) {
      const one = item[places[at] as number] as number
      if ((popularity[one] as number) < 1) unseen.add(one)
    }
  }
  if (unseen.size === 0) return []
  return [{ code: 'UNSEEN_ITEMS', message: `${unseen.size} listed items were never met in training; each counts as met once` }]
}
