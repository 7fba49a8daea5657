/** A number for a drawing: four significant digits. @example rounded(0.123456) // 0.1235 */
export function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
