import { columnFor, type Header } from './header.ts'
import { type Wanted, weightOf } from './layout.ts'
import { type PredictionTable, refusal } from './prediction-table.ts'

/** The column of weights, where there is one. */
export function weightColumn(header: Header): readonly Wanted[] {
  const column = columnFor(header, 'weight')
  return column === null ? [] : [{ ...weightOf(column), as: 'number' }]
}

/**
 * The weight of each row; null without a column.
 * @throws {PipelineError} `WEIGHT_INVALID` for a negative one.
 */
export function weightsIn(table: PredictionTable, [wanted]: readonly Wanted[]): Float64Array | null {
  if (wanted === undefined) return null
  const { column } = wanted
  const weights = table.numbers(column)
  const row = weights.findIndex((weight) => weight < 0)
  if (row >= 0) throw refusal('WEIGHT_INVALID', { file: table.file, row, column }, `the weight is ${weights[row]}, below 0`)
  return weights
}
