/** Weighted rows by group, label and decision: four cells for each group (tn, fp, fn, tp), the last group being all rows of no group. */
export type FairCells = Float64Array

/** A share of a group's rows. */
export type FairRate = 'selection' | 'true_positive' | 'false_positive' | 'accuracy'

export const cellsOfGroup = 4

/**
 * A rate of the group whose cells begin at a place; NaN where it has no such rows.
 * @example rateAt('selection', Float64Array.of(5, 1, 2, 2), 0) // 0.3
 */
export function rateAt(rate: FairRate, cells: FairCells, at: number): number {
  const tn = cells[at] as number
  const fp = cells[at + 1] as number
  const fn = cells[at + 2] as number
  const tp = cells[at + 3] as number
  switch (rate) {
    case 'selection':
      return (fp + tp) / (tn + fp + fn + tp)
    case 'true_positive':
      return tp / (fn + tp)
    case 'false_positive':
      return fp / (tn + fp)
    case 'accuracy':
      return (tn + tp) / (tn + fp + fn + tp)
  }
}

/** How far groups lie apart: from each other, or each from all rows. */
export interface FairComparison {
  readonly how: 'difference' | 'ratio'
  readonly to: 'each_other' | 'overall'
}

/**
 * How far the groups lie apart in a rate: the largest less the smallest, or the smallest over the largest; to all rows, the furthest
 * group's. A group that has no such rows is passed over; NaN where fewer than two are left, and for a ratio of 0 to 0.
 * @example disparity('selection', { how: 'difference', to: 'each_other' }, Float64Array.of(5, 1, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0)) // 0.2
 */
export function disparity(rate: FairRate, { how, to }: FairComparison, cells: FairCells): number {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let groups = 0
  for (let at = 0; at < cells.length - cellsOfGroup; at += cellsOfGroup) {
    const value = rateAt(rate, cells, at)
    if (Number.isNaN(value)) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
    groups++
  }
  if (groups < 2) return Number.NaN
  if (to === 'each_other') return how === 'difference' ? most - least : least / most
  const all = rateAt(rate, together(cells), 0)
  return how === 'difference' ? Math.max(most - all, all - least) : Math.min(least / all, all / most)
}

/**
 * Each group's rate, then that of all rows; rate after rate.
 * @example ratesOfGroups(['selection'], Float64Array.of(5, 1, 2, 2, 0, 0, 0, 0)) // [0.3, 0.3]
 */
export function ratesOfGroups(rates: readonly FairRate[], cells: FairCells): Float64Array {
  const places = cells.length / cellsOfGroup
  const table = cells.slice()
  table.set(together(cells), cells.length - cellsOfGroup)
  return Float64Array.from(rates.flatMap((rate) => Array.from({ length: places }, (_, place) => rateAt(rate, table, place * cellsOfGroup))))
}

/** Which rates of `ratesOfGroups` are compared, each pair both ways: the groups with each other, or each with all rows. */
export function comparedPairs(rates: number, groups: number, to: FairComparison['to']): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let first = 0; first < rates * (groups + 1); first += groups + 1)
    for (let one = 0; one < groups; one++)
      for (let other = to === 'overall' ? groups : one + 1; other < (to === 'overall' ? groups + 1 : groups); other++)
        pairs.push([first + one, first + other], [first + other, first + one])
  return pairs
}

function together(cells: FairCells): FairCells {
  const sums = new Float64Array(cellsOfGroup)
  for (let at = 0; at < cells.length; at++) sums[at % cellsOfGroup] = (sums[at % cellsOfGroup] as number) + (cells[at] as number)
  return sums
}
