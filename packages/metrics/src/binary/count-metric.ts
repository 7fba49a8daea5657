import type { Measurement, MetricOf } from '../metric.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { type Cells, cellOfRows, totalOf, weighCells } from './cells.ts'
import { type Absence, countWarnings } from './count-warnings.ts'
import { withInfluence } from './lazy-influence.ts'

/** A metric that the four cells of the confusion matrix decide. It does not change when all of them are doubled. */
export interface CountFormula {
  /** Its id, before any threshold. */
  readonly name: string
  readonly title: string
  readonly better: 'higher' | 'lower'
  readonly range: readonly [number, number]
  readonly inference: 'share' | 'mean' | 'influence'
  /** Whether a threshold that is best on the rows says anything: one for all rows would be best for recall. */
  readonly hasBestThreshold: boolean
  /** What it warns of, where rows are without it. */
  readonly warnsOf: readonly Absence[]
  value(cells: Cells): number
  /** Its partial derivative by the weight in each cell; NaN or infinite where it has none. */
  gradient(cells: Cells): Cells
}

/** The metric of a formula, with the decision of the rows or at a threshold. */
export function countMetric(formula: CountFormula, threshold: number | null = null): MetricOf<'binary'> {
  const id = threshold === null ? formula.name : `${formula.name}@${threshold}`
  const cellsOf = (rows: BinaryRows): Uint8Array => cellOfRows(rows, { metric: formula.name, threshold })
  return {
    id,
    title: threshold === null ? formula.title : `${formula.title} at ${threshold}`,
    better: formula.better,
    range: formula.range,
    inference: formula.inference,
    measure: (rows) => measureCells({ formula, cell: cellsOf(rows), weight: rows.weight }),
    reweigh(rows) {
      const cell = cellsOf(rows)
      return (weight) => valueOn(formula, weighCells(cell, weight))
    },
  }
}

/** NaN where nothing counts, even for a formula that is 0 by convention where it is undefined. */
function valueOn(formula: CountFormula, cells: Cells): number {
  return totalOf(cells) > 0 ? formula.value(cells) : Number.NaN
}

function measureCells({ formula, cell, weight }: { formula: CountFormula; cell: Uint8Array; weight: Float64Array | null }): Measurement {
  const cells = weighCells(cell, weight)
  const value = valueOn(formula, cells)
  const { tn, fp, fn, tp } = formula.gradient(cells)
  const moved = Float64Array.of(tn, fp, fn, tp).map((one) => one * cell.length)
  const isSmooth = moved.every((one) => Number.isFinite(one))
  const warnings = countWarnings(formula.warnsOf, { cells, value, isSmooth })
  if (!isSmooth) return { value, influence: null, warnings }
  return withInfluence({ value, warnings }, () => {
    const influence = new Float64Array(cell.length)
    for (let row = 0; row < cell.length; row++) influence[row] = (weight ? (weight[row] as number) : 1) * (moved[cell[row] as number] as number)
    return influence
  })
}
