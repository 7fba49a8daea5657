import type { MetricOf, MetricWarning } from '../metric.ts'
import { unbounded } from '../metric-of-means.ts'
import type { MulticlassRows } from '../rows/multiclass-rows.ts'
import { cellsOf, countCells } from './confusion-matrix.ts'

/** A value of a confusion matrix that does not change when all counts are multiplied, and its slope in each cell. */
export interface ConfusionFormula extends Pick<MetricOf<'multiclass'>, 'id' | 'title' | 'better' | 'range' | 'inference'> {
  at(counts: Float64Array, classes: readonly string[]): { readonly value: number; readonly slopes: Float64Array }
  warn?(counts: Float64Array, rows: MulticlassRows): readonly MetricWarning[]
}

/** The metric of a formula. As the value has degree 0 in the counts, n * w * slope has mean 0 over the rows by itself. */
export function confusionMetric({ at, warn, ...about }: ConfusionFormula): MetricOf<'multiclass'> {
  return {
    ...about,
    measure(rows) {
      const cells = cellsOf(rows)
      const counts = countCells(cells, rows.classes.length)(rows.weight)
      const { value, slopes } = at(counts, rows.classes)
      const warnings = warn?.(counts, rows) ?? []
      if (!Number.isFinite(value)) return { value, influence: null, warnings: warnings.length > 0 ? warnings : unbounded(value) }
      return { value, influence: influenceOf(cells, slopes, rows.weight), warnings }
    },
    reweigh(rows) {
      const count = countCells(cellsOf(rows), rows.classes.length)
      return (weight) => at(count(weight), rows.classes).value
    },
  }
}

function influenceOf(cells: Uint32Array, slopes: Float64Array, weight: Float64Array | null): Float64Array {
  const influence = new Float64Array(cells.length)
  for (let row = 0; row < cells.length; row++)
    influence[row] = cells.length * (weight ? (weight[row] as number) : 1) * (slopes[cells[row] as number] as number)
  return influence
}
