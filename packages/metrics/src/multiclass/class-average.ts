import { type ClassCounts, type ClassRatio, type CountFactors, ratioOf } from './class-ratio.ts'

/**
 * How the ratios of several classes become one. `micro`: that of the summed counts; `macro`: the mean over classes; `weighted`: the mean
 * weighted by how often a class is true; `class`: that of one class.
 */
export type ClassAverage = { readonly kind: 'micro' | 'macro' | 'weighted' } | { readonly kind: 'class'; readonly at: number }

/** The value, and its slope in the right, predicted and actual count of each class, and in the total. */
export interface Averaged {
  readonly value: number
  readonly right: Float64Array
  readonly predicted: Float64Array
  readonly actual: Float64Array
  readonly total: number
  /** Classes whose ratio is 0 by convention. */
  readonly undefinedClasses: readonly number[]
}

/** The average of a ratio over some classes; those left out play no part. */
export function averageOf(
  ratio: ClassRatio,
  counts: ClassCounts,
  { average, members }: { average: ClassAverage; members: readonly number[] },
): Averaged {
  if (average.kind === 'micro') return microOf(ratio, counts, members)
  const among = average.kind === 'class' ? [average.at] : members
  const isWeighted = average.kind === 'weighted' && among.some((at) => (counts.actual[at] as number) > 0)
  const shares = among.map((at) => (isWeighted ? (counts.actual[at] as number) : 1))
  const allShares = shares.reduce((sum, share) => sum + share, 0)
  const each = among.map((at) => ratioOf(ratio, countsOf(counts, at)))
  const value = each.reduce((sum, one, place) => sum + one.value * (shares[place] as number), 0) / allShares
  const slopes = noSlopes(counts.actual.length)
  let total = 0
  each.forEach((one, place) => {
    const at = among[place] as number
    const share = (shares[place] as number) / allShares
    slopes.right[at] = share * one.slopes[0]
    slopes.predicted[at] = share * one.slopes[1]
    slopes.actual[at] = share * one.slopes[2] + (isWeighted ? (one.value - value) / allShares : 0)
    total += share * one.slopes[3]
  })
  return { value, ...slopes, total, undefinedClasses: among.filter((_, place) => !each[place]?.isDefined) }
}

function microOf(ratio: ClassRatio, counts: ClassCounts, members: readonly number[]): Averaged {
  const sum = (of: 0 | 1 | 2 | 3): number => members.reduce((all, at) => all + countsOf(counts, at)[of], 0)
  const { value, slopes, isDefined } = ratioOf(ratio, [sum(0), sum(1), sum(2), sum(3)])
  const each = noSlopes(counts.actual.length)
  for (const at of members) {
    each.right[at] = slopes[0]
    each.predicted[at] = slopes[1]
    each.actual[at] = slopes[2]
  }
  return { value, ...each, total: slopes[3] * members.length, undefinedClasses: isDefined ? [] : members }
}

function countsOf({ right, predicted, actual, total }: ClassCounts, at: number): CountFactors {
  return [right[at] as number, predicted[at] as number, actual[at] as number, total]
}

function noSlopes(size: number) {
  return { right: new Float64Array(size), predicted: new Float64Array(size), actual: new Float64Array(size) }
}
