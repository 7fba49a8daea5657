import type { Measurement, MetricOf, MetricWarning } from '../metric.ts'
import { requireProbabilities, type ScoredBinary } from '../rows/binary-rows.ts'
import { type BinarySummary, binarySummary } from './binary-summary.ts'
import { squaredErrors } from './brier.ts'
import { classWeights, oneClass } from './classes.ts'
import { withInfluence } from './lazy-influence.ts'
import { likelihoods, logLosses } from './likelihood.ts'
import { clippedScores } from './log-loss.ts'
import { meanOf } from './loss-metric.ts'

/** A loss, and what it is for a model that gives every row the share of positives. */
interface Explained {
  readonly id: string
  readonly title: string
  meanLoss(summary: BinarySummary): number
  losses(rows: ScoredBinary): Float64Array
  /** The loss of a row of label 0 and of label 1 where all are given that share. */
  baseline(share: number): readonly [number, number]
  warnings(summary: BinarySummary, rows: ScoredBinary): readonly MetricWarning[]
}

/**
 * D2 of the log loss: the part of it that the scores save against giving every row the share of positives; 1 is perfect, 0 no better.
 * NaN with `ONE_CLASS`, or on one row with `TOO_FEW_ROWS` (`sklearn.metrics.d2_log_loss_score`).
 * @example d2LogLoss.measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.5, 0.5), prediction: null, weight: null }).value // 0
 */
export const d2LogLoss = explainedLoss({
  id: 'd2_log_loss',
  title: 'D2 of log loss',
  meanLoss: ({ logLoss }) => logLoss,
  losses: ({ label, score }) => logLosses(likelihoods(label, score)),
  baseline: (share) => [-Math.log1p(-share), -Math.log(share)],
  warnings: clippedScores,
})

/**
 * D2 of the Brier score, also Brier skill score: 1 - Brier score / that of giving every row the share of positives. NaN with
 * `ONE_CLASS`, or on one row with `TOO_FEW_ROWS` (`sklearn.metrics.d2_brier_score`).
 * @example d2Brier.measure({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0, 0.5), prediction: null, weight: null }).value // 0.5
 */
export const d2Brier = explainedLoss({
  id: 'd2_brier',
  title: 'D2 of Brier score',
  meanLoss: ({ brier }) => brier,
  losses: squaredErrors,
  baseline: (share) => [share ** 2, (1 - share) ** 2],
  warnings: () => [],
})

function explainedLoss(formula: Explained): MetricOf<'binary'> {
  return {
    id: formula.id,
    title: formula.title,
    better: 'higher',
    range: [Number.NEGATIVE_INFINITY, 1],
    inference: 'influence',
    measure: (rows) => measureExplained(formula, probabilities(rows)),
    reweigh(rows) {
      const scored = probabilities(rows)
      const loss = formula.losses(scored)
      return (weight) => {
        const share = shareOf(scored.label, weight)
        return share > 0 && share < 1 ? 1 - meanOf(loss, weight) / meanBaseline(formula, share) : Number.NaN
      }
    },
  }
}

function probabilities(rows: Parameters<typeof requireProbabilities>[0]): ScoredBinary {
  requireProbabilities(rows)
  return rows
}

function measureExplained(formula: Explained, rows: ScoredBinary): Measurement {
  const { label, weight } = rows
  const summary = binarySummary(rows)
  const warnings = [...oneClass(label, weight), ...tooFew(label.length), ...formula.warnings(summary, rows)]
  const share = shareOf(label, weight)
  if (!(share > 0 && share < 1)) return { value: Number.NaN, influence: null, warnings }
  const baseline = meanBaseline(formula, share)
  const ratio = formula.meanLoss(summary) / baseline
  // The share of positives is best for the baseline, so that moving it does not move its mean loss to the first order.
  return withInfluence({ value: 1 - ratio, warnings }, () => {
    const total = weight ? weight.reduce((sum, one) => sum + one, 0) : label.length
    const given = formula.baseline(share)
    const scale = label.length / total / baseline
    return formula
      .losses(rows)
      .map((loss, row) => scale * (weight ? (weight[row] as number) : 1) * (ratio * (label[row] === 1 ? given[1] : given[0]) - loss))
  })
}

function tooFew(rows: number): readonly MetricWarning[] {
  return rows > 1 ? [] : [{ code: 'TOO_FEW_ROWS', message: 'it is defined on two rows and more' }]
}

function shareOf(label: Uint8Array, weight: Float64Array | null): number {
  const { positive, negative } = classWeights(label, weight)
  return positive / (positive + negative)
}

function meanBaseline(formula: Explained, share: number): number {
  const [ofNegative, ofPositive] = formula.baseline(share)
  return (1 - share) * ofNegative + share * ofPositive
}
