import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusteredEstimate, countClusters } from './clustered-estimate.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'

interface Case {
  readonly name: string
  readonly influence: number[]
  readonly cluster: number[]
  readonly standardError: number
  readonly clusters: number
  readonly designEffect: number
}
const { clustered } = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { clustered: Case[] }

describe('clusteredEstimate', () => {
  it.each(clustered)('equals the quadratic form written out: $name', (given) => {
    const actual = clusteredEstimate({ influence: Float64Array.from(given.influence), cluster: Int32Array.from(given.cluster) })
    expect(actual.standardError / given.standardError).toBeCloseTo(1, 12)
    expect(actual.designEffect / given.designEffect).toBeCloseTo(1, 12)
    expect([actual.clusters, actual.degreesOfFreedom]).toEqual([given.clusters, given.clusters - 1])
  })

  it('is the standard error of a mean where rows are independent', () => {
    const influence = Float64Array.of(-1.5, -0.5, 0.5, 1.5)
    expect(clusteredEstimate({ influence, cluster: null })).toEqual({
      standardError: Math.sqrt(5 / 3 / 4),
      clusters: 4,
      degreesOfFreedom: 3,
      designEffect: 1,
    })
  })

  it('doubles the variance, and says so, when every row comes twice', () => {
    const influence = Float64Array.of(-2, -2, 0, 0, 2, 2)
    const twice = clusteredEstimate({ influence, cluster: Int32Array.of(0, 0, 1, 1, 2, 2) })
    const once = clusteredEstimate({ influence: Float64Array.of(-2, 0, 2), cluster: null })
    expect(twice.standardError).toBeCloseTo(once.standardError, 15)
    expect(twice.designEffect).toBeCloseTo(2.5, 15)
  })

  it('has design effect 1 and no error where nothing varies', () => {
    expect(clusteredEstimate({ influence: new Float64Array(4), cluster: Int32Array.of(0, 0, 1, 1) })).toMatchObject({
      standardError: 0,
      designEffect: 1,
    })
  })

  it('does not depend on the order of rows nor on the numbers of clusters', () => {
    const rows = fc.array(fc.record({ value: fc.double({ min: -10, max: 10, noNaN: true }), cluster: fc.nat(5) }), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(rows, fc.nat(), (given, shift) => {
        fc.pre(new Set(given.map((row) => row.cluster)).size > 1)
        const turn = shift % given.length
        const turned = [...given.slice(turn), ...given.slice(0, turn)]
        const estimateOf = (some: typeof given, offset: number) =>
          clusteredEstimate({ influence: Float64Array.from(some, (row) => row.value), cluster: Int32Array.from(some, (row) => row.cluster + offset) })
        expect(estimateOf(turned, 7).standardError).toBeCloseTo(estimateOf(given, 0).standardError, 10)
      }),
    )
  })

  it.each([
    ['EMPTY_SAMPLE', new Float64Array(0), null],
    ['TOO_FEW_CLUSTERS', Float64Array.of(0), null],
    ['TOO_FEW_CLUSTERS', Float64Array.of(-1, 1), Int32Array.of(3, 3)],
    ['LENGTH_MISMATCH', Float64Array.of(-1, 1), Int32Array.of(0)],
    ['NOT_FINITE', Float64Array.of(0, Number.NaN), null],
    ['OUT_OF_RANGE', Float64Array.of(-1, 1), Int32Array.of(0, -1)],
  ])('refuses with %s', (code, influence, cluster) => {
    expect(() => clusteredEstimate({ influence, cluster })).toThrow(expect.objectContaining({ name: 'StatsError', code }))
  })
})

describe('clusteredEstimate with strata', () => {
  it.each(readReference<{ influence: number[]; labels: number[]; standardError: number }[]>('delong').map((given, at) => [at, given] as const))(
    'has by class the variance of DeLong, sample %i',
    (_, given) => {
      const strata = Int32Array.from(given.labels)
      const found = clusteredEstimate({ influence: Float64Array.from(given.influence), cluster: null, strata })
      expectClose(found.standardError, given.standardError)
      expect([found.clusters, found.degreesOfFreedom, found.designEffect]).toEqual([strata.length, strata.length - 2, 1])
    },
  )

  it('takes sums of clusters about their mean in each stratum', () => {
    const influence = Float64Array.of(1, 1, 4, 10, 0, 6)
    const found = clusteredEstimate({ influence, cluster: Int32Array.of(5, 5, 1, 2, 3, 3), strata: Int32Array.of(0, 0, 0, 7, 7, 7) })
    // Sums 2 and 4 about 3, and 10 and 6 about 8: 2 (1 + 1) + 2 (4 + 4) = 20.
    expect(found).toMatchObject({ standardError: Math.sqrt(20) / 6, clusters: 4, degreesOfFreedom: 2 })
  })

  it('does not see what differs between strata alone', () => {
    const influence = Float64Array.of(-5, -5, 5, 5)
    expect(clusteredEstimate({ influence, cluster: null, strata: Int32Array.of(0, 0, 1, 1) }).standardError).toBe(0)
  })

  it.each([
    ['LENGTH_MISMATCH', null, Int32Array.of(0, 0, 1)],
    ['OUT_OF_RANGE', null, Int32Array.of(0, 0, -1, 0)],
    ['TOO_FEW_CLUSTERS', null, Int32Array.of(0, 0, 0, 1)],
    ['TOO_FEW_CLUSTERS', Int32Array.of(0, 0, 1, 2), Int32Array.of(0, 0, 1, 1)],
    ['SPLIT_CLUSTER', Int32Array.of(0, 1, 1, 0), Int32Array.of(0, 0, 1, 1)],
  ])('refuses with %s', (code, cluster, strata) => {
    expect(() => clusteredEstimate({ influence: Float64Array.of(1, -1, 2, -2), cluster, strata })).toThrow(expect.objectContaining({ code }))
  })
})

describe('countClusters', () => {
  it('counts only those that have rows', () => {
    expect(countClusters(Int32Array.of(9, 2, 9, 0))).toBe(3)
  })
})
