import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RandomSource } from './random.ts'
import { type ResampledUnits, resampleCounts } from './resample-counts.ts'
import { seedOf } from './seed.ts'

const total = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0)

describe('resampleCounts', () => {
  it('draws as many independent units as there are, the same for the same seed', () => {
    const draw = () => resampleCounts({ units: 8, cluster: null, strata: null }, new RandomSource(seedOf('x')))
    expect(total(draw())).toBe(8)
    expect(draw()).toEqual(draw())
    expect(draw()).not.toEqual(resampleCounts({ units: 8, cluster: null, strata: null }, new RandomSource(seedOf('y'))))
  })

  it('gives every unit of a cluster the count of its cluster, whatever clusters are numbered', () => {
    const codes = fc.array(fc.nat(30), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(codes, fc.string(), (given, text) => {
        const cluster = Int32Array.from(given)
        const weight = resampleCounts({ units: cluster.length, cluster, strata: null }, new RandomSource(seedOf(text)))
        const byCluster = new Map(given.map((code, unit) => [code, weight[unit] as number]))
        expect(given.map((code) => byCluster.get(code))).toEqual([...weight])
        expect([...byCluster.values()].reduce((sum, count) => sum + count, 0)).toBe(byCluster.size)
      }),
    )
  })

  it('keeps the number of units of each stratum', () => {
    const strata = Int32Array.of(1, 0, 1, 5, 1, 0, 1)
    for (let k = 0; k < 20; k++) {
      const weight = resampleCounts({ units: 7, cluster: null, strata }, new RandomSource(seedOf(`${k}`)))
      const drawn = [0, 1, 5].map((stratum) => total(weight.filter((_, unit) => strata[unit] === stratum)))
      expect(drawn).toEqual([2, 4, 1])
    }
  })

  it('keeps the number of clusters of each stratum where both are given', () => {
    const cluster = Int32Array.of(3, 3, 4, 9, 9, 9)
    const strata = Int32Array.of(0, 0, 0, 2, 2, 2)
    const weight = resampleCounts({ units: 6, cluster, strata }, new RandomSource(seedOf('both')))
    expect([(weight[0] as number) + (weight[2] as number), [...weight.subarray(3)]]).toEqual([2, [1, 1, 1]])
  })

  it.each<[string, ResampledUnits]>([
    ['EMPTY_SAMPLE', { units: 0, cluster: null, strata: null }],
    ['EMPTY_SAMPLE', { units: Number.NaN, cluster: null, strata: null }],
    ['LENGTH_MISMATCH', { units: 2, cluster: Int32Array.of(0), strata: null }],
    ['LENGTH_MISMATCH', { units: 2, cluster: null, strata: Int32Array.of(0, 1, 1) }],
    ['OUT_OF_RANGE', { units: 2, cluster: Int32Array.of(0, -1), strata: null }],
    ['OUT_OF_RANGE', { units: 2, cluster: null, strata: Int32Array.of(-2, 1) }],
    ['SPLIT_CLUSTER', { units: 3, cluster: Int32Array.of(0, 1, 1), strata: Int32Array.of(0, 0, 1) }],
  ])('refuses with %s: %o', (code, sample) => {
    expect(() => resampleCounts(sample, new RandomSource([1, 2, 3, 4]))).toThrow(expect.objectContaining({ code }))
  })
})
