import { RandomSource, seedOf } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { normal } from '../fixtures/populations.ts'
import type { Alternative } from '../rules/rule.ts'
import { type Apart, apartByPairs as inferred } from './apart-by-pairs.ts'

/** Of shares a p-value is never missing. */
function apartByPairs(of: Apart) {
  const { interval, pValue } = inferred(of)
  return { interval, pValue: (bound: number, alternative: Alternative) => pValue(bound, alternative) ?? Number.NaN }
}

/** Rates that are drawn again with an error of their own, one independent of the other. */
function apart(rates: readonly number[], { how = 'difference', error = 0.01, clusters = 1e6 }: Partial<Apart> & { error?: number } = {}): Apart {
  const random = new RandomSource(seedOf('rates'))
  const pairs = rates.flatMap((_, one) => rates.flatMap((__, other) => (one === other ? [] : [[one, other] as const])))
  const draws = Float64Array.from({ length: 4000 * rates.length }, (_, at) => (rates[at % rates.length] as number) + error * normal(random))
  return { how, pairs, rates: Float64Array.from(rates), draws, clusters }
}

describe('how far rates lie apart', () => {
  it('of two far apart is the difference, give or take two standard errors', () => {
    const { interval, pValue } = apartByPairs(apart([0.5, 0.3]))
    expect(interval[0]).toBeCloseTo(0.2 - 1.96 * 0.0141, 2)
    expect(interval[1]).toBeCloseTo(0.2 + 1.96 * 0.0141, 2)
    expect(pValue(0.2, 'less')).toBeCloseTo(0.5, 2)
    expect([pValue(0.25, 'less') < 0.001, pValue(0.15, 'greater') < 0.001, pValue(0.1, 'two_sided') < 0.001]).toEqual([true, true, true])
  })

  it('of equal ones is from 0 on, however many: chance between them is allowed for', () => {
    for (const rates of [
      [0.3, 0.3],
      [0.32, 0.3, 0.29, 0.31, 0.3],
    ])
      expect(apartByPairs(apart(rates)).interval[0]).toBe(0)
    expect(apartByPairs(apart([0.32, 0.3, 0.29, 0.31, 0.3], { how: 'ratio' })).interval[1]).toBe(1)
  })

  it('has a ratio by the error of one rate times the bound less the other (Fieller)', () => {
    const { interval, pValue } = apartByPairs(apart([0.5, 0.3], { how: 'ratio' }))
    // The root of (0.3 - 0.5 b)^2 = 1.96^2 · 0.01^2 (1 + b^2), below 0.6 and above it.
    expect(interval[0]).toBeCloseTo(0.555, 2)
    expect(interval[1]).toBeCloseTo(0.647, 2)
    expect([pValue(0.5, 'greater') < 0.001, pValue(0.7, 'less') < 0.001]).toEqual([true, true])
    expect(pValue(0.6, 'greater')).toBeCloseTo(0.5, 2)
  })

  it('leaves a bound out exactly where its one-sided p is below 2.5 %', () => {
    for (const how of ['difference', 'ratio'] as const) {
      const { interval, pValue } = apartByPairs(apart([0.5, 0.4, 0.3], { how }))
      const [lower, upper] = interval
      expect([pValue(lower - 1e-4, 'greater') < 0.025, pValue(lower + 1e-4, 'greater') < 0.025]).toEqual([true, false])
      expect([pValue(upper + 1e-4, 'less') < 0.025, pValue(upper - 1e-4, 'less') < 0.025]).toEqual([true, false])
    }
  })

  it('is wider with few clusters', () => {
    const width = (clusters: number) => {
      const { interval } = apartByPairs(apart([0.5, 0.3], { clusters }))
      return interval[1] - interval[0]
    }
    expect(width(10) / width(1e6)).toBeCloseTo((2.262 / 1.96) * Math.sqrt(10 / 9), 1)
  })

  it('passes over a group that has no rate, and over draws in which one has none', () => {
    const all = apart([0.5, 0.3])
    const third = { ...apart([0.5, 0.3, Number.NaN]), pairs: [...all.pairs, [0, 2] as const, [2, 0] as const] }
    expect(apartByPairs(third).interval[0]).toBeGreaterThan(0.1)
    const gaps = { ...all, draws: all.draws.map((value, at) => (at % 200 === 0 ? Number.NaN : value)) }
    expect(apartByPairs(gaps).interval[0]).toBeCloseTo(apartByPairs(all).interval[0], 2)
  })

  it('of rates that never move is themselves', () => {
    expect(apartByPairs(apart([0.5, 0.25], { error: 0 })).interval.map((end) => Number(end.toFixed(9)))).toEqual([0.25, 0.25])
  })
})
