import type { RankingRows } from '../rows/ranking-rows.ts'

/** The list of one query, best first. */
export interface RankedList {
  /** How many items it has. The arrays are longer: they serve every list. */
  readonly size: number
  /** Of the item at each rank; above 0 an item is relevant. */
  readonly relevance: Float64Array
  readonly score: Float64Array
  /** Place of the item among those of all queries. */
  readonly place: Uint32Array
  /** Relevant items of the query, listed or not. */
  readonly relevant: number
  /** Those that are listed. */
  readonly listedRelevant: number
}

/**
 * One number for each query, by descending score, equal scores in the order of the file. The list is the same object for every query,
 * filled anew: what needs it later copies it.
 */
export function perQuery({ starts, relevance, score, relevant }: RankingRows, of: (list: RankedList, query: number) => number): Float64Array {
  const longest = longestList(starts)
  const list = {
    size: 0,
    relevance: new Float64Array(longest),
    score: new Float64Array(longest),
    place: new Uint32Array(longest),
    relevant: 0,
    listedRelevant: 0,
  }
  return new Float64Array(starts.length - 1).map((_, query) => {
    const from = starts[query] as number
    list.size = (starts[query + 1] as number) - from
    rank(list.place.subarray(0, list.size), score, from)
    list.listedRelevant = 0
    for (let at = 0; at < list.size; at++) {
      const place = list.place[at] as number
      list.relevance[at] = relevance[place] as number
      list.score[at] = score[place] as number
      if ((relevance[place] as number) > 0) list.listedRelevant++
    }
    list.relevant = relevant ? (relevant[query] as number) : list.listedRelevant
    return of(list, query)
  })
}

function longestList(starts: Uint32Array): number {
  let longest = 0
  for (let query = 1; query < starts.length; query++) longest = Math.max(longest, (starts[query] as number) - (starts[query - 1] as number))
  return longest
}

/** Most files hold their lists ranked already. */
function rank(places: Uint32Array, score: ArrayLike<number>, from: number): void {
  let isRanked = true
  for (let at = 0; at < places.length; at++) {
    places[at] = from + at
    if (at > 0 && (score[from + at] as number) > (score[from + at - 1] as number)) isRanked = false
  }
  if (!isRanked) places.sort((a, b) => (score[b] as number) - (score[a] as number) || a - b)
}
