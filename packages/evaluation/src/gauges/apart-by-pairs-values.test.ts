import { normalCdf, normalQuantile, RandomSource, seedOf, tCdf, tQuantile } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { normal } from '../fixtures/populations.ts'
import { type Apart, apartByPairs } from './apart-by-pairs.ts'

const clusters = 8

/** Two rates, drawn 39 times with errors that hang together, and a third that is compared with none. */
function drawn(how: Apart['how'], [one, other]: readonly [number, number], error = 0.02): Apart {
  const random = new RandomSource(seedOf(`${how} ${one} ${other}`))
  const rows = Array.from({ length: 39 }, () => {
    const [x, y] = [normal(random), normal(random)]
    return [one + error * x, other + error * (0.6 * x + 0.9 * y), 0.5]
  })
  const draws = Float64Array.from(rows.flat())
  const pairs = [
    [0, 1],
    [1, 0],
  ] as const
  return { how, pairs, rates: Float64Array.of(one, other, 0.5), draws, clusters }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Variances and covariance by the textbook's two passes, and how far draws lie from the rates. */
function momentsOf({ draws, rates }: Apart) {
  const [x, y] = [0, 1].map((place) => Array.from(draws).filter((_, at) => at % rates.length === place)) as [number[], number[]]
  const around = (values: readonly number[]) => values.map((value) => value - sum(values) / values.length)
  const covariance = (some: readonly number[], others: readonly number[]) =>
    sum(around(some).map((value, at) => value * (around(others)[at] ?? 0))) / (some.length - 1)
  const moved = x.map((value, at) => [value - (rates[0] ?? 0), (y[at] ?? 0) - (rates[1] ?? 0)] as const)
  return { ofFirst: covariance(x, x), ofBoth: covariance(x, y), ofSecond: covariance(y, y), moved }
}

/** The same by the formulas of two rates: the larger first. */
function reference(apart: Apart, reverseCounts: boolean) {
  const { ofFirst, ofBoth, ofSecond, moved } = momentsOf(apart)
  const [one = 0, other = 0] = apart.rates
  const spread = (factor: number) => Math.sqrt(factor ** 2 * ofFirst - 2 * factor * ofBoth + ofSecond)
  const widened = Math.sqrt(clusters / (clusters - 1))
  const isRatio = apart.how === 'ratio'
  const evidence = (bound: number) => (isRatio ? (bound * one - other) / (widened * spread(bound)) : (one - other - bound) / (widened * spread(1)))
  const seeming = isRatio ? other / one : 1
  const deviations = moved.map(([x, y]) => {
    const forth = (seeming * x - y) / spread(seeming)
    return reverseCounts ? Math.max(forth, (y - x) / spread(1)) : forth
  })
  const farthest = Math.max(...deviations)
  const beyond = (bound: number) => deviations.filter((one) => one >= normalQuantile(tCdf(evidence(bound), clusters - 1))).length
  return {
    evidence,
    limits: [tQuantile(0.025, clusters - 1), tQuantile(normalCdf(farthest), clusters - 1)] as const,
    more: (bound: number) => (beyond(bound) + 1) / 40,
    less: (bound: number) => tCdf(evidence(bound), clusters - 1),
  }
}

const close = (value: number) => expect.closeTo(value, 9)

describe('how far two rates lie apart, by the formulas', () => {
  it.each([
    ['many errors, so that the reverse plays no part', [0.7, 0.2], false],
    ['few errors, so that the reverse could be', [0.5, 0.44], true],
  ] as const)('is a difference of %s', (_, rates, reverseCounts) => {
    const apart = drawn('difference', rates)
    const wanted = reference(apart, reverseCounts)
    const { interval, pValue } = apartByPairs(apart)
    const difference = rates[0] - rates[1]
    const [least, critical] = wanted.limits
    const error = 1 / (wanted.evidence(0) - wanted.evidence(1))
    expect(interval).toEqual([close(Math.max(0, difference - critical * error)), close(difference - least * error)])
    for (const bound of [difference - 0.03, difference - 0.01, difference, difference + 0.01, difference + 0.03]) {
      const [more, less] = [wanted.more(bound), wanted.less(bound)]
      expect([pValue(bound, 'greater'), pValue(bound, 'less')]).toEqual([close(more), close(less)])
      expect(pValue(bound, 'two_sided')).toBeCloseTo(Math.min(1, 2 * Math.min(more, less)), 9)
    }
  })

  it.each([
    ['many errors, so that the reverse plays no part', [0.7, 0.2], false],
    ['few errors, so that the reverse could be', [0.5, 0.44], true],
  ] as const)('is a ratio of %s', (_, rates, reverseCounts) => {
    const apart = drawn('ratio', rates)
    const wanted = reference(apart, reverseCounts)
    const { interval, pValue } = apartByPairs(apart)
    const [least, critical] = wanted.limits
    const ratio = rates[1] / rates[0]
    expect(wanted.evidence(interval[0])).toBeCloseTo(least, 7)
    if (interval[1] < 1) expect(wanted.evidence(interval[1])).toBeCloseTo(critical, 7)
    else expect(wanted.evidence(1)).toBeLessThan(critical)
    expect([interval[0] < ratio, ratio < interval[1]]).toEqual([true, true])
    for (const bound of [ratio - 0.05, ratio - 0.01, ratio, ratio + 0.01, ratio + 0.05]) {
      const [more, less] = [wanted.more(bound), wanted.less(bound)]
      expect([pValue(bound, 'greater'), pValue(bound, 'less')]).toEqual([close(less), close(more)])
      expect(pValue(bound, 'two_sided')).toBeCloseTo(Math.min(1, 2 * Math.min(more, less)), 9)
    }
  })

  it('is the furthest pair’s, by its own error', () => {
    const two = drawn('difference', [0.7, 0.2])
    const three = { ...two, pairs: [...two.pairs, [0, 2] as const, [2, 0] as const, [2, 1] as const, [1, 2] as const] }
    expect(apartByPairs(three).interval).toEqual(apartByPairs(two).interval)
  })

  it('passes over draws in which one of the two is not known', () => {
    const apart = drawn('difference', [0.7, 0.2])
    const gaps = (place: number) => Float64Array.of(...apart.draws, ...[0.9, 0.1, 0.5].map((value, at) => (at === place ? Number.NaN : value)))
    const upper = apartByPairs(apart).interval[1]
    expect(apartByPairs({ ...apart, draws: gaps(0) }).interval[1]).toBe(upper)
    expect(apartByPairs({ ...apart, draws: gaps(1) }).interval[1]).toBe(upper)
    expect(apartByPairs({ ...apart, draws: gaps(2) }).interval[1]).toBeGreaterThan(upper)
  })
})

describe('rates at the ends', () => {
  it('of which one is 0 have a ratio from 0 on', () => {
    const apart = drawn('ratio', [0.5, 0])
    const { interval, pValue } = apartByPairs({ ...apart, draws: apart.draws.map((value, at) => (at % 3 === 1 ? 0 : value)) })
    expect(interval[0]).toBe(0)
    expect(interval[1]).toBeLessThan(1e-9)
    expect(pValue(0.5, 'less')).toBe(1 / 40)
    expect(pValue(0.5, 'greater')).toBeCloseTo(1, 6)
  })

  it('of which two are 0 are apart from the rest, not from each other', () => {
    const one = drawn('ratio', [0.5, 0])
    const still = { ...one, draws: one.draws.map((value, at) => (at % 3 === 0 ? value : 0)), rates: Float64Array.of(0.5, 0, 0) }
    const every = [0, 1, 2].flatMap((first) => [0, 1, 2].filter((second) => second !== first).map((second) => [first, second] as const))
    const [three, two] = [apartByPairs({ ...still, pairs: every }), apartByPairs(still)]
    expect(three.interval).toEqual(two.interval)
    expect([three.pValue(0.5, 'less'), three.pValue(0.5, 'greater')]).toEqual([two.pValue(0.5, 'less'), two.pValue(0.5, 'greater')])
  })

  it('that never move are apart by just what they are', () => {
    const still = { ...drawn('difference', [0.5, 0.25], 0), clusters }
    const { interval, pValue } = apartByPairs(still)
    expect(interval).toEqual([close(0.25), close(0.25)])
    expect([pValue(0.125, 'greater'), pValue(0.125, 'less'), pValue(0.375, 'greater'), pValue(0.375, 'less')]).toEqual([1 / 40, 1, 1, 0])
    const ratio = apartByPairs(drawn('ratio', [0.5, 0.25], 0))
    expect(ratio.interval).toEqual([close(0.5), close(0.5)])
    expect([ratio.pValue(0.75, 'less'), ratio.pValue(0.75, 'greater'), ratio.pValue(0.25, 'less'), ratio.pValue(0.25, 'greater')]).toEqual([
      1 / 40,
      1,
      1,
      0,
    ])
  })

  it('that are far apart reach 1, and no further', () => {
    const { interval } = apartByPairs(drawn('difference', [0.99, 0.01], 0.05))
    expect(interval[1]).toBe(1)
    expect(apartByPairs(drawn('ratio', [0.5, 0.49])).interval[1]).toBe(1)
  })
})
