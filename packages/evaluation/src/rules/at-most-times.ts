import { atMost } from './at-most.ts'
import type { RuleDefinition } from './rule.ts'

/** The candidate must be shown to need at most so many times what production needs: latency, memory, size. */
export const atMostTimes: RuleDefinition = { ...atMost, about: 'ratio' }
