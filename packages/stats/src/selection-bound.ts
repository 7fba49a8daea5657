import { requireFinite } from './domain.ts'
import { StatsError } from './errors.ts'
import { normalCdf } from './normal-distribution.ts'

const step = 1 / 32
/** Beyond, the lower tail is 0 in a double, and its logarithm infinite. */
const reach = 38
const most = 1e9

/**
 * The expected largest of k independent standard normal numbers, by the trapezoidal rule, whose error for such a function is below 1e-13.
 * @throws {StatsError} `OUT_OF_RANGE` for other than 1 to 1e9 whole numbers.
 * @example expectedMaximum(2) // 1 / sqrt(pi), 0.5642
 */
export function expectedMaximum(count: number): number {
  if (!(Number.isInteger(count) && count >= 1 && count <= most))
    throw new StatsError('OUT_OF_RANGE', `the largest of ${count} numbers was asked for; 1 to 1e9 can be`)
  let sum = 0
  // x and -x together, so that for one number the sum is exactly 0.
  for (let x = step; x <= reach; x += step) {
    const density = (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
    const [upper, lower] = [Math.log1p(-normalCdf(-x)), Math.log(normalCdf(-x))]
    sum += density * (Math.exp((count - 1) * upper) - Math.exp((count - 1) * lower))
  }
  return sum * step * count
}

/**
 * By how much the best of k candidates judged on one test set is expected to look better than it is, were all equally good: the
 * standard error of one times the expected largest of k normal numbers. An upper bound, as candidates that resemble each other
 * err together.
 * @throws {StatsError} `OUT_OF_RANGE` for other than 1 to 1e9 candidates or a negative error, `NOT_FINITE`.
 * @example selectionBound({ candidates: 20, standardError: 0.01 }) // 0.01867
 */
export function selectionBound({ candidates, standardError }: { readonly candidates: number; readonly standardError: number }): number {
  requireFinite(standardError, 'the standard error')
  if (standardError < 0) throw new StatsError('OUT_OF_RANGE', `the standard error is ${standardError}; it cannot be negative`)
  return standardError * expectedMaximum(candidates)
}
