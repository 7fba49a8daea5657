import { requireProbability } from './domain.ts'
import { StatsError } from './errors.ts'

/** So many successes of so many trials. */
export interface Proportion {
  readonly successes: number
  readonly trials: number
}

/**
 * P(X = k) of a binomial count, by Loader's saddle-point form (2000), which keeps its digits at any number of trials.
 * @throws {StatsError} `OUT_OF_RANGE` for counts that are not whole or p outside [0, 1].
 * @example binomialMass({ successes: 1, trials: 2 }, 0.5) // 0.5
 */
export function binomialMass({ successes, trials }: Proportion, p: number): number {
  requireProportion({ successes, trials })
  requireProbability(p, 'p')
  const failures = trials - successes
  if (successes === 0) return p === 1 ? (trials === 0 ? 1 : 0) : Math.exp(trials * Math.log1p(-p))
  if (failures === 0) return p === 0 ? 0 : Math.exp(trials * Math.log(p))
  if (p === 0 || p === 1) return 0
  const exponent =
    stirlingError(trials) -
    stirlingError(successes) -
    stirlingError(failures) -
    deviance(successes, trials * p) -
    deviance(failures, trials * (1 - p))
  return Math.exp(exponent) * Math.sqrt(trials / (2 * Math.PI * successes * failures))
}

/**
 * P(X >= k) of a binomial count: the masses of the nearer tail added up.
 * @throws {StatsError} `OUT_OF_RANGE` for counts that are not whole or p outside [0, 1].
 * @example binomialUpperTail({ successes: 1, trials: 2 }, 0.5) // 0.75
 */
export function binomialUpperTail({ successes, trials }: Proportion, p: number): number {
  requireProportion({ successes, trials })
  requireProbability(p, 'p')
  if (successes === 0) return 1
  if (p === 0 || p === 1) return p
  return successes > trials * p ? outerTail({ successes, trials }, p) : 1 - outerTail({ successes: trials - successes + 1, trials }, 1 - p)
}

/** P(X >= k) for k beyond the mean: the terms fall from the first on. */
function outerTail({ successes, trials }: Proportion, p: number): number {
  const odds = p / (1 - p)
  let term = successes > trials ? 0 : binomialMass({ successes, trials }, p)
  let sum = 0
  for (let k = successes; k <= trials && term > sum * 1e-18; k++) {
    sum += term
    term *= ((trials - k) / (k + 1)) * odds
  }
  return Math.min(1, sum)
}

export function requireProportion({ successes, trials }: Proportion): void {
  if (!(Number.isSafeInteger(successes) && Number.isSafeInteger(trials) && successes >= 0 && successes <= trials))
    throw new StatsError('OUT_OF_RANGE', `${successes} of ${trials} is no count of successes among trials`)
}

/** log(n!) less Stirling's formula for it. The last term left out is below 1e-16 from 16 on. */
function stirlingError(n: number): number {
  if (n < 16) return Math.log(factorial(n)) - (n + 0.5) * Math.log(n) + n - Math.log(2 * Math.PI) / 2
  const square = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n
}

function factorial(n: number): number {
  let product = 1
  for (let k = 2; k <= n; k++) product *= k
  return product
}

/** x log(x / mean) + mean - x, by its series where the two are close and the difference would lose its digits. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const v = (x - mean) / (x + mean)
  let sum = (x - mean) * v
  let power = 2 * x * v
  for (let k = 3; k < 1000; k += 2) {
    power *= v * v
    const next = sum + power / k
    if (next === sum) break
    sum = next
  }
  return sum
}
