import type { RankingRows } from '../rows/ranking-rows.ts'
import { perQuery } from './ranked-lists.ts'

export interface BestPlaces {
  /** Where each query's places start, and at the end their number. */
  readonly starts: Uint32Array
  /** Places of the items among those of all queries, best first. */
  readonly places: Uint32Array
}

/** The places of the best K items of each list. */
export function bestPlaces(rows: RankingRows, cutoff: number): BestPlaces {
  const starts = new Uint32Array(rows.starts.length)
  const places = new Uint32Array(rows.score.length)
  perQuery(rows, ({ size, place }, query) => {
    const kept = Math.min(size, cutoff)
    const from = starts[query] as number
    places.set(place.subarray(0, kept), from)
    starts[query + 1] = from + kept
    return kept
  })
  return { starts, places }
}
