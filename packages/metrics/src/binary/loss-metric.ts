import type { MetricOf, MetricWarning } from '../metric.ts'
import { requireProbabilities, type ScoredBinary } from '../rows/binary-rows.ts'
import { weightedMean } from '../weighted-mean.ts'
import { type BinarySummary, binarySummary } from './binary-summary.ts'
import { oneClass } from './classes.ts'
import { withInfluence } from './lazy-influence.ts'

/** A loss of each row, averaged. */
export interface LossFormula {
  readonly id: string
  readonly title: string
  readonly range: readonly [number, number]
  value(summary: BinarySummary): number
  losses(rows: ScoredBinary): Float64Array
  warnings?(summary: BinarySummary, rows: ScoredBinary): readonly MetricWarning[]
}

export function lossMetric({ id, title, range, value, losses, warnings }: LossFormula): MetricOf<'binary'> {
  return {
    id,
    title,
    better: 'lower',
    range,
    inference: 'mean',
    measure(rows) {
      requireProbabilities(rows)
      const summary = binarySummary(rows)
      const warned = [...oneClass(rows.label, rows.weight), ...(warnings?.(summary, rows) ?? [])]
      return withInfluence({ value: value(summary), warnings: warned }, () => weightedMean(losses(rows), rows.weight).influence)
    },
    reweigh(rows) {
      requireProbabilities(rows)
      const loss = losses(rows)
      return (weight) => meanOf(loss, weight)
    },
  }
}

/** The weighted mean of some values; NaN where nothing counts. */
export function meanOf(values: Float64Array, weight: Float64Array): number {
  let sum = 0
  let total = 0
  for (let row = 0; row < values.length; row++) {
    const one = weight[row] as number
    sum += one * (values[row] as number)
    total += one
  }
  return sum / total
}
