import { MetricsError } from '../errors.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { accuracy, balancedAccuracy, hammingLoss } from './accuracy.ts'
import { bestThreshold, extreme } from './best-threshold.ts'
import { cohenKappa, matthewsCorrelation } from './correlation.ts'
import type { CountFormula } from './count-metric.ts'
import { fScore, jaccard } from './f-score.ts'
import { costFormula, fBetaFormula } from './parametric-formulas.ts'

/** A threshold chosen on some rows, to judge others by. */
export interface FrozenThreshold {
  /** The metric at that threshold: `f1@0.42`. */
  readonly id: string
  readonly threshold: number
  /** What the metric is there, on the rows that it was chosen on: too good to be true of others. */
  readonly value: number
}

const formulas: readonly CountFormula[] = [accuracy, balancedAccuracy, fScore(1), matthewsCorrelation, cohenKappa, jaccard, hammingLoss]

/**
 * The metric that `f1@max` becomes once its threshold is chosen on other rows than those it is measured on, such as those of validation.
 * @throws {MetricsError} `METRIC_PARAMETER` where the id is not of a metric at its best threshold; as {@link requireScores} for the rows.
 * @example frozenThreshold('f1@max', { kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }) // { id: 'f1@0.5', threshold: 0.5, value: 1 }
 */
export function frozenThreshold(id: string, rows: BinaryRows): FrozenThreshold {
  const name = id.replace(/@(max|min)$/, '')
  const formula = formulas.find((one) => one.name === name) ?? fBetaFormula(name) ?? costFormula(name)
  if (!formula || id !== `${formula.name}@${extreme(formula)}`)
    throw new MetricsError('METRIC_PARAMETER', `"${id}" chooses no threshold`, {
      hint: `those that do are ${formulas.map((one) => `${one.name}@${extreme(one)}`).join(', ')}, fbeta_BETA@max and cost_FALSEPOSITIVE_FALSENEGATIVE@min`,
    })
  const { threshold, value } = bestThreshold(formula, rows)
  return { id: `${formula.name}@${threshold}`, threshold, value }
}
