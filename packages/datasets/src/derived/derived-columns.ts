import { nothingMeasured } from '../counted-values.ts'
import { type CountedValues, numericSummary } from '../numeric-summary.ts'
import { type ColumnProfile, maxDistinct } from '../profile.ts'

/** Numbers that were measured of the values of a column. */
export interface Measurement {
  readonly column: string
  readonly measures: readonly string[]
  /** How many rows were looked at. */
  readonly rows: number
  /** By measure. */
  readonly values: readonly (readonly number[])[]
  /** Edges that bins have besides the quantiles of the values. */
  readonly fixedEdges?: readonly number[]
}

/** The edges that a reference has for each of its columns; null to make them from these data. */
export type ReferenceEdges = ReadonlyMap<string, readonly number[]> | null

/** Each measure as a numeric column `<column>.<measure>`: those that a reference has, or of which there are values. */
export function derivedColumns({ column, measures, rows, values, fixedEdges = [] }: Measurement, edges: ReferenceEdges): readonly ColumnProfile[] {
  const found = measures.map((measure, at): ColumnProfile => {
    const name = `${column}.${measure}`
    const numbers = values[at] ?? []
    const used = edges?.get(name) ?? ownEdges(countedValues(numbers), fixedEdges)
    return { ...numericColumn(numbers, used, edges === null), name, missing: rows - numbers.length, derivedFrom: { column, measure } }
  })
  // What is missing of every value, such as the size of what is no image, is no column.
  return found.filter(({ name, count }) => (edges === null ? count > 0 : edges.has(name)))
}

/**
 * The inner quantiles and the fixed edges. A single value has none of these, yet what all images are, such as their width, is what may
 * change: it gets a bin of its own, between a bin of smaller and one of greater values.
 */
function ownEdges(counted: CountedValues, fixed: readonly number[]): readonly number[] {
  const { min = null, max = null, edges = [] } = numericSummary(counted, null) ?? {}
  if (min === null || max === null) return []
  const around = min === max && fixed.length === 0 ? [min - Math.max(Number.MIN_VALUE, Math.abs(min) * Number.EPSILON), min] : []
  return [...new Set([...edges, ...fixed, ...around])].toSorted((one, other) => one - other)
}

function countedValues(values: readonly number[]): CountedValues {
  const counts = new Map<number, number>()
  for (const value of Float64Array.from(values).sort()) counts.set(value, (counts.get(value) ?? 0) + 1)
  return { values: Float64Array.from(counts.keys()), counts: Float64Array.from(counts.values()) }
}

type NumericColumn = Omit<ColumnProfile, 'name' | 'missing' | 'derivedFrom'>

function numericColumn(values: readonly number[], edges: readonly number[], withQuantiles: boolean): NumericColumn {
  const counted = countedValues(values)
  const binned = numericSummary(counted, edges)
  const quantiles = withQuantiles ? (numericSummary(counted, null)?.quantiles ?? []) : []
  const distinct = counted.values.length > maxDistinct ? null : counted.values.length
  const rest = { order: null, hidden: false, personal: [] } as const
  return { ...nothingMeasured, kind: 'numeric', type: 'DOUBLE', count: values.length, distinct, numeric: binned && { ...binned, quantiles }, ...rest }
}
