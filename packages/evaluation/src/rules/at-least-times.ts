import { atLeast } from './at-least.ts'
import type { RuleDefinition } from './rule.ts'

/** The candidate must be shown to reach at least so many times what production does: throughput. */
export const atLeastTimes: RuleDefinition = { ...atLeast, about: 'ratio' }
