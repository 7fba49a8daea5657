import type { RuleDefinition } from './rule.ts'

/** The candidate's own value must be shown to reach the bound, whatever the baseline does. */
export const atLeast: RuleDefinition = {
  about: 'candidate',
  decide({ quantity, bound }) {
    const pRule = quantity.pValue(bound, 'greater')
    const [lower, upper] = quantity.interval
    if (lower >= bound) return { verdict: 'pass', reason: 'above_bound', pRule }
    if (upper < bound) return { verdict: 'fail', reason: 'shown_below_bound', pRule }
    return { verdict: 'inconclusive', reason: 'interval_spans_bound', pRule }
  },
  passIfEqual: () => null,
}
