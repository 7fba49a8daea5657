import { columnFor, type Header, requireColumnFor } from './header.ts'
import { type Layout, labelOf, noVocabulary, predictionOf, type Wanted } from './layout.ts'
import type { PredictionTable } from './prediction-table.ts'
import { predictedNumbers } from './regression-layout.ts'
import { weightColumn, weightsIn } from './weights.ts'

/**
 * Forecasts, a row for each series and time: what regressions have, and `series` (one where there is no column), `scale` and
 * `squared_scale` (errors of the naive forecast in training: MASE, RMSSE) and `naive` (that forecast: OWA).
 */
export function forecastingLayout(header: Header): Layout {
  const label = requireColumnFor(header, 'label')
  const series = columnFor(header, 'series')
  const [scale, squaredScale, naive] = [columnFor(header, 'scale'), columnFor(header, 'squaredScale'), columnFor(header, 'naive')]
  const numbers = predictedNumbers(header)
  const weight = weightColumn(header)
  const others = [scale, squaredScale, naive].flatMap((column): Wanted[] => (column ? [{ ...predictionOf(column, column), as: 'number' }] : []))
  const seriesColumn: readonly Wanted[] = series === null ? [] : [{ column: series, as: 'codes', what: 'series', code: 'ID_INVALID' }]
  const numbersOf = (table: PredictionTable, column: string | null) => (column === null ? null : table.numbers(column))
  return {
    columns: [{ ...labelOf(label), as: 'number' }, ...seriesColumn, ...numbers.columns, ...others, ...weight],
    vocabulary: noVocabulary,
    build: (table) => ({
      rows: {
        kind: 'forecasting',
        series: series === null ? new Uint8Array(table.rows) : table.codes(series).codes,
        label: table.numbers(label),
        ...numbers.read(table),
        scale: numbersOf(table, scale),
        squaredScale: numbersOf(table, squaredScale),
        naive: numbersOf(table, naive),
        weight: weightsIn(table, weight),
      },
      begins: null,
    }),
  }
}
