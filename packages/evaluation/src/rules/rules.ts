import type { Rule } from '@seaworthy/record'
import { atLeast } from './at-least.ts'
import { atLeastTimes } from './at-least-times.ts'
import { atMost } from './at-most.ts'
import { atMostTimes } from './at-most-times.ts'
import { noRegression } from './no-regression.ts'
import { nonInferior } from './non-inferior.ts'
import type { RuleDefinition } from './rule.ts'
import { superior } from './superior.ts'

/** Every rule, one line each. */
export const rules: { readonly [R in Rule]: RuleDefinition } = {
  non_inferior: nonInferior,
  superior,
  no_regression: noRegression,
  at_least: atLeast,
  at_most: atMost,
  at_least_times: atLeastTimes,
  at_most_times: atMostTimes,
}
