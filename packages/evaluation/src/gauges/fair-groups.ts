import { accuracyThreshold, type BinaryRows, metric, type Numbers } from '@seaworthy/metrics'
import type { EvaluateBody } from '@seaworthy/record'
import { countingOrder } from '../counting-order.ts'
import { abbreviated } from '../cut.ts'
import { fewestDrawnRows, sliceLimits } from '../limits.ts'
import { type CodedColumn, type Scored, sliceColumn } from '../scored.ts'
import { cellsOfGroup, type FairCells, type FairRate, rateAt } from './fair-rates.ts'
import { fairnessColumns } from './fairness.ts'

type Groups = NonNullable<EvaluateBody['fairness']>
type FairGroup = Groups[number]['groups'][number]

/** The groups that a column makes, which of them are compared, and the cell of each row in a table of their counts. */
export interface FairTable {
  readonly groups: readonly FairGroup[]
  /** How many cells such a table has: four for each group that is compared, and four for the rest. */
  readonly cells: number
  readonly candidate: Int32Array
  readonly baseline: Int32Array | null
}

/**
 * Puts each row into the table of its column's groups, as both models decide it. Groups below the limits of slices are the rest, unless
 * all are asked for.
 * @throws {EvaluationError} `UNKNOWN_SLICE_COLUMN`.
 * @throws {MetricsError} for labels, decisions or scores that are unusable.
 */
export function fairTable(scored: Scored, column: string, which: 'large' | 'all' = 'large'): FairTable {
  const coded = sliceColumn(scored, column)
  const rows = requireDecided(scored.candidate)
  const sizes = sizesOf(coded, rows.label, scored.cluster)
  const large = sizes.filter(({ compared }) => compared || which === 'all')
  const place = Int32Array.from(coded.values, () => large.length)
  large.forEach(({ code }, at) => {
    place[code] = at
  })
  const countsOf = (one: Decided) => ({ byCode: cellsByCode(one, coded), ofRows: cellsOfRows(one, coded, place) })
  const candidate = countsOf(rows)
  const baseline = scored.baseline && countsOf(requireDecided(scored.baseline))
  return {
    groups: sizes.map((size) => ({
      value: abbreviated(size.value, size.code),
      rows: size.rows,
      compared: size.compared,
      candidate: ratesOf(candidate.byCode, size),
      baseline: baseline && ratesOf(baseline.byCode, size),
    })),
    cells: (large.length + 1) * cellsOfGroup,
    candidate: candidate.ofRows,
    baseline: baseline?.ofRows ?? null,
  }
}

/** A record keeps the largest groups of a column. */
const mostGroups = 50

/** The groups of every column that some of the metrics compare, the largest ones in the order of their values. */
export function fairnessOf(metrics: readonly string[], scored: Scored): Groups {
  if (scored.candidate.kind !== 'binary') return []
  return fairnessColumns(metrics).map((column) => {
    const { groups } = fairTable(scored, column)
    const largest = new Set(groups.toSorted((a, b) => b.rows - a.rows).slice(0, mostGroups))
    return { column, groups: groups.filter((group) => largest.has(group)) }
  })
}

type Decided = BinaryRows & { readonly prediction: Uint8Array }

// The metric that reads just these refuses what is unusable, such as rows with neither decision nor score.
function requireDecided(rows: Scored['candidate']): Decided {
  metric('accuracy', 'binary').measure(rows)
  const { score, prediction, ...rest } = rows as BinaryRows
  return { ...rest, score, prediction: prediction ?? Uint8Array.from(score as Numbers, (value) => (value > accuracyThreshold ? 1 : 0)) }
}

interface GroupSize {
  readonly code: number
  readonly value: string
  readonly rows: number
  readonly positives: number
  readonly compared: boolean
}

// In the order of their values, as slices are.
function sizesOf({ codes, values }: CodedColumn, label: Uint8Array, cluster: Int32Array | null): readonly GroupSize[] {
  const { order, starts } = countingOrder(codes, values.length)
  const sizes = values.map((value, code): GroupSize => {
    const rows = order.subarray(starts[code] as number, starts[code + 1] as number)
    const positives = rows.reduce((sum, row) => sum + (label[row] as number), 0)
    const clusters = cluster ? new Set(Array.from(rows, (row) => cluster[row])).size : rows.length
    const fewest = Math.min(positives, rows.length - positives)
    const compared = rows.length >= sliceLimits.rows && fewest >= sliceLimits.rowsOfEachClass && clusters >= sliceLimits.clusters
    return { code, value, rows: rows.length, positives, compared }
  })
  return sizes.filter(({ rows }) => rows > 0).sort((a, b) => (a.value < b.value ? -1 : 1))
}

function cellsOfRows({ label, prediction }: Decided, { codes }: CodedColumn, place: Int32Array): Int32Array {
  const cells = new Int32Array(label.length)
  label.forEach((truth, row) => {
    cells[row] = (place[codes[row] as number] as number) * cellsOfGroup + 2 * truth + (prediction[row] as number)
  })
  return cells
}

function cellsByCode({ label, prediction, weight }: Decided, { codes, values }: CodedColumn): FairCells {
  const cells = new Float64Array(values.length * cellsOfGroup)
  label.forEach((truth, row) => {
    const at = (codes[row] as number) * cellsOfGroup + 2 * truth + (prediction[row] as number)
    cells[at] = (cells[at] as number) + (weight ? (weight[row] as number) : 1)
  })
  return cells
}

// A share of few rows would tell what is true of them, and what was decided.
function ratesOf(cells: FairCells, { code, rows, positives }: GroupSize): FairGroup['candidate'] {
  const shown = (rate: FairRate, of: number): number | null => {
    const value = of < fewestDrawnRows ? Number.NaN : rateAt(rate, cells, code * cellsOfGroup)
    return Number.isNaN(value) ? null : value
  }
  return {
    selection: shown('selection', rows),
    truePositive: shown('true_positive', positives),
    falsePositive: shown('false_positive', rows - positives),
  }
}
