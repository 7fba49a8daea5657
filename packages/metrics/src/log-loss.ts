import { oneClass } from './classes.ts'
import type { Metric, MetricWarning } from './metric.ts'
import { type Rows, requireRows } from './rows.ts'
import { weightedMean } from './weighted-mean.ts'

const epsilon = Number.EPSILON

/**
 * Mean of -log P(the label), as scikit-learn computes it: the probability of the label is clipped to [eps, 1 - eps] with the eps of
 * float64, so that a certain and wrong score costs 36.0437 and not infinity (`CLIPPED_SCORES` counts those rows).
 * @example logLoss.measure({ label: Float64Array.of(1), score: Float64Array.of(0.5), weight: null }).value // 0.6931471805599453
 */
export const logLoss: Metric = {
  id: 'log_loss',
  title: 'log loss',
  better: 'lower',
  range: [0, -Math.log(epsilon)],
  method: { rows: 'paired_mean', clusters: 'clustered_mean' },
  measure(rows) {
    requireRows(rows)
    const likelihood = rows.score.map((score, row) => (rows.label[row] === 1 ? score : 1 - score))
    const loss = likelihood.map((p) => -Math.log(Math.min(1 - epsilon, Math.max(epsilon, p))))
    return { ...weightedMean(loss, rows.weight), warnings: [...oneClass(rows.label, rows.weight), ...clipped(likelihood, rows)] }
  },
}

function clipped(likelihood: Float64Array, { weight }: Rows): readonly MetricWarning[] {
  const count = likelihood.reduce((sum, p, row) => sum + (p < epsilon && (weight?.[row] ?? 1) > 0 ? 1 : 0), 0)
  if (count === 0) return []
  const message = `${count} of ${likelihood.length} rows are given a probability of about 0 for the label they have; each is counted as 36.04`
  return [{ code: 'CLIPPED_SCORES', message }]
}
