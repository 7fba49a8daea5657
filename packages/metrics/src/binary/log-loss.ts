import type { MetricWarning } from '../metric.ts'
import type { ScoredBinary } from '../rows/binary-rows.ts'
import type { BinarySummary } from './binary-summary.ts'
import { epsilonOf, likelihoods, logLosses } from './likelihood.ts'
import { lossMetric } from './loss-metric.ts'

/**
 * Mean of -log P(the label), as scikit-learn computes it: the probability of the label is clipped to [eps, 1 - eps] with the eps of
 * the scores' type, so that a certain and wrong score costs 36.0437 and not infinity, or 15.9424 in single precision
 * (`CLIPPED_SCORES` counts those rows).
 * @example logLoss.measure({ kind: 'binary', label: Uint8Array.of(1), score: Float64Array.of(0.5), prediction: null, weight: null }).value // 0.6931471805599453
 */
export const logLoss = lossMetric({
  id: 'log_loss',
  title: 'log loss',
  range: [0, -Math.log(Number.EPSILON)],
  value: ({ logLoss }) => logLoss,
  losses: ({ label, score }) => logLosses(likelihoods(label, score)),
  warnings: clippedScores,
})

/** The warning on rows whose loss is that of eps. */
export function clippedScores({ clipped }: Pick<BinarySummary, 'clipped'>, { score }: ScoredBinary): readonly MetricWarning[] {
  if (clipped === 0) return []
  const cost = -Math.log(epsilonOf(score)).toFixed(2)
  const message = `${clipped} of ${score.length} rows are given a probability of about 0 for the label they have; each is counted as ${cost}`
  return [{ code: 'CLIPPED_SCORES', message }]
}
