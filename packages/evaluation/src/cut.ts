import { sliceLimits } from './limits.ts'
import type { CodedColumn, ScoredRows } from './scored.ts'

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
 * Cuts rows by the values of a column: one counting sort brings each value's rows together, and a slice is a view of them.
 * Values below the limits of size are pooled as "other", which is judged if it meets them.
 */
export function cut(rows: ScoredRows, column: CodedColumn): Cut {
  const { order, starts } = countingOrder(column)
  const sorted = gather(rows, order)
  const groups = column.values
    .map((value, code) => ({ value: abbreviated(value, code), rows: view(sorted, starts[code] as number, starts[code + 1] as number) }))
    .filter((group) => group.rows.label.length > 0)
    .sort((a, b) => (a.value < b.value ? -1 : 1))
    .map((group) => ({ ...group, large: isLarge(group.rows) }))
  const large = groups.filter((group) => group.large)
  const small = groups.filter((group) => !group.large)
  const rest = concatenate(small.map((group) => group.rows))
  const isPooled = isLarge(rest)
  const alone = large.map((group) => slice(column, group, false))
  return {
    column: column.column,
    judged: isPooled ? [...alone, slice(column, { value: 'other', rows: rest }, true)] : alone,
    counts: { values: groups.length, judged: large.length, pooled: isPooled ? small.length : 0 },
    rowsLeft: isPooled ? 0 : rest.label.length,
  }
}

function countingOrder({ codes, values }: CodedColumn): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(values.length + 1)
  for (const code of codes) starts[code + 1] = (starts[code + 1] as number) + 1
  for (let code = 0; code < values.length; code++) starts[code + 1] = (starts[code + 1] as number) + (starts[code] as number)
  const next = starts.slice()
  const order = new Uint32Array(codes.length)
  codes.forEach((code, row) => {
    const place = next[code] as number
    order[place] = row
    next[code] = place + 1
  })
  return { order, starts }
}

function gather(rows: ScoredRows, order: Uint32Array): ScoredRows {
  const numbers = (from: Float64Array): Float64Array => new Float64Array(order.length).map((_, at) => from[order[at] as number] as number)
  const { cluster } = rows
  return {
    label: numbers(rows.label),
    candidate: numbers(rows.candidate),
    baseline: rows.baseline && numbers(rows.baseline),
    cluster: cluster && new Int32Array(order.length).map((_, at) => cluster[order[at] as number] as number),
  }
}

function view(rows: ScoredRows, start: number, end: number): ScoredRows {
  return {
    label: rows.label.subarray(start, end),
    candidate: rows.candidate.subarray(start, end),
    baseline: rows.baseline?.subarray(start, end) ?? null,
    cluster: rows.cluster?.subarray(start, end) ?? null,
  }
}

function concatenate(parts: readonly ScoredRows[]): ScoredRows {
  const total = parts.reduce((sum, part) => sum + part.label.length, 0)
  const joined: ScoredRows = {
    label: new Float64Array(total),
    candidate: new Float64Array(total),
    baseline: parts[0]?.baseline ? new Float64Array(total) : null,
    cluster: parts[0]?.cluster ? new Int32Array(total) : null,
  }
  let at = 0
  for (const part of parts) {
    joined.label.set(part.label, at)
    joined.candidate.set(part.candidate, at)
    if (part.baseline) joined.baseline?.set(part.baseline, at)
    if (part.cluster) joined.cluster?.set(part.cluster, at)
    at += part.label.length
  }
  return joined
}

function isLarge({ label, cluster }: ScoredRows): boolean {
  if (label.length < sliceLimits.rows) return false
  const positives = label.reduce((sum, one) => sum + one, 0)
  if (Math.min(positives, label.length - positives) < sliceLimits.rowsOfEachClass) return false
  return (cluster ? new Set(cluster).size : label.length) >= sliceLimits.clusters
}

function slice({ column }: CodedColumn, { value, rows }: { value: string; rows: ScoredRows }, pooled: boolean): Slice {
  return { column, value, pooled, rows: { ...rows, cluster: rows.cluster && renumbered(rows.cluster) } }
}

// A slice of 500 rows must not cost as much as the largest cluster number.
function renumbered(cluster: Int32Array): Int32Array {
  const numbers = new Map<number, number>()
  return cluster.map((code) => {
    const number = numbers.get(code) ?? numbers.size
    numbers.set(code, number)
    return number
  })
}

const longestValue = 200

// Long values are cut, and told apart by their code.
function abbreviated(value: string, code: number): string {
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}… #${code}`
}
