import type { MetricOf, MetricWarning } from '../metric.ts'
import { requireProbabilities } from '../rows/binary-rows.ts'
import { weightedMean } from '../weighted-mean.ts'
import { oneClass } from './classes.ts'

const epsilon = Number.EPSILON

/**
 * Mean of -log P(the label), as scikit-learn computes it: the probability of the label is clipped to [eps, 1 - eps] with the eps of
 * float64, so that a certain and wrong score costs 36.0437 and not infinity (`CLIPPED_SCORES` counts those rows).
 * @example logLoss.measure({ kind: 'binary', label: Uint8Array.of(1), score: Float64Array.of(0.5), prediction: null, weight: null }).value // 0.6931471805599453
 */
export const logLoss: MetricOf<'binary'> = {
  id: 'log_loss',
  title: 'log loss',
  better: 'lower',
  range: [0, -Math.log(epsilon)],
  inference: 'mean',
  measure(rows) {
    requireProbabilities(rows)
    const { score } = rows
    const likelihood = Float64Array.from(rows.label, (label, row) => (label === 1 ? (score[row] as number) : 1 - (score[row] as number)))
    const loss = likelihood.map((p) => -Math.log(Math.min(1 - epsilon, Math.max(epsilon, p))))
    return { ...weightedMean(loss, rows.weight), warnings: [...oneClass(rows.label, rows.weight), ...clipped(likelihood, rows)] }
  },
}

function clipped(likelihood: Float64Array, { weight }: { readonly weight: Float64Array | null }): readonly MetricWarning[] {
  const count = likelihood.reduce((sum, p, row) => sum + (p < epsilon && (weight?.[row] ?? 1) > 0 ? 1 : 0), 0)
  if (count === 0) return []
  const message = `${count} of ${likelihood.length} rows are given a probability of about 0 for the label they have; each is counted as 36.04`
  return [{ code: 'CLIPPED_SCORES', message }]
}
