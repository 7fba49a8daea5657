import { binomialUpperTail, type Proportion } from './binomial-distribution.ts'
import { bisect } from './bisect.ts'
import { requireTrials } from './score-interval.ts'
import { alpha } from './t-test.ts'

/**
 * The exact interval of one proportion, 95 % two-sided (Clopper and Pearson, 1934): each end is the proportion at which so many
 * successes, or more on that side, have a chance of 2.5 %. It covers at least 95 % for every true value, so mostly more.
 * @throws {StatsError} `EMPTY_SAMPLE` without trials, `OUT_OF_RANGE` for counts that are not whole or successes beyond the trials.
 * @example clopperPearson({ successes: 0, trials: 10 }) // [0, 0.3085], as 0.6915^10 = 0.025
 */
export function clopperPearson({ successes, trials }: Proportion): readonly [number, number] {
  requireTrials({ successes, trials })
  const lower = successes === 0 ? 0 : lowerEnd({ successes, trials })
  const upper = successes === trials ? 1 : upperEnd({ successes, trials })
  return [lower, upper]
}

function lowerEnd(proportion: Proportion): number {
  return bisect({ from: 0, to: 1, falls: false, f: (p) => binomialUpperTail(proportion, p) - alpha })
}

function upperEnd({ successes, trials }: Proportion): number {
  const mirrored = { successes: trials - successes, trials }
  return 1 - lowerEnd(mirrored)
}
