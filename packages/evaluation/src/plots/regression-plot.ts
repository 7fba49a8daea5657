import { type Numbers, sortedOrder } from '@seaworthy/metrics'
import type { RegressionPlot } from '@seaworthy/record'
import { rounded } from './rounded.ts'
import { stretches } from './stretches.ts'

const fitBins = 20
const residualParts = 32

export interface Predicted {
  readonly label: Float64Array
  readonly prediction: Numbers
}

/** Predicted numbers beside the true ones, and how far they are apart; null with too few rows. Weights are not looked at. */
export function regressionPlot({ label, prediction }: Predicted, fewestRows: number): RegressionPlot | null {
  if (label.length < fewestRows) return null
  return { fit: fitOf({ label, prediction }, fewestRows), residuals: residualsOf({ label, prediction }, fewestRows) }
}

function fitOf({ label, prediction }: Predicted, fewestRows: number): RegressionPlot['fit'] {
  const order = sortedOrder(prediction)
  let start = 0
  const bins = stretches(tieEnds(prediction, order), { stretches: fitBins, fewestRows }).map((end) => {
    const part = order.subarray(start, end)
    start = end
    const mean = meanOver(part, (row) => label[row] as number)
    const variance = meanOver(part, (row) => ((label[row] as number) - mean) ** 2)
    const predicted = meanOver(part, (row) => prediction[row] as number)
    return { rows: part.length, predicted: rounded(predicted), label: rounded(mean), deviation: rounded(Math.sqrt(variance)) }
  })
  return bins.filter(({ predicted, label: mean, deviation }) => isDrawable(predicted) && isDrawable(mean) && isDrawable(deviation))
}

// A quantile would be the residual of one row; the mean of a part is not.
function residualsOf({ label, prediction }: Predicted, fewestRows: number): RegressionPlot['residuals'] {
  const residual = label.map((value, row) => value - (prediction[row] as number))
  const order = sortedOrder(residual)
  const everyRow = Uint32Array.from(order, (_, rank) => rank + 1)
  let start = 0
  const parts = stretches(everyRow, { stretches: residualParts, fewestRows }).map((end) => {
    const value = meanOver(order.subarray(start, end), (row) => residual[row] as number)
    const level = (start + end) / 2 / order.length
    start = end
    return { level: rounded(level), value: rounded(value) }
  })
  return parts.filter(({ value }) => isDrawable(value))
}

// Sums of numbers near the largest that there are may be no numbers any more.
function isDrawable(value: number): boolean {
  return Number.isFinite(value)
}

// After the last row there is no value, which is another than any.
function tieEnds(values: Numbers, order: Uint32Array): Uint32Array {
  return Uint32Array.from(order, (_, rank) => rank + 1).filter((end) => values[order[end - 1] as number] !== values[order[end] as number])
}

function meanOver(rows: Uint32Array, value: (row: number) => number): number {
  let sum = 0
  for (const row of rows) sum += value(row)
  return sum / rows.length
}
