import type { MetricOf } from '../metric.ts'
import type { CrossTable } from './cross-table.ts'
import { type TableGradient, tableMetric } from './table-metric.ts'

/** Ordered pairs of different rows, each by the product of its weights: together or apart in the truth, then in the clustering. */
interface PairCounts {
  readonly both: number
  /** Together in the truth alone. */
  readonly split: number
  /** Together in the clustering alone. */
  readonly merged: number
  readonly apart: number
}

/**
 * Share of pairs of rows that truth and clustering agree on (Rand, 1971). 1 where they agree on all, one row included.
 * @example rand.measure(label [0, 0, 1, 1], prediction [0, 0, 1, 2]).value // 0.8333333333333334
 */
export const rand: MetricOf<'clustering'> = tableMetric({
  ...{ id: 'rand', title: 'Rand index', range: [0, 1] },
  value: (table) => randOf(countPairs(table)),
  gradient(table) {
    const counts = countPairs(table)
    const all = counts.both + counts.split + counts.merged + counts.apart
    const value = randOf(counts)
    return all === 0 ? null : slopes(table, { both: (1 - value) / all, apart: (1 - value) / all, split: -value / all, merged: -value / all })
  },
})

/**
 * Rand index adjusted for chance (Hubert & Arabie, 1985): 0 on average for clusters drawn at random with the same sizes, 1 where truth and
 * clustering agree on all pairs.
 * @example adjustedRand.measure(label [0, 0, 1, 1], prediction [0, 0, 1, 2]).value // 0.5714285714285714
 */
export const adjustedRand: MetricOf<'clustering'> = tableMetric({
  ...{ id: 'adjusted_rand', title: 'adjusted Rand index', range: [-0.5, 1] },
  value: (table) => adjustedOf(countPairs(table)),
  gradient(table) {
    const { both, split, merged, apart } = countPairs(table)
    const below = (both + split) * (split + apart) + (both + merged) * (merged + apart)
    const value = adjustedOf({ both, split, merged, apart })
    if (below === 0) return null
    return slopes(table, {
      both: (2 * apart - value * (split + merged + 2 * apart)) / below,
      apart: (2 * both - value * (split + merged + 2 * both)) / below,
      split: (-2 * merged - value * (2 * split + both + apart)) / below,
      merged: (-2 * split - value * (2 * merged + both + apart)) / below,
    })
  },
})

/**
 * Geometric mean of precision and recall of pairs that are together (Fowlkes & Mallows, 1983); 0 where no pair is together in both.
 * @example fowlkesMallows.measure(label [0, 0, 1, 1], prediction [0, 0, 1, 2]).value // 0.7071067811865476
 */
export const fowlkesMallows: MetricOf<'clustering'> = tableMetric({
  ...{ id: 'fowlkes_mallows', title: 'Fowlkes-Mallows index', range: [0, 1] },
  value: (table) => geometricOf(countPairs(table)),
  gradient(table) {
    const { both, split, merged, apart } = countPairs(table)
    if (both === 0) return null
    const value = geometricOf({ both, split, merged, apart })
    const bySplit = -value / 2 / (both + split)
    const byMerged = -value / 2 / (both + merged)
    return slopes(table, { both: value / both + bySplit + byMerged, split: bySplit, merged: byMerged, apart: 0 })
  },
})

function randOf({ both, split, merged, apart }: PairCounts): number {
  const wrong = split + merged
  return wrong === 0 ? 1 : (both + apart) / (both + apart + wrong)
}

function adjustedOf({ both, split, merged, apart }: PairCounts): number {
  if (split === 0 && merged === 0) return 1
  return (2 * (both * apart - split * merged)) / ((both + split) * (split + apart) + (both + merged) * (merged + apart))
}

function geometricOf({ both, split, merged }: PairCounts): number {
  return both === 0 ? 0 : Math.sqrt(both / (both + split)) * Math.sqrt(both / (both + merged))
}

function countPairs({ cells, byGroup, byCluster, total, sumOfSquares }: CrossTable): PairCounts {
  const inCells = squares(cells)
  const inGroups = squares(byGroup)
  const inClusters = squares(byCluster)
  return {
    both: inCells - sumOfSquares,
    split: inGroups - inCells,
    merged: inClusters - inCells,
    apart: total ** 2 - inGroups - inClusters + inCells,
  }
}

/** From derivatives by the four counts to those by the weight of a row. */
function slopes({ cells, byGroup, byCluster, total, groupOfCell, clusterOfCell }: CrossTable, by: PairCounts): TableGradient {
  const byCell = cells.map(
    (cell, at) =>
      2 *
      ((by.both - by.split - by.merged + by.apart) * cell +
        (by.split - by.apart) * (byGroup[groupOfCell[at] as number] as number) +
        (by.merged - by.apart) * (byCluster[clusterOfCell[at] as number] as number) +
        by.apart * total),
  )
  return { byCell, bySquares: -by.both }
}

function squares(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
