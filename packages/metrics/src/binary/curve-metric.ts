import type { Inference, Measurement, MetricOf, MetricWarning } from '../metric.ts'
import { type BinaryRows, requireScores, type ScoredBinary } from '../rows/binary-rows.ts'
import { oneClass } from './classes.ts'
import { withInfluence } from './lazy-influence.ts'
import { type Cumulative, cumulate, type Ranking, rankRows } from './ranking.ts'

/** A metric that the ranking of the rows decides, by the weight of each class above each distinct score. */
export interface CurveFormula {
  readonly id: string
  readonly title: string
  readonly better: 'higher' | 'lower'
  readonly range: readonly [number, number]
  readonly inference: Inference
  /** NaN where it is undefined. Groups of tied rows without weight are there, as points that do not move. */
  value(curve: Cumulative): number
  /** Where it is smooth. Asked for only where the value is a number. */
  influence?(about: { rows: ScoredBinary; ranking: Ranking; value: number }): Float64Array
  /** In place of `ONE_CLASS`. */
  warnings?(rows: ScoredBinary): readonly MetricWarning[]
}

/** The metric of a formula: rows are ranked once, whatever the number of resamples. */
export function curveMetric(formula: CurveFormula): MetricOf<'binary'> {
  const { id, title, better, range, inference } = formula
  return {
    id,
    title,
    better,
    range,
    inference,
    measure: (rows) => measureCurve(formula, scored(rows)),
    reweigh(rows) {
      const curve = cumulate(rankRows(scored(rows)))
      return (weight) => formula.value(curve(weight))
    },
  }
}

export function scored(rows: BinaryRows): ScoredBinary {
  requireScores(rows)
  return rows
}

function measureCurve(formula: CurveFormula, rows: ScoredBinary): Measurement {
  const ranking = rankRows(rows)
  const value = formula.value(cumulate(ranking)(rows.weight))
  const warnings = [...(formula.warnings?.(rows) ?? oneClass(rows.label, rows.weight)), ...constantScore(rows, ranking.ends.length === 1)]
  const { influence } = formula
  if (!influence || Number.isNaN(value)) return { value, influence: null, warnings }
  return withInfluence({ value, warnings }, () => influence({ rows, ranking, value }))
}

/** The warning on scores that rank nothing. */
export function constantScore({ score }: ScoredBinary, isConstant: boolean): readonly MetricWarning[] {
  return isConstant && score.length > 1 ? [{ code: 'CONSTANT_SCORE', message: `all ${score.length} scores are ${score[0]}` }] : []
}

/** The weight of each class in all rows: the last point of the curve. */
export function classTotals({ positive, negative }: Cumulative): { readonly positives: number; readonly negatives: number } {
  return { positives: positive.at(-1) ?? 0, negatives: negative.at(-1) ?? 0 }
}
