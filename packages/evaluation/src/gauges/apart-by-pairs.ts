import { alpha, normalCdf, normalQuantile, tCdf, tQuantile } from '@seaworthy/stats'
import type { Quantity } from '../rules/rule.ts'

/** Rates of groups, estimated and drawn again. */
export interface DrawnRates {
  /** One for each group and kind of rate; NaN where a group has no such rows. */
  readonly rates: Float64Array
  /** Draws × rates, draw by draw. */
  readonly draws: Float64Array
  readonly clusters: number
}

/** The places of two rates: how much larger the first is. */
export type RatePair = readonly [number, number]

/** How far rates lie apart at most: the largest difference of a pair, or the smallest ratio of second to first. */
export interface Apart extends DrawnRates {
  readonly how: 'difference' | 'ratio'
  readonly pairs: readonly RatePair[]
}

/**
 * The interval of the largest difference, or the smallest ratio, within pairs of rates, from each pair's own error. Groups are less apart
 * than a bound where every pair is, so that each pair is tested at the full level (Berger, 1982); they are more apart where any pair is,
 * and the pairs are tested together by the largest standardised deviation in each draw (max-T; Westfall and Young, 1993). So chance
 * between equal groups is allowed for, and the interval of equal groups holds 0, or 1. Few clusters are allowed for by Student's t.
 */
export function apartByPairs(apart: Apart): Pick<Quantity, 'interval' | 'pValue'> {
  const pairs = pairsWithError(apart)
  const { how, clusters } = apart
  const together = largestDeviations(apart, nearest(pairs, how))
  const evidence = (bound: number): number => Math.max(...pairs.map((pair) => pair.apartMoreThan(bound)))
  const pMore = (bound: number): number => {
    const asNormal = normalOfT(evidence(bound), clusters)
    return (together.filter((one) => one >= asNormal).length + 1) / (together.length + 1)
  }
  const pLess = (bound: number): number => tCdf(evidence(bound), clusters - 1)
  const turned = how === 'ratio'
  const critical = tOfNormal(together[Math.ceil((1 - alpha) * (together.length + 1)) - 1] ?? 0, clusters)
  const least = tQuantile(alpha, clusters - 1)
  // Evidence that groups are more apart falls with a bound on the difference, and grows with one on the ratio.
  const end = (limit: number): number => crossing((bound) => (turned ? limit - evidence(bound) : evidence(bound) - limit))
  return {
    interval: turned ? [end(least), end(critical)] : [end(critical), end(least)],
    pValue: (bound, alternative) => {
      const [greater, less] = turned ? [pLess, pMore] : [pMore, pLess]
      if (alternative === 'greater') return greater(bound)
      return alternative === 'less' ? less(bound) : Math.min(1, 2 * Math.min(greater(bound), less(bound)))
    },
  }
}

/** The quantile of Student's t at the level of a normal one, and back: beyond eight both are as far out as numbers tell. */
function tOfNormal(z: number, clusters: number): number {
  return Math.abs(z) > 8 ? z : tQuantile(normalCdf(z), clusters - 1)
}

function normalOfT(t: number, clusters: number): number {
  const level = tCdf(t, clusters - 1)
  return level > 0 && level < 1 ? normalQuantile(level) : t
}

interface Pair {
  readonly first: number
  readonly second: number
  /** The difference, or the ratio. */
  readonly distance: number
  /** What the first is multiplied with where the pair is as far apart as it seems. */
  readonly seeming: number
  readonly standardError: number
  /** By how many standard errors the two are more apart than a bound. */
  apartMoreThan(bound: number): number
}

/**
 * Pairs that could be the furthest: the others are many standard errors behind, and their chance plays no part (Hansen, 2005). So many
 * that of two equal groups the reverse of the pair is never left out by the chance that made it the reverse.
 */
function nearest(pairs: readonly Pair[], how: Apart['how']): readonly Pair[] {
  const seeming = pairs.map(({ distance }) => distance)
  const furthest = how === 'ratio' ? Math.min(...seeming) : Math.max(...seeming)
  return pairs.filter((pair) => pair.apartMoreThan(furthest) > -8)
}

function pairsWithError({ how, pairs, rates, draws, clusters }: Apart): readonly Pair[] {
  const scale = clusters / (clusters - 1)
  return pairs.flatMap(([first, second]): readonly Pair[] => {
    const [one, other] = [rates[first] as number, rates[second] as number]
    if (Number.isNaN(one) || Number.isNaN(other)) return []
    const [ofFirst, ofBoth, ofSecond] = covariances(draws, { first, second, width: rates.length })
    // Of the first times a factor less the second.
    const errorAt = (factor: number): number => Math.sqrt(Math.max(0, scale * (factor ** 2 * ofFirst - 2 * factor * ofBoth + ofSecond)))
    const seeming = how === 'difference' ? 1 : Math.min(1, one === 0 ? 1 : other / one)
    return [
      {
        first,
        second,
        distance: how === 'difference' ? one - other : one === 0 ? Number.POSITIVE_INFINITY : other / one,
        seeming,
        standardError: errorAt(seeming),
        apartMoreThan: (bound) =>
          how === 'difference' ? standardised(one - other - bound, errorAt(1)) : standardised(bound * one - other, errorAt(bound)),
      },
    ]
  })
}

function standardised(distance: number, error: number): number {
  return distance === 0 ? 0 : distance / error
}

/** For each draw, ascending, the largest deviation of any pair, in standard errors: of draws, which vary by less than samples do. */
function largestDeviations({ rates, draws, clusters }: Apart, pairs: readonly Pair[]): Float64Array {
  const width = rates.length
  const less = Math.sqrt((clusters - 1) / clusters)
  const largest = new Float64Array(draws.length / width).map((_, draw) => {
    const moved = (at: number): number => (draws[draw * width + at] as number) - (rates[at] as number)
    let most = Number.NEGATIVE_INFINITY
    for (const { first, second, seeming, standardError } of pairs) {
      const one = standardised(seeming * moved(first) - moved(second), less * standardError)
      if (one > most) most = one
    }
    return most
  })
  return largest.sort()
}

interface Places {
  readonly first: number
  readonly second: number
  readonly width: number
}

/** Variances of two rates and their covariance, over the draws in which both are known. */
function covariances(draws: Float64Array, { first, second, width }: Places): readonly [number, number, number] {
  let [count, one, other, ofFirst, ofBoth, ofSecond] = [0, 0, 0, 0, 0, 0]
  for (let at = 0; at < draws.length; at += width) {
    const [x, y] = [draws[at + first] as number, draws[at + second] as number]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    count++
    const [dx, dy] = [x - one, y - other]
    one += dx / count
    other += dy / count
    ofFirst += dx * (x - one)
    ofBoth += dx * (y - other)
    ofSecond += dy * (y - other)
  }
  return [ofFirst / (count - 1), ofBoth / (count - 1), ofSecond / (count - 1)]
}

/** Where a falling function of a share crosses 0; an end where it does not. */
function crossing(falling: (share: number) => number): number {
  if (!(falling(0) > 0)) return 0
  if (!(falling(1) < 0)) return 1
  let [low, high] = [0, 1]
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (falling(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
