import { alpha, passProbability } from '@seaworthy/stats'
import type { Decision, Quantity, RuleDefinition } from './rule.ts'

/** Proof of harm, where the gate bears the burden: it fails only if the candidate is shown worse by more than the margin. */
export const noRegression: RuleDefinition = {
  about: 'difference',
  decide({ quantity, bound }) {
    const pRule = harmP(quantity, bound)
    return decideHarm(pRule, pRule)
  },
  passIfEqual: (bound, { standardError, degreesOfFreedom }) => 1 - passProbability({ margin: -bound, standardError, degreesOfFreedom }),
}

/** One-sided p-value for "worse than the baseline by more than the margin". */
export function harmP(quantity: Quantity, bound: number): number {
  return quantity.pValue(-bound, 'less') ?? 1
}

/** The verdict by the p-value after correction for the slices that were looked at; without slices it is `pRule` itself. */
export function decideHarm(pRule: number, adjustedP: number): Decision {
  return adjustedP < alpha ? { verdict: 'fail', reason: 'shown_worse', pRule } : { verdict: 'pass', reason: 'not_shown_worse', pRule }
}
