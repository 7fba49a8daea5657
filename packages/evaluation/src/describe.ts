import { type Metric, metric, unitsOf } from '@seaworthy/metrics'
import type { Warning } from '@seaworthy/record'
import { countClusters } from '@seaworthy/stats'
import { countingOrder } from './counting-order.ts'
import { EvaluationError } from './errors.ts'
import { measure } from './measure.ts'
import { requireScored, type Scored, type ScoredRows, scoredAt, sliceColumn } from './scored.ts'
import { clusterWarnings } from './warnings.ts'

/** One metric of one model, with how sure it is. */
export interface Described {
  readonly metric: string
  readonly title: string
  readonly better: Metric['better']
  /** Null where it is not defined on these rows; a warning then says why. */
  readonly value: number | null
  /** 95 %; null below two clusters. */
  readonly interval: readonly [number, number] | null
  readonly method: string | null
  readonly warnings: readonly Warning[]
}

export interface DescribedSlice {
  readonly column: string
  readonly value: string
  readonly n: number
  readonly metrics: readonly Described[]
}

export interface Description {
  readonly metrics: readonly Described[]
  readonly slices: readonly DescribedSlice[]
  readonly warnings: readonly Warning[]
}

export interface DescribeRequest {
  /** The baseline is left alone. */
  readonly scored: Scored
  readonly metrics: readonly string[]
  /** The digest of the rows, by which resamples are drawn. */
  readonly testSet: string
  /** Slice columns whose values are described one by one. Default none. */
  readonly by?: readonly string[]
}

/** More values of a column than these are not described: the largest are. */
export const mostDescribedSlices = 100

/**
 * The metrics of one model on all rows and on each value of some columns. Nothing is judged, so small slices have their numbers too.
 * @throws {EvaluationError} `UNKNOWN_SLICE_COLUMN`, `LENGTH_MISMATCH`, `CODE_INVALID`.
 * @throws {MetricsError} for unknown metrics, and for labels or scores that are unusable, with the row.
 */
export function describe({ scored, metrics, testSet, by = [] }: DescribeRequest): Description {
  requireScored(scored)
  const ids = [...new Set(metrics)]
  const ofRows = (rows: ScoredRows): readonly Described[] => ids.map((id) => describeOne(metric(id, scored.candidate.kind), rows, testSet))
  const alone = { ...scored, baseline: null }
  const cuts = by.map((column) => slicesOf(alone, column))
  const { cluster } = scored
  return {
    metrics: ofRows(alone),
    slices: cuts.flatMap(({ column, slices }) =>
      slices.map(({ value, rows }) => ({ column, value, n: unitsOf(rows.candidate), metrics: ofRows(rows) })),
    ),
    warnings: [...(cluster ? clusterWarnings(countClusters(cluster)) : []), ...cuts.flatMap(({ warning }) => warning)],
  }
}

function describeOne(one: Metric, rows: ScoredRows, testSet: string): Described {
  const { id, title, better } = one
  try {
    const { evidence, warnings } = measure({ metric: one, rows, slice: null, level: 'predicted', identical: false, seed: testSet })
    return { metric: id, title, better, value: evidence.candidate, interval: evidence.candidateInterval, method: evidence.method, warnings }
  } catch (error) {
    if (!(error instanceof EvaluationError && error.code === 'METRIC_UNDEFINED')) throw error
    const warnings = one.measure(rows.candidate).warnings.map(({ code, message }) => ({ code, message: `${id}: ${message}` }))
    return { metric: id, title, better, value: null, interval: null, method: null, warnings }
  }
}

interface Slices {
  readonly column: string
  readonly slices: readonly { readonly value: string; readonly rows: ScoredRows }[]
  readonly warning: readonly Warning[]
}

function slicesOf(scored: Scored, name: string): Slices {
  const { column, codes, values } = sliceColumn(scored, name)
  const { order, starts } = countingOrder(codes, values.length)
  const all = values
    .map((value, code) => ({ value, units: order.subarray(starts[code] as number, starts[code + 1] as number) }))
    .filter(({ units }) => units.length > 0)
    .sort((one, other) => other.units.length - one.units.length || (one.value < other.value ? -1 : 1))
  const left = all.length - mostDescribedSlices
  const message = `${column} has ${all.length} values; the ${mostDescribedSlices} of most rows are described`
  return {
    column,
    slices: all.slice(0, mostDescribedSlices).map(({ value, units }) => ({ value, rows: scoredAt(scored, units) })),
    warning: left > 0 ? [{ code: 'SLICES_LEFT_OUT', message }] : [],
  }
}
