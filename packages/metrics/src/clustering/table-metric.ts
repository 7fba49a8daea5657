import type { MetricOf, MetricWarning } from '../metric.ts'
import { type ClusteringRows, requireGroups } from '../rows/clustering-rows.ts'
import { type Cells, type CrossTable, cellsOf, countOf, crossTable } from './cross-table.ts'

/** The derivatives of a value by the weight of a row: one for its cell, and twice its own weight times another. */
export interface TableGradient {
  readonly byCell: Float64Array
  readonly bySquares: number
}

export interface TableValue extends Pick<MetricOf<'clustering'>, 'id' | 'title' | 'range'> {
  value(table: CrossTable): number
  /** Null where the value has no derivative. */
  gradient(table: CrossTable): TableGradient | null
}

/** A value of the table of true groups and clusters, whose numbers mean nothing: higher is better. */
export function tableMetric({ value, gradient, ...about }: TableValue): MetricOf<'clustering'> {
  return {
    ...about,
    better: 'higher',
    inference: 'influence',
    measure(rows) {
      const cells = knownCells(rows)
      const table = crossTable(cells, rows.weight)
      const slopes = gradient(table)
      return { value: value(table), influence: slopes && influenceOf(cells, rows.weight, slopes), warnings: degenerate(table) }
    },
    reweigh(rows) {
      const cells = knownCells(rows)
      return (weight) => {
        const table = crossTable(cells, weight)
        return table.total > 0 ? value(table) : Number.NaN
      }
    },
  }
}

export function knownCells(rows: ClusteringRows): Cells {
  requireGroups(rows)
  return cellsOf(rows)
}

/** The warning where one side is a single group, if it is. */
export function degenerate({ byGroup, byCluster }: CrossTable): readonly MetricWarning[] {
  const sides = [countOf(byGroup) === 1 ? 'true group' : null, countOf(byCluster) === 1 ? 'cluster' : null].filter((side) => side !== null)
  if (sides.length === 0) return []
  return [{ code: 'DEGENERATE', message: `all rows that count are in one ${sides.join(' and one ')}` }]
}

function influenceOf({ cellOfRow }: Cells, weight: Float64Array | null, { byCell, bySquares }: TableGradient): Float64Array {
  return Float64Array.from(cellOfRow, (cell, row) => {
    const own = weight ? (weight[row] as number) : 1
    return cellOfRow.length * own * ((byCell[cell] as number) + 2 * own * bySquares)
  })
}
