import type { PredictedInterval, PredictedQuantiles } from '@seaworthy/metrics'
import { columnFor, columnsBeginning, type Header, refuseLack, requireColumnFor } from './header.ts'
import { type Layout, labelOf, noVocabulary, predictionOf, type Wanted } from './layout.ts'
import { type PredictionTable, refusal } from './prediction-table.ts'
import { interleaved } from './probabilities.ts'
import { weightColumn, weightsIn } from './weights.ts'

/** Predictions of a number: a point, an interval from `lower` to `upper`, quantiles `q_0.1`, `q_0.5`, … A median stands in for a point. */
export function regressionLayout(header: Header): Layout {
  const label = requireColumnFor(header, 'label')
  const numbers = predictedNumbers(header)
  const weight = weightColumn(header)
  return {
    columns: [{ ...labelOf(label), as: 'number' }, ...numbers.columns, ...weight],
    vocabulary: noVocabulary,
    build: (table) => ({
      rows: { kind: 'regression', label: table.numbers(label), ...numbers.read(table), weight: weightsIn(table, weight) },
      begins: null,
    }),
  }
}

export interface PredictedNumbers {
  readonly prediction: Float64Array
  readonly interval: PredictedInterval | null
  readonly quantiles: PredictedQuantiles | null
}

/** Where the numbers that a model predicts stand. */
export function predictedNumbers(header: Header): { readonly columns: readonly Wanted[]; read(table: PredictionTable): PredictedNumbers } {
  const quantiles = quantileColumns(header)
  const point = columnFor(header, 'prediction') ?? quantiles.find(({ level }) => level === 0.5)?.column
  const [lower, upper] = [columnFor(header, 'lower'), columnFor(header, 'upper')]
  if (point === undefined) refuseLack(header, ['prediction'], ['q_0.5'])
  if ((lower === null) !== (upper === null)) refuseLack(header, [lower === null ? 'lower' : 'upper'])
  const bounds = lower === null || upper === null ? [] : [predictionOf(lower, 'lower bound'), predictionOf(upper, 'upper bound')]
  const wanted = [predictionOf(point), ...bounds, ...quantiles.map(({ column }) => predictionOf(column, 'quantile'))]
  return {
    columns: wanted.map((one) => ({ ...one, as: 'number' })),
    read: (table) => ({
      prediction: table.numbers(point),
      interval: lower === null || upper === null ? null : intervalIn(table, lower, upper),
      quantiles:
        quantiles.length === 0
          ? null
          : { levels: quantiles.map(({ level }) => level), values: interleaved(quantiles.map(({ column }) => table.numbers(column))).values },
    }),
  }
}

function quantileColumns(header: Header): readonly { readonly column: string; readonly level: number }[] {
  const found = columnsBeginning(header, 'q_').map(({ column, of }) => ({ column, level: Number(of) }))
  return found.filter(({ level }) => level > 0 && level < 1).sort((one, other) => one.level - other.level)
}

function intervalIn(table: PredictionTable, from: string, to: string): PredictedInterval {
  const [lower, upper] = [table.numbers(from), table.numbers(to)]
  const row = lower.findIndex((value, at) => value > (upper[at] as number))
  if (row < 0) return { lower, upper }
  throw refusal('PREDICTION_INVALID', { file: table.file, row, column: from }, `the lower bound ${lower[row]} is above the upper bound ${upper[row]}`)
}
