import { unitsOf } from '@seaworthy/metrics'
import { countingOrder } from './counting-order.ts'
import { sliceLimits } from './limits.ts'
import { type CodedColumn, type ScoredRows, scoredAt } from './scored.ts'

/** The rows that share a value of a column, or all that are too few to be judged by themselves. */
export interface Slice {
  readonly column: string
  readonly value: string
  readonly pooled: boolean
  readonly rows: ScoredRows
}

export interface Cut {
  readonly column: string
  /** Large enough to judge, in the order of their values; "other" last. */
  readonly judged: readonly Slice[]
  /** How many values there are, and how many of them were judged alone or pooled. */
  readonly counts: { readonly values: number; readonly judged: number; readonly pooled: number }
  /** Rows of small slices that are too few even together. */
  readonly rowsLeft: number
}

/**
 * Cuts rows by the values of a column: one counting sort brings each value's rows together.
 * Values below the limits of size are pooled as "other", which is judged if it meets them.
 */
export function cut(rows: ScoredRows, column: CodedColumn): Cut {
  const { order, starts } = countingOrder(column.codes, column.values.length)
  const groups = column.values
    .map((value, code) => ({ value: abbreviated(value, code), units: order.subarray(starts[code] as number, starts[code + 1] as number) }))
    .filter(({ units }) => units.length > 0)
    .sort((a, b) => (a.value < b.value ? -1 : 1))
    .map((group) => ({ ...group, rows: scoredAt(rows, group.units) }))
    .map((group) => ({ ...group, large: isLarge(group.rows) }))
  const large = groups.filter((group) => group.large)
  const small = groups.filter((group) => !group.large)
  const rest = scoredAt(rows, concatenate(small.map((group) => group.units)))
  const isPooled = isLarge(rest)
  const alone = large.map((group) => slice(column, group, false))
  return {
    column: column.column,
    judged: isPooled ? [...alone, slice(column, { value: 'other', rows: rest }, true)] : alone,
    counts: { values: groups.length, judged: large.length, pooled: isPooled ? small.length : 0 },
    rowsLeft: isPooled ? 0 : unitsOf(rest.candidate),
  }
}

function isLarge({ candidate, cluster }: ScoredRows): boolean {
  const units = unitsOf(candidate)
  if (units < sliceLimits.rows) return false
  if (fewestOfClass(candidate) < sliceLimits.rowsOfEachClass) return false
  return (cluster ? new Set(cluster).size : units) >= sliceLimits.clusters
}

// Every class that there is, also one that a slice lacks: a metric that averages over classes has no value there.
function fewestOfClass(rows: ScoredRows['candidate']): number {
  if (rows.kind !== 'binary' && rows.kind !== 'multiclass') return Number.POSITIVE_INFINITY
  const counts = new Int32Array(rows.kind === 'binary' ? 2 : rows.classes.length)
  for (const code of rows.label) counts[code] = (counts[code] as number) + 1
  return Math.min(...counts)
}

function slice({ column }: CodedColumn, { value, rows }: { value: string; rows: ScoredRows }, pooled: boolean): Slice {
  return { column, value, pooled, rows: { ...rows, cluster: rows.cluster && renumbered(rows.cluster) } }
}

function concatenate(parts: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

// A slice of 500 rows must not cost as much as the largest cluster number.
function renumbered(cluster: Int32Array): Int32Array {
  const numbers = new Map<number, number>()
  return Int32Array.from(cluster, (code) => {
    const number = numbers.get(code) ?? numbers.size
    numbers.set(code, number)
    return number
  })
}

const longestValue = 200

/** Long values are cut, and told apart by their code. */
export function abbreviated(value: string, code: number): string {
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}… #${code}`
}
