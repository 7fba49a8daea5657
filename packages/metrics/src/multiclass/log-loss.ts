import { epsilonOf, logLosses } from '../binary/likelihood.ts'
import { dot, meanOf, measureMeans } from '../function-of-means.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { metricOfMeans } from '../metric-of-means.ts'
import { shareExplained } from '../regression/pinball.ts'
import { type MulticlassRows, requireClassProbabilities, type ScoredMulticlass } from '../rows/multiclass-rows.ts'
import type { Numbers } from '../rows/numbers.ts'
import { notNormalised } from './normalised.ts'
import { oneClass, weightOfClasses } from './one-class.ts'

/**
 * Mean of -log of the probability given to the class that the row has, clipped to [eps, 1 - eps] with the eps of the numbers' type
 * (`CLIPPED_SCORES` counts those rows). Rows that do not sum to 1 are taken as they are: `NOT_NORMALISED`.
 * @example of a label 0 and the probabilities 0.5, 0.25, 0.25 // 0.6931471805599453
 */
export const logLoss: MetricOf<'multiclass'> = metricOfMeans({
  id: 'log_loss',
  title: 'log loss',
  better: 'lower',
  range: [0, -Math.log(Number.EPSILON)],
  inference: 'mean',
  prepare: (rows) => meanOf(logLosses(likelihoodOf(scored(rows)))),
  warn: lossWarnings,
})

/**
 * D2: the share of the log loss of always saying the shares of the classes that the model explains. One row: NaN with `TOO_FEW_ROWS`.
 * One class: 1 - loss / 2.2e-16, as in scikit-learn, with `ONE_CLASS`.
 * @example of labels 0, 1 and the probabilities 0.5, 0.5 in both rows // 0
 */
export const d2LogLoss: MetricOf<'multiclass'> = {
  id: 'd2_log_loss',
  title: 'share of the log loss explained',
  better: 'higher',
  range: [-Infinity, 1],
  inference: 'influence',
  measure(rows) {
    const losses = logLosses(likelihoodOf(scored(rows)))
    if (rows.label.length < 2)
      return { value: Number.NaN, influence: null, warnings: [{ code: 'TOO_FEW_ROWS', message: 'it is not defined on a single row' }] }
    const byClass = nullLosses(weightOfClasses(rows, rows.weight))
    const nullLoss = Float64Array.from(rows.label, (at) => byClass[at] as number)
    return { ...measureMeans({ columns: [losses, nullLoss], at: shareExplained }, rows.weight), warnings: lossWarnings(rows) }
  },
  reweigh(rows) {
    const losses = logLosses(likelihoodOf(scored(rows)))
    return (weight) => {
      const weights = weightOfClasses(rows, weight)
      return rows.label.length < 2 ? Number.NaN : shareExplained([dot(losses, weight), dot(nullLosses(weights), weights)]).value
    }
  },
}

/** -log of the share of each class; that the shares move with the weights has no effect of first order on their mean. */
function nullLosses(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, one) => sum + one, 0)
  return logLosses(weights.map((one) => one / total))
}

function scored(rows: MulticlassRows): ScoredMulticlass {
  requireClassProbabilities(rows)
  return rows
}

function likelihoodOf({ label, probability, classes }: ScoredMulticlass): Numbers {
  const likelihood = probability instanceof Float32Array ? new Float32Array(label.length) : new Float64Array(label.length)
  for (let row = 0; row < likelihood.length; row++) likelihood[row] = probability[row * classes.length + (label[row] as number)] as number
  return likelihood
}

function lossWarnings(rows: MulticlassRows): readonly MetricWarning[] {
  const whole = scored(rows)
  return [...oneClass(rows), ...notNormalised(whole), ...clipped(likelihoodOf(whole), rows.weight)]
}

function clipped(likelihood: Numbers, weight: Float64Array | null): readonly MetricWarning[] {
  const epsilon = epsilonOf(likelihood)
  let count = 0
  for (let row = 0; row < likelihood.length; row++) if ((likelihood[row] as number) < epsilon && (weight?.[row] ?? 1) > 0) count++
  if (count === 0) return []
  const counted = (-Math.log(epsilon)).toFixed(2)
  const message = `${count} of ${likelihood.length} rows are given a probability of about 0 for the class they have; each is counted as ${counted}`
  return [{ code: 'CLIPPED_SCORES', message }]
}
