import { passProbability } from '@seaworthy/stats'
import type { RuleDefinition } from './rule.ts'

/** Proof of a gain: the candidate must be shown better than the baseline by more than the bound, which is usually 0. */
export const superior: RuleDefinition = {
  about: 'difference',
  decide({ quantity, bound }) {
    const pRule = quantity.pValue(bound, 'greater')
    const [lower, upper] = quantity.interval
    if (lower > bound) return { verdict: 'pass', reason: 'shown_better', pRule }
    if (upper < bound) return { verdict: 'fail', reason: upper < 0 ? 'shown_worse' : 'not_shown_better', pRule }
    return { verdict: 'inconclusive', reason: 'interval_spans_bound', pRule }
  },
  passIfEqual: (bound, error) => passProbability({ margin: -bound, ...error }),
}
