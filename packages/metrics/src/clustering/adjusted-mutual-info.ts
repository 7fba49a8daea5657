import { MetricsError } from '../errors.ts'
import type { MetricOf } from '../metric.ts'
import { type Cells, type CrossTable, countOf, crossTable } from './cross-table.ts'
import { expectedMutualInformation, logFactorials } from './expected-mutual-information.ts'
import { informationOf } from './information.ts'
import { degenerate, knownCells } from './table-metric.ts'

/**
 * Mutual information of groups and clusters, less what clusters drawn at random with the same sizes have, over the mean of both entropies
 * less the same (Vinh et al., 2010). The expectation counts rows, so only equal weights and 0 are taken: `WEIGHT_INVALID` otherwise. A
 * resample counts a row as often as it was drawn.
 * @example adjustedMutualInfo.measure(label [0, 0, 1, 1], prediction [0, 0, 1, 2]).value // 0.5714285714285715
 */
export const adjustedMutualInfo: MetricOf<'clustering'> = {
  ...{ id: 'adjusted_mutual_info', title: 'adjusted mutual information', better: 'higher', range: [-1, 1], inference: 'resampled' },
  measure(rows) {
    const cells = knownCells(rows)
    const counts = rows.weight && countsOf(rows.weight)
    if (counts?.some((count) => count > 1)) {
      const hint = 'leave out the weights, or use adjusted_rand or normalized_mutual_info, which take them'
      throw new MetricsError('WEIGHT_INVALID', 'adjusted mutual information counts rows, and these have different weights', { hint })
    }
    const table = crossTable(cells, counts)
    return { value: adjusted(table, logFactorials(table.total)), influence: null, warnings: degenerate(table) }
  },
  reweigh(rows) {
    const cells = knownCells(rows)
    return resampled(cells)
  },
}

function resampled(cells: Cells): (weight: Float64Array) => number {
  let logs = logFactorials(cells.cellOfRow.length)
  return (weight) => {
    const table = crossTable(cells, countsOf(weight))
    if (table.total === 0) return Number.NaN
    if (table.total >= logs.length) logs = logFactorials(table.total)
    return adjusted(table, logs)
  }
}

/** How often each row counts: equal weights count once, whole ones as often as they say. */
function countsOf(weight: Float64Array): Float64Array {
  const one = weight.find((own) => own > 0) ?? 1
  if (weight.every((own) => own === 0 || own === one)) return weight.map((own) => own / one)
  if (weight.every((own) => Number.isInteger(own))) return weight
  throw new MetricsError('WEIGHT_INVALID', 'adjusted mutual information counts rows, and these have weights that are not whole', {
    hint: 'leave out the weights, or use adjusted_rand or normalized_mutual_info, which take them',
  })
}

function adjusted(table: CrossTable, logs: Float64Array): number {
  const groups = countOf(table.byGroup)
  const clusters = countOf(table.byCluster)
  const cells = countOf(table.cells)
  // One to one: also where every row is alone, and information and expectation are equal up to rounding.
  if (groups === clusters && cells === groups) return 1
  if (groups === 1 || clusters === 1) return 0
  const { mutual, truth, clustering } = informationOf(table)
  const expected = expectedMutualInformation(table, logs)
  return awayFromZero(mutual - expected) / awayFromZero((truth + clustering) / 2 - expected)
}

/** scikit-learn's guard against 0 / 0. */
function awayFromZero(value: number): number {
  return value < 0 ? Math.min(value, -Number.EPSILON) : Math.max(value, Number.EPSILON)
}
