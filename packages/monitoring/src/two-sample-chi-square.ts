import { type BinnedCounts, sumOf } from './binned-counts.ts'
import { chiSquareSurvival } from './chi-square-survival.ts'

export interface ChiSquare {
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly pValue: number
}

/** Below this expected count in either sample a cell is pooled with the other rare ones (Cochran's rule). */
const smallestExpected = 5

/**
 * Pearson's test that two samples have one distribution, on the 2 x k table: the reference is a sample too, not the truth.
 * Cells whose expected count is under 5 in either sample are pooled into one; that one joins the rarest other cell if it is
 * still rare. With fewer than two cells there is nothing to test: p = 1.
 * @example twoSampleChiSquare({ reference: [10, 20], current: [20, 10] }) // statistic 6.667, 1 degree of freedom, p 0.0098
 */
export function twoSampleChiSquare(counts: BinnedCounts): ChiSquare {
  const { reference, current } = poolRareCells(counts)
  const n = sumOf(reference)
  const m = sumOf(current)
  const degreesOfFreedom = reference.length - 1
  if (degreesOfFreedom < 1 || n === 0 || m === 0) return { statistic: 0, degreesOfFreedom: 0, pValue: 1 }
  const statistic = reference.reduce((total, seen, at) => {
    const both = seen + (current[at] ?? 0)
    const expected = (both * n) / (n + m)
    return total + (seen - expected) ** 2 * (1 / expected + 1 / (both - expected))
  }, 0)
  return { statistic, degreesOfFreedom, pValue: chiSquareSurvival(statistic, degreesOfFreedom) }
}

function poolRareCells({ reference, current }: BinnedCounts): BinnedCounts {
  const n = sumOf(reference)
  const m = sumOf(current)
  const smallerShare = Math.min(n, m) / (n + m)
  const cells = reference.map((seen, at) => ({ seen, met: current[at] ?? 0 })).filter(({ seen, met }) => seen + met > 0)
  const isRare = (cell: Cell) => (cell.seen + cell.met) * smallerShare < smallestExpected
  const common = cells.filter((cell) => !isRare(cell)).sort((a, b) => a.seen + a.met - (b.seen + b.met))
  const rare = cells.filter(isRare).reduce(joined, { seen: 0, met: 0 })
  const [rarest, ...others] = common
  const kept = rare.seen + rare.met === 0 ? common : rarest && isRare(rare) ? [joined(rare, rarest), ...others] : [rare, ...common]
  return { reference: kept.map((cell) => cell.seen), current: kept.map((cell) => cell.met) }
}

interface Cell {
  readonly seen: number
  readonly met: number
}

function joined(a: Cell, b: Cell): Cell {
  return { seen: a.seen + b.seen, met: a.met + b.met }
}
