import { type PredictionTable, refusal } from './prediction-table.ts'

/** By so much the probabilities of a row may miss 1: what single precision and four printed digits lose. */
export const sumTolerance = 1e-3

/** @throws {PipelineError} `SCORE_INVALID` with the first row outside [0, 1]. */
export function requireProbabilities(table: PredictionTable, column: string, probabilities: Float64Array): Float64Array {
  for (let row = 0; row < probabilities.length; row++) {
    const value = probabilities[row] as number
    if (value >= 0 && value <= 1) continue
    const hint = 'a probability lies in 0..1; name the column score if it holds other scores'
    throw refusal('SCORE_INVALID', { file: table.file, row, column }, `the probability is ${value}`, hint)
  }
  return probabilities
}

/** @throws {PipelineError} `SCORE_INVALID` with the first row whose probabilities do not sum to 1. */
export function requireSums(
  table: PredictionTable,
  column: string,
  { width, values }: { readonly width: number; readonly values: Float64Array },
): void {
  for (let row = 0; row * width < values.length; row++) {
    let sum = 0
    for (let at = row * width; at < (row + 1) * width; at++) sum += values[at] as number
    if (Math.abs(sum - 1) <= sumTolerance) continue
    throw refusal('SCORE_INVALID', { file: table.file, row, column }, `the probabilities sum to ${Number(sum.toPrecision(6))}, not to 1`)
  }
}

/** Columns side by side, row by row. */
export function interleaved(columns: readonly Float64Array[]): { readonly width: number; readonly values: Float64Array } {
  const width = columns.length
  const values = new Float64Array(width * (columns[0]?.length ?? 0))
  for (const [at, column] of columns.entries()) for (let row = 0; row < column.length; row++) values[row * width + at] = column[row] as number
  return { width, values }
}

/** One column of as many numbers in each row. */
export function columnAt({ width, values }: { readonly width: number; readonly values: Float64Array }, at: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + at] as number)
}
