/** The greatest double below a number. @example nextDown(1) // 0.9999999999999999 */
export function nextDown(value: number): number {
  return -nextUp(-value)
}

/** The least double above a number; infinity stays. @example nextUp(0) // 5e-324 */
export function nextUp(value: number): number {
  if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY) return value
  if (value === 0) return Number.MIN_VALUE
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n))
  return view.getFloat64(0)
}
