/**
 * The sum of some values with Neumaier's compensation: the rounding error does not grow with their number.
 * @example compensatedSum(Float64Array.of(1, 1e100, 1, -1e100)) // 2
 */
export function compensatedSum(values: Float64Array): number {
  let sum = 0
  let lost = 0
  for (const value of values) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}
