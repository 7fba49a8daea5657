import { passProbability } from '@seaworthy/stats'
import type { RuleDefinition } from './rule.ts'

/** Proof of safety: the candidate must be shown not worse than the baseline by the margin. */
export const nonInferior: RuleDefinition = {
  about: 'difference',
  decide({ quantity, bound, primary }) {
    const pRule = quantity.pValue(-bound, 'greater')
    const [lower, upper] = quantity.interval
    if (lower > -bound) return { verdict: 'pass', reason: primary && lower > 0 ? 'shown_better' : 'not_worse_by_margin', pRule }
    if (upper < -bound) return { verdict: 'fail', reason: 'shown_worse', pRule }
    return { verdict: 'inconclusive', reason: 'interval_spans_margin', pRule }
  },
  passIfEqual: (bound, error) => passProbability({ margin: bound, ...error }),
}
