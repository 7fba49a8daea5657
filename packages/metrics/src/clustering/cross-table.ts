import type { LabelledClustering } from '../rows/clustering-rows.ts'

/** Which cell of the table of true groups and clusters each row falls into; cells without rows are not kept. */
export interface Cells {
  readonly cellOfRow: Int32Array
  /** Of each cell, its group and its cluster, numbered by their first row. */
  readonly groupOfCell: Int32Array
  readonly clusterOfCell: Int32Array
  readonly groups: number
  readonly clusters: number
}

/** The weights of the rows, added up. */
export interface CrossTable extends Cells {
  readonly cells: Float64Array
  readonly byGroup: Float64Array
  readonly byCluster: Float64Array
  readonly total: number
  /** Of the rows' own weights. */
  readonly sumOfSquares: number
}

export function cellsOf({ label, prediction }: LabelledClustering): Cells {
  const group = numbered(label)
  const cluster = numbered(prediction)
  const cell = numbered(Float64Array.from(group.codes, (code, row) => code * cluster.count + (cluster.codes[row] as number)))
  const groupOfCell = new Int32Array(cell.count)
  const clusterOfCell = new Int32Array(cell.count)
  cell.codes.forEach((code, row) => {
    groupOfCell[code] = group.codes[row] as number
    clusterOfCell[code] = cluster.codes[row] as number
  })
  return { cellOfRow: cell.codes, groupOfCell, clusterOfCell, groups: group.count, clusters: cluster.count }
}

/** Numbers from 0 for the values that occur, in the order of their first row. */
export function numbered(values: ArrayLike<number>): { readonly codes: Int32Array; readonly count: number } {
  const known = new Map<number, number>()
  const codes = Int32Array.from(values, (value) => {
    const code = known.get(value) ?? known.size
    known.set(value, code)
    return code
  })
  return { codes, count: known.size }
}

export function crossTable(cells: Cells, weight: Float64Array | null): CrossTable {
  const { cellOfRow, groupOfCell, clusterOfCell } = cells
  const sums = new Float64Array(groupOfCell.length)
  let sumOfSquares = 0
  for (let row = 0; row < cellOfRow.length; row++) {
    const own = weight ? (weight[row] as number) : 1
    sums[cellOfRow[row] as number] = (sums[cellOfRow[row] as number] as number) + own
    sumOfSquares += own * own
  }
  const byGroup = new Float64Array(cells.groups)
  const byCluster = new Float64Array(cells.clusters)
  let total = 0
  for (let cell = 0; cell < sums.length; cell++) {
    const one = sums[cell] as number
    total += one
    byGroup[groupOfCell[cell] as number] = (byGroup[groupOfCell[cell] as number] as number) + one
    byCluster[clusterOfCell[cell] as number] = (byCluster[clusterOfCell[cell] as number] as number) + one
  }
  return { ...cells, cells: sums, byGroup, byCluster, total, sumOfSquares }
}

/** How many of some sums are not 0. */
export function countOf(sums: Float64Array): number {
  let count = 0
  for (const sum of sums) if (sum > 0) count++
  return count
}
