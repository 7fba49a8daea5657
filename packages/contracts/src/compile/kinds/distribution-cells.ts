/** Parts that two distributions are told by, in their order where they have one. */
export interface Cell {
  readonly current: number
  /** A share or a count. */
  readonly reference: number
  /** How many cells are like this. */
  readonly times: number
}

export interface Comparison {
  readonly cells: readonly Cell[]
  /** NaN in the data: a cell of its own, of which the reference has none, where a method wants it so. */
  readonly nan: number
}

/** The sum of some shares may miss 1 by so much, as they are written. */
const shareTolerance = 1e-6

export function currentTotal(cells: readonly Cell[]): number {
  return cells.reduce((sum, { current, times }) => sum + current * times, 0)
}
export function referenceTotal(cells: readonly Cell[]): number {
  return cells.reduce((sum, { reference, times }) => sum + reference * times, 0)
}
export function cellCount(cells: readonly Cell[]): number {
  return cells.reduce((sum, { times }) => sum + times, 0)
}

/** Weights whose sum is above 1 are counts of a sample; up to 1 they are shares that are taken as exact. */
export function isCounted(cells: readonly Cell[]): boolean {
  return referenceTotal(cells) > 1 + shareTolerance
}
