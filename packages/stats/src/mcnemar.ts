import { binomialMass, binomialUpperTail } from './binomial-distribution.ts'
import { type PairedOutcomes, requireOutcomes } from './paired-outcomes.ts'
import type { TTest } from './t-test.ts'

export interface McNemarRequest {
  readonly outcomes: PairedOutcomes
  readonly alternative: TTest['alternative']
  /** `mid` counts the outcome seen at half its chance: less cautious, and closer to its level (Fagerland, Lydersen and Laake, 2013). */
  readonly p: 'exact' | 'mid'
}

/**
 * McNemar's test (1947) of no difference between two models that are each right or wrong: of the units on which one alone is right,
 * the candidate's are a coin's heads. 1 where they never disagree. For independent units.
 * @throws {StatsError} `EMPTY_SAMPLE` without units; `OUT_OF_RANGE` for counts that are not whole, negative, or together beyond the units.
 * @example mcnemar({ outcomes: { candidateOnly: 4, baselineOnly: 0, units: 9 }, alternative: 'two_sided', p: 'exact' }) // 0.125
 */
export function mcnemar({ outcomes, alternative, p }: McNemarRequest): number {
  requireOutcomes(outcomes)
  const { candidateOnly, baselineOnly } = outcomes
  const trials = candidateOnly + baselineOnly
  const tail = (heads: number) => upperTail({ successes: heads, trials }, p)
  if (trials === 0) return 1
  if (alternative === 'greater') return tail(candidateOnly)
  if (alternative === 'less') return tail(baselineOnly)
  return Math.min(1, 2 * tail(Math.max(candidateOnly, baselineOnly)))
}

function upperTail(heads: { readonly successes: number; readonly trials: number }, p: McNemarRequest['p']): number {
  const tail = binomialUpperTail(heads, 0.5)
  return p === 'mid' ? tail - binomialMass(heads, 0.5) / 2 : tail
}
