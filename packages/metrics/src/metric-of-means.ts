import { type FunctionOfMeans, measureMeans, reweighMeans } from './function-of-means.ts'
import type { MetricOf, MetricWarning } from './metric.ts'
import type { RowsKind, RowsOf } from './rows/rows.ts'

export interface MeansOptions<Kind extends RowsKind> extends Pick<MetricOf<Kind>, 'id' | 'title' | 'better' | 'range' | 'inference'> {
  /** Refuses unfit rows, and says what the metric is a function of on the others. */
  prepare(rows: RowsOf<Kind>): FunctionOfMeans
  /** What a reader should know of rows that were not refused. */
  warn?(rows: RowsOf<Kind>, value: number): readonly MetricWarning[]
}

/** A metric that is a smooth function of means over the units. */
export function metricOfMeans<Kind extends RowsKind>({ prepare, warn, ...about }: MeansOptions<Kind>): MetricOf<Kind> {
  return {
    ...about,
    measure(rows) {
      const measured = measureMeans(prepare(rows), rows.weight)
      const warnings = warn?.(rows, measured.value) ?? []
      return { ...measured, warnings: warnings.length > 0 ? warnings : unbounded(measured.value) }
    },
    reweigh: (rows) => reweighMeans(prepare(rows)),
  }
}

/** The warning on a value that is no finite number although every input is. */
export function unbounded(value: number): readonly MetricWarning[] {
  if (Number.isFinite(value)) return []
  return [{ code: 'DEGENERATE', message: Number.isNaN(value) ? 'the metric is not defined on these rows' : 'the rows are too large for a number' }]
}
