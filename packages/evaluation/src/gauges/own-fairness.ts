import { ClusterResampler, RandomSource, seedOf } from '@seaworthy/stats'
import type { Quantity } from '../rules/rule.ts'
import { apartByPairs } from './apart-by-pairs.ts'
import { comparedPairs, type FairCells, ratesOfGroups } from './fair-rates.ts'
import type { FairnessMetric } from './fairness.ts'

const resamples = 2_000
/** With more groups the pairs are too many to look at each. */
const mostGroups = 60

export interface GroupCounts {
  /** Units that are drawn. */
  readonly units: number
  readonly groups: number
  /** The table of counts where each unit is taken as often as its weight says. The same array each time. */
  cells(weight: Float64Array): FairCells
}

/** Whether every pair of groups can be looked at. A mean over two rates has no pair that it is of. */
export function isByPairs({ over }: FairnessMetric, { groups }: Pick<GroupCounts, 'groups'>): boolean {
  return over === 'worst_case' && groups <= mostGroups
}

/** How far the groups of one model lie apart, with an interval that allows for chance between equal groups. */
export function ownFairness(metric: FairnessMetric, { units, groups, cells }: GroupCounts, seed: string): Quantity {
  const { rates, comparison } = metric
  const once = new Float64Array(units).fill(1)
  const estimate = metric.value(cells(once))
  const known = ratesOfGroups(rates, cells(once))
  const values = new Float64Array(resamples)
  const draws = new Float64Array(resamples * known.length)
  drawn({ units, seed }, (weight, draw) => {
    const table = cells(weight)
    values[draw] = metric.value(table)
    draws.set(ratesOfGroups(rates, table), draw * known.length)
  })
  const pairs = comparedPairs(rates.length, groups, comparison.to)
  const apart = apartByPairs({ how: comparison.how, pairs, rates: known, draws, clusters: units })
  return { estimate, ...apart, error: { standardError: deviation(values.filter(Number.isFinite)), degreesOfFreedom: units - 1 } }
}

function drawn({ units, seed }: { readonly units: number; readonly seed: string }, take: (weight: Float64Array, draw: number) => void): void {
  const random = new RandomSource(seedOf(seed))
  const resampler = new ClusterResampler({ units, cluster: null, strata: null })
  const counts = new Int32Array(units)
  const weight = new Float64Array(units)
  for (let draw = 0; draw < resamples; draw++) {
    resampler.draw(random, counts)
    resampler.spread(counts, weight)
    take(weight, draw)
  }
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1))
}
