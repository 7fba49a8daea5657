import type { MetricOf } from '../metric.ts'
import { type RankingRows, requireKnownItems } from '../rows/ranking-rows.ts'
import { bestPlaces } from './best-places.ts'

/**
 * Share of the catalogue, the items with a popularity, that is among the best K items of some list. Weights count only as 0 or not.
 * Fewer queries cover fewer items, and so does a resample, where a third of them is missing.
 * @example catalogueCoverage(1).measure(two queries that list item 0 first, four items in the catalogue).value // 0.25
 */
export function catalogueCoverage(cutoff: number, id = `coverage@${cutoff}`): MetricOf<'ranking'> {
  const covered = (rows: RankingRows) => {
    requireKnownItems(rows)
    const { starts, places } = bestPlaces(rows, cutoff)
    const met = new Uint8Array(rows.popularity.length)
    const { item } = rows
    return (weight: Float64Array | null) => {
      met.fill(0)
      let count = 0
      let counted = 0
      for (let query = 0; query + 1 < starts.length; query++) {
        if (weight?.[query] === 0) continue
        counted++
        for (let at = starts[query] as number; at < (starts[query + 1] as number); at++) {
          const one = item[places[at] as number] as number
          if (met[one] === 0) {
            met[one] = 1
            count++
          }
        }
      }
      return counted === 0 ? Number.NaN : count / met.length
    }
  }
  return {
    id,
    title: `catalogue coverage at ${cutoff}`,
    better: 'higher',
    range: [0, 1],
    inference: 'resampled',
    measure: (rows) => ({ value: covered(rows)(rows.weight), influence: null, warnings: [] }),
    reweigh: (rows) => covered(rows),
  }
}
