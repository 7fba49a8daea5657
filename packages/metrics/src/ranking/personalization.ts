import type { Measurement, MetricOf } from '../metric.ts'
import { type RankingRows, requireNamedItems } from '../rows/ranking-rows.ts'
import { type BestPlaces, bestPlaces } from './best-places.ts'

/**
 * How much the lists of different queries differ: 1 less the mean cosine of the sets of their best K items, over all pairs of queries,
 * each pair by the product of its weights. A query without items shares nothing. NaN with `TOO_FEW_ROWS` for fewer than two queries.
 * @example personalization(2).measure(two queries that list items 0, 1 and 1, 2).value // 0.5
 */
export function personalization(cutoff: number, id = `personalization@${cutoff}`): MetricOf<'ranking'> {
  return {
    id,
    title: `personalization at ${cutoff}`,
    better: 'higher',
    range: [0, 1],
    inference: 'influence',
    measure: (rows) => measurePairs(rows, cutoff),
    reweigh(rows) {
      const lists = unitLists(rows, cutoff)
      return (weight) => {
        const { shared, pairs } = likeness(lists, weight)
        return pairs > 0 ? 1 - shared / pairs : Number.NaN
      }
    },
  }
}

interface UnitLists extends BestPlaces {
  readonly item: Int32Array
  /** One number for each item, to be filled. */
  readonly mass: Float64Array
}

function unitLists(rows: RankingRows, cutoff: number): UnitLists {
  requireNamedItems(rows)
  const items = rows.item.reduce((most, one) => Math.max(most, one), -1) + 1
  return { ...bestPlaces(rows, cutoff), item: rows.item, mass: new Float64Array(items) }
}

function measurePairs(rows: RankingRows, cutoff: number): Measurement {
  const lists = unitLists(rows, cutoff)
  const { starts, places, item, mass } = lists
  const weight = rows.weight ?? new Float64Array(starts.length - 1).fill(1)
  const { shared, pairs, total } = likeness(lists, weight)
  if (!(pairs > 0)) {
    const message = 'fewer than two queries count: there is no pair of lists to compare'
    return { value: Number.NaN, influence: null, warnings: [{ code: 'TOO_FEW_ROWS', message }] }
  }
  const influence = weight.map((own, query) => {
    const length = Math.sqrt(sizeOf(starts, query))
    let along = 0
    for (let at = starts[query] as number; at < (starts[query + 1] as number); at++)
      along += (mass[item[places[at] as number] as number] as number) / length
    const others = along - (length > 0 ? own : 0)
    return (-2 * weight.length * own * (others - (shared / pairs) * (total - own))) / pairs
  })
  return { value: 1 - shared / pairs, influence, warnings: [] }
}

/** The cosines of all ordered pairs of different queries summed up, by way of the sum of all unit vectors; and the weight of those pairs. */
function likeness({ starts, places, item, mass }: UnitLists, weight: Float64Array): { shared: number; pairs: number; total: number } {
  mass.fill(0)
  let total = 0
  let squares = 0
  let selves = 0
  for (let query = 0; query < weight.length; query++) {
    const own = weight[query] as number
    const size = sizeOf(starts, query)
    total += own
    squares += own * own
    if (size === 0) continue
    selves += own * own
    const step = own / Math.sqrt(size)
    for (let at = starts[query] as number; at < (starts[query + 1] as number); at++) {
      const one = item[places[at] as number] as number
      mass[one] = (mass[one] as number) + step
    }
  }
  let shared = -selves
  for (const one of mass) shared += one * one
  return { shared, pairs: total * total - squares, total }
}

function sizeOf(starts: Uint32Array, query: number): number {
  return (starts[query + 1] as number) - (starts[query] as number)
}
