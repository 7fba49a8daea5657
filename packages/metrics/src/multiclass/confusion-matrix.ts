import type { MulticlassRows } from '../rows/multiclass-rows.ts'
import { decisions } from './decisions.ts'

/** Weights of rows by true class and class decided for. */
export interface ConfusionMatrix {
  readonly classes: readonly string[]
  /** classes × classes, row by row; the true class is the row. */
  readonly counts: Float64Array
}

/**
 * How much weight of each true class was given to each class.
 * @throws {MetricsError} as {@link decisions}.
 * @example of the classes a and b, labels 0, 1, 1 and predictions 0, 0, 1 // counts 1, 0, 1, 1
 */
export function confusionMatrix(rows: MulticlassRows): ConfusionMatrix {
  return { classes: rows.classes, counts: countCells(cellsOf(rows), rows.classes.length)(rows.weight) }
}

/** The cell of the matrix that each row falls into. */
export function cellsOf(rows: MulticlassRows): Uint32Array {
  const decided = decisions(rows)
  const cells = new Uint32Array(decided.length)
  for (let row = 0; row < cells.length; row++) cells[row] = (rows.label[row] as number) * rows.classes.length + (decided[row] as number)
  return cells
}

/** Counts cells under any weights, into the same matrix at each call. */
export function countCells(cells: Uint32Array, size: number): (weight: Float64Array | null) => Float64Array {
  const counts = new Float64Array(size * size)
  return (weight) => {
    counts.fill(0)
    for (let row = 0; row < cells.length; row++) {
      const cell = cells[row] as number
      counts[cell] = (counts[cell] as number) + (weight ? (weight[row] as number) : 1)
    }
    return counts
  }
}
