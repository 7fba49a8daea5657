import { bootstrap, seedOf } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { type FairnessMetric, fairnessMetric } from './fairness.ts'
import { type GroupCounts, isByPairs, ownFairness } from './own-fairness.ts'

function metricOf(id: string): FairnessMetric {
  const metric = fairnessMetric(id)
  if (!metric) throw new Error(`no measure ${id}`)
  return metric
}

/** Two groups in units of which each has rows of one group alone: the second group's are half of them. */
function countsOf(units: number): GroupCounts {
  const cells = new Float64Array(12)
  return {
    units,
    groups: 2,
    cells(weight) {
      cells.fill(0)
      weight.forEach((times, unit) => {
        const first = unit < units / 2 ? 0 : 4
        const selected = first === 0 ? 3 + (unit % 3) : 1 + (unit % 2)
        cells[first] = (cells[first] ?? 0) + times * (10 - selected)
        cells[first + 1] = (cells[first + 1] ?? 0) + times * selected
      })
      return cells
    },
  }
}

describe('how far the groups of one model lie apart', () => {
  it.each([
    ['demographic_parity_difference@sex', 0.25],
    ['demographic_parity_ratio@sex', 0.375],
    ['demographic_parity_difference_to_overall@sex', 0.125],
    ['demographic_parity_ratio_to_overall@sex', 6 / 11],
  ])('is the value of all rows, with the deviation of its resamples: %s', (id, value) => {
    const metric = metricOf(id)
    const counts = countsOf(12)
    const { estimate, error, interval, pValue } = ownFairness(metric, counts, 'a seed')
    const statistic = (weight: Float64Array) => metric.value(counts.cells(weight))
    // In a few draws one group has no rows, and the groups are not apart by anything.
    const wanted = bootstrap({ units: 12, cluster: null, strata: null, statistic, seed: seedOf('a seed'), interval: 'percentile' })
    expect(wanted.undefinedResamples).toBeGreaterThan(0)
    expect(estimate).toBeCloseTo(value, 12)
    expect(error).toEqual({ standardError: expect.closeTo(wanted.standardError, 12), degreesOfFreedom: 11 })
    expect([interval[0] < value, interval[1] > value]).toEqual([true, true])
    expect(pValue(value, 'greater')).toBeGreaterThan(0.2)
  })

  it('is drawn by the seed', () => {
    const of = (seed: string) => ownFairness(metricOf('demographic_parity_difference@sex'), countsOf(20), seed).interval
    expect(of('a')).toEqual(of('a'))
    expect(of('a')).not.toEqual(of('b'))
  })

  it('is looked at pair by pair for up to sixty groups, and for what is of one rate', () => {
    const [gap, mean] = [metricOf('equalized_odds_difference@sex'), metricOf('equalized_odds_difference_mean@sex')]
    expect([isByPairs(gap, { groups: 60 }), isByPairs(gap, { groups: 61 }), isByPairs(mean, { groups: 2 })]).toEqual([true, false, false])
  })
})
