import { compensatedSum } from './compensated-sum.ts'
import { StatsError } from './errors.ts'
import { type StandardError, type TTest, tInterval, tTest } from './t-test.ts'

export interface ResampledTRequest extends Pick<TTest, 'boundary' | 'alternative'> {
  /** Candidate less baseline, one for each fold of each repeat. */
  readonly differences: Float64Array
  /** Rows tested over rows trained on, in each fold: 1 / (k - 1) for k folds. */
  readonly testToTrain: number
}

export interface ResampledT extends StandardError {
  readonly estimate: number
  /** Two-sided, 95 %. */
  readonly interval: readonly [number, number]
  readonly pValue: number
}

/**
 * The corrected resampled t-test (Nadeau and Bengio, 2003; for repeated folds Bouckaert and Frank, 2004): folds share training rows, so
 * the variance of their mean is (1 / J + test / train) s^2, with J - 1 degrees of freedom. It judges the recipe of training, not one model.
 * @throws {StatsError} `TOO_FEW_CLUSTERS` below two folds, `NOT_FINITE` with the fold, `OUT_OF_RANGE` for a share that is not positive.
 * @example
 * correctedResampledT({ differences: Float64Array.of(-1, 1), testToTrain: 1, boundary: 0, alternative: 'greater' }).standardError // 1.7321
 */
export function correctedResampledT({ differences, testToTrain, boundary, alternative }: ResampledTRequest): ResampledT {
  requireFolds(differences)
  if (!(testToTrain > 0 && Number.isFinite(testToTrain)))
    throw new StatsError('OUT_OF_RANGE', `rows tested over rows trained on are ${testToTrain}; the share is positive`)
  const folds = differences.length
  const estimate = compensatedSum(differences) / folds
  const squares = compensatedSum(differences.map((difference) => (difference - estimate) * (difference - estimate)))
  const standardError = Math.sqrt((1 / folds + testToTrain) * (squares / (folds - 1)))
  const shown = { estimate, standardError, degreesOfFreedom: folds - 1 }
  return { ...shown, interval: tInterval(shown), pValue: tTest({ ...shown, boundary, alternative }) }
}

function requireFolds(differences: Float64Array): void {
  if (differences.length < 2)
    throw new StatsError('TOO_FEW_CLUSTERS', `${differences.length} fold says nothing about the variance between folds`, {
      hint: 'at least two are needed',
    })
  const fold = differences.findIndex((difference) => !Number.isFinite(difference))
  if (fold >= 0) throw new StatsError('NOT_FINITE', `the difference of fold ${fold} is ${differences[fold]}`)
}
