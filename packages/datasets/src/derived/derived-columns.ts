import { nothingMeasured } from '../counted-values.ts'
import { numericSummary } from '../numeric-summary.ts'
import { type ColumnProfile, maxDistinct } from '../profile.ts'

/** Numbers that were measured of the values of a column. */
export interface Measurement {
  readonly column: string
  readonly measures: readonly string[]
  /** How many rows were looked at. */
  readonly rows: number
  /** By measure. */
  readonly values: readonly (readonly number[])[]
}

/** The edges that a reference has for each of its columns; null to make them from these data. */
export type ReferenceEdges = ReadonlyMap<string, readonly number[]> | null

/** Each measure as a numeric column `<column>.<measure>`: those that a reference has, or of which there are values. */
export function derivedColumns({ column, measures, rows, values }: Measurement, edges: ReferenceEdges): readonly ColumnProfile[] {
  const found = measures.map((measure, at): ColumnProfile => {
    const name = `${column}.${measure}`
    const numbers = values[at] ?? []
    return { ...numericColumn(numbers, edges?.get(name) ?? null), name, missing: rows - numbers.length, derivedFrom: { column, measure } }
  })
  // What is missing of every value, such as the size of what is no image, is no column.
  return found.filter(({ name, count }) => (edges === null ? count > 0 : edges.has(name)))
}

function numericColumn(values: readonly number[], edges: readonly number[] | null): Omit<ColumnProfile, 'name' | 'missing' | 'derivedFrom'> {
  const ascending = Float64Array.from(values).sort()
  const counts = new Map<number, number>()
  for (const value of ascending) counts.set(value, (counts.get(value) ?? 0) + 1)
  const numeric = numericSummary({ values: Float64Array.from(counts.keys()), counts: Float64Array.from(counts.values()) }, edges)
  const distinct = counts.size > maxDistinct ? null : counts.size
  const rest = { order: null, hidden: false, personal: [] } as const
  return { ...nothingMeasured, kind: 'numeric', type: 'DOUBLE', count: values.length, distinct, numeric, ...rest }
}
