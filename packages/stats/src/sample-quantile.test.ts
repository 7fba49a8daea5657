import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAtMost, probabilityUpTo, sampleQuantile } from './sample-quantile.ts'

const quarters = Float64Array.of(1, 2, 3)
const samples = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 }).map((values) => Float64Array.from(values).sort())

describe('sampleQuantile', () => {
  it('puts the k-th of m values at k / (m + 1), is linear between and flat beyond', () => {
    expect([0, 0.25, 0.3, 0.5, 0.75, 1].map((p) => sampleQuantile(quarters, p))).toEqual([1, 1, 1.2, 2, 3, 3])
    expect(sampleQuantile(Float64Array.of(7), 0.9)).toBe(7)
  })
})

describe('probabilityUpTo', () => {
  it('is 0 below all values, 1 above them, and at ties the largest of their probabilities', () => {
    expect([0, 1, 2.5, 2.999, 3, 4].map((x) => probabilityUpTo(quarters, x))).toEqual([0, 0.25, 0.625, 0.74975, 1, 1])
    expect(probabilityUpTo(Float64Array.of(1, 2, 2, 2, 5), 2)).toBe(4 / 6)
  })

  it('undoes the quantile: a quantile lies above x exactly where its probability is larger', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: -21, max: 21 }), fc.double({ min: 0, max: 1, noNaN: true }), (ascending, x, p) => {
        const boundary = probabilityUpTo(ascending, x)
        fc.pre(Math.abs(p - boundary) > 1e-9)
        expect(sampleQuantile(ascending, p) > x).toBe(p > boundary)
      }),
    )
  })
})

describe('countAtMost', () => {
  it('counts the values that are no larger', () => {
    fc.assert(
      fc.property(
        samples,
        fc.integer({ min: -21, max: 21 }),
        (ascending, x) => countAtMost(ascending, x) === ascending.filter((value) => value <= x).length,
      ),
    )
  })
})
