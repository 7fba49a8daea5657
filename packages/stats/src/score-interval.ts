import { type Proportion, requireProportion } from './binomial-distribution.ts'
import { StatsError } from './errors.ts'
import { normalQuantile } from './normal-distribution.ts'
import { alpha } from './t-test.ts'

/**
 * Wilson's score interval (1927) of one proportion, 95 % two-sided: the proportions that a score test does not refuse. For independent trials.
 * @throws {StatsError} `EMPTY_SAMPLE` without trials, `OUT_OF_RANGE` for counts that are not whole or successes beyond the trials.
 * @example scoreInterval({ successes: 5, trials: 10 }) // [0.2366, 0.7634]
 */
export function scoreInterval({ successes, trials }: Proportion): readonly [number, number] {
  requireTrials({ successes, trials })
  const upper = upperEnd({ successes, trials })
  return [successes === 0 ? 0 : 1 - upperEnd({ successes: trials - successes, trials }), successes === trials ? 1 : upper]
}

function upperEnd({ successes, trials }: Proportion): number {
  const z = normalQuantile(1 - alpha)
  const failures = trials - successes
  const half = z * Math.sqrt((successes * failures) / trials + (z * z) / 4)
  return (successes + (z * z) / 2 + half) / (trials + z * z)
}

export function requireTrials({ successes, trials }: Proportion): void {
  requireProportion({ successes, trials })
  if (trials === 0) throw new StatsError('EMPTY_SAMPLE', 'there are no trials to estimate a proportion from')
}
