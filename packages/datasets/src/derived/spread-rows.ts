const golden = (Math.sqrt(5) - 1) / 2

/**
 * A number in 0..1 for a row, the fractional part of its number times the golden ratio: rows below any bound lie evenly, and follow no
 * period that the data may have. Not random: the same at each run.
 * @example [0, 1, 2].map(rowPhase) // [0.618…, 0.236…, 0.854…]
 */
export function rowPhase(row: number): number {
  const turns = (row + 1) * golden
  return turns - Math.floor(turns)
}
