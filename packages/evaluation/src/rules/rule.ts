import type { Finding } from '@seaworthy/record'
import type { StandardError } from '@seaworthy/stats'

/** An estimate with its 95 % interval: what a rule looks at, however it was inferred. */
export interface Quantity {
  readonly estimate: number
  readonly interval: readonly [number, number]
  readonly error: StandardError
  /** P-value of the hypothesis that the target lies at the boundary or on its other side. */
  pValue(boundary: number, alternative: Alternative): number | null
}

/** What is to be shown: the target is above the boundary, below it, or not at it. */
export type Alternative = 'greater' | 'less' | 'two_sided'

export interface Question {
  readonly quantity: Quantity
  readonly bound: number
  /** "Better" is only said of the primary metric. */
  readonly primary: boolean
}

export interface Decision {
  readonly verdict: Finding['verdict']
  readonly reason: Finding['reason']
  /** One-sided, against the rule's boundary. */
  readonly pRule: number | null
}

/** How one rule reads an interval. */
export interface RuleDefinition {
  /** The paired difference to the baseline (more is better), the candidate's own value, or candidate over baseline. */
  readonly about: 'difference' | 'candidate' | 'ratio'
  decide(question: Question): Decision
  /** How often an equally good model would pass; null where the rule knows no baseline. */
  passIfEqual(bound: number, error: StandardError): number | null
}
