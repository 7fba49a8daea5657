import { tTest } from '@seaworthy/stats'
import type { RuleDefinition } from './rule.ts'

/** The candidate's own value must be shown not to exceed the bound, whatever the baseline does. */
export const atMost: RuleDefinition = {
  about: 'candidate',
  decide({ quantity: { estimate, interval, error }, bound }) {
    const pRule = tTest({ estimate, ...error, boundary: bound, alternative: 'less' })
    const [lower, upper] = interval
    if (upper <= bound) return { verdict: 'pass', reason: 'below_bound', pRule }
    if (lower > bound) return { verdict: 'fail', reason: 'shown_above_bound', pRule }
    return { verdict: 'inconclusive', reason: 'interval_spans_bound', pRule }
  },
  passIfEqual: () => null,
}
