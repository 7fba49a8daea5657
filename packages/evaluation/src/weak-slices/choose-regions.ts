import { fewestFindingRows, leastZ, type Region, type RegionSearch } from './find-regions.ts'
import type { SearchColumn } from './search-column.ts'

/** So many regions are tested at most: each one more costs every other some power. */
export const mostTested = 5

/** The most harmful region, then the most harmful of those that still harm without its rows, and so on. */
export function chooseRegions(regions: readonly Region[], { columns, rows, harm }: RegionSearch): readonly Region[] {
  const chosen: Region[] = []
  const explained = new Set<number>()
  for (const region of regions) {
    if (chosen.length === mostTested) break
    const own = rowsIn(region, columns, rows)
    if (
      !harms(
        own.filter((row) => !explained.has(row)),
        harm,
      )
    )
      continue
    chosen.push(region)
    for (const row of own) explained.add(row)
  }
  return chosen
}

/** Those of some rows that meet every condition of a region. */
export function rowsIn({ conditions }: Region, columns: readonly SearchColumn[], rows: Uint32Array): Uint32Array {
  const asked = conditions.map(({ column, from, to }) => ({ codes: (columns[column] as SearchColumn).codes, from, to }))
  return rows.filter((row) => asked.every(({ codes, from, to }) => (codes[row] as number) >= from && (codes[row] as number) <= to))
}

function harms(rows: Uint32Array, harm: Float64Array): boolean {
  if (rows.length < fewestFindingRows) return false
  let sum = 0
  let squares = 0
  for (const row of rows) {
    const one = harm[row] as number
    sum += one
    squares += one * one
  }
  const mean = sum / rows.length
  return mean * Math.sqrt(rows.length) >= leastZ * Math.sqrt(Math.max(0, squares / rows.length - mean * mean))
}
