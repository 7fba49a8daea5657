import type { RuleDefinition } from './rule.ts'

/** The candidate's own value must be shown not to exceed the bound, whatever the baseline does. */
export const atMost: RuleDefinition = {
  about: 'candidate',
  decide({ quantity, bound }) {
    const pRule = quantity.pValue(bound, 'less')
    const [lower, upper] = quantity.interval
    if (upper <= bound) return { verdict: 'pass', reason: 'below_bound', pRule }
    if (lower > bound) return { verdict: 'fail', reason: 'shown_above_bound', pRule }
    return { verdict: 'inconclusive', reason: 'interval_spans_bound', pRule }
  },
  passIfEqual: () => null,
}
