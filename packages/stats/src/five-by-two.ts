import { compensatedSum } from './compensated-sum.ts'
import { StatsError } from './errors.ts'

export interface FiveByTwo {
  readonly f: number
  /** Two-sided, against no difference. */
  readonly pValue: number
}

/**
 * Alpaydin's combined F test (1999) of five repeats of two-fold cross-validation: ten squared differences over twice the five variances within the
 * repeats, F with 10 and 5 degrees of freedom. `differences` holds the two folds of the first repeat, then those of the second, and so on.
 * Without any variance within the repeats p is 0, or 1 where there is no difference either.
 * @throws {StatsError} `LENGTH_MISMATCH` for other than ten differences, `NOT_FINITE` with the fold.
 * @example fiveByTwoF(Float64Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1, 0)) // { f: 1, pValue: 0.5349 }
 */
export function fiveByTwoF(differences: Float64Array): FiveByTwo {
  if (differences.length !== 10) throw new StatsError('LENGTH_MISMATCH', `five repeats of two folds have 10 differences, not ${differences.length}`)
  const fold = differences.findIndex((difference) => !Number.isFinite(difference))
  if (fold >= 0) throw new StatsError('NOT_FINITE', `the difference of fold ${fold} is ${differences[fold]}`)
  const squares = compensatedSum(differences.map((difference) => difference * difference))
  // The variance of two numbers about their mean is half their squared distance.
  const variances = compensatedSum(
    Float64Array.from({ length: 5 }, (_, repeat) => {
      const apart = (differences[2 * repeat] as number) - (differences[2 * repeat + 1] as number)
      return (apart * apart) / 2
    }),
  )
  if (variances === 0) return squares === 0 ? { f: 0, pValue: 1 } : { f: Number.POSITIVE_INFINITY, pValue: 0 }
  const f = squares / (2 * variances)
  return { f, pValue: upperTail(f) }
}

/** P(F > f) with 10 and 5 degrees of freedom, a finite sum as the first number is even: y^2.5 times five terms of (1 - y)'s series. */
function upperTail(f: number): number {
  const y = 5 / (5 + 10 * f)
  let term = 1
  let sum = 1
  for (let k = 1; k < 5; k++) {
    term *= ((1.5 + k) / k) * (1 - y)
    sum += term
  }
  return y * y * Math.sqrt(y) * sum
}
