import type { Numbers } from '../rows/numbers.ts'

/** The smallest step of the number type of some scores: probabilities are kept that far from 0 and 1 before a logarithm is taken. */
export function epsilonOf(score: Numbers): number {
  return score instanceof Float32Array ? 2 ** -23 : Number.EPSILON
}

/** The probability given to the label of each row, in the arithmetic of the scores' own type: 1 - p of single precision is rounded to it. */
export function likelihoods(label: Uint8Array, score: Numbers): Numbers {
  const into = score instanceof Float32Array ? new Float32Array(score.length) : new Float64Array(score.length)
  for (let row = 0; row < score.length; row++) into[row] = Math.abs(1 - (label[row] as number) - (score[row] as number))
  return into
}

/** -log of each likelihood, which is first kept in [eps, 1 - eps]. */
export function logLosses(likelihood: Numbers): Float64Array {
  const epsilon = epsilonOf(likelihood)
  const loss = new Float64Array(likelihood.length)
  for (let row = 0; row < loss.length; row++) loss[row] = -Math.log(Math.min(1 - epsilon, Math.max(epsilon, likelihood[row] as number)))
  return loss
}
