import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandedProbability, unexpandedProbability } from './expanded-percentile.ts'
import { expectClose } from './fixtures/read-reference.ts'

describe('expandedProbability', () => {
  it('is the normal tail beyond root (G / (G - 1)) times t', () => {
    // t.025 with 9 degrees of freedom is -2.262157162740992, times root (10 / 9) is -2.384528.
    expectClose(expandedProbability(0.025, 10), 0.00855, { digits: 1e-3 })
    expect(expandedProbability(0.5, 10)).toBe(0.5)
  })

  it('comes to the level itself with many clusters, from outside', () => {
    expect(expandedProbability(0.025, 30)).toBeLessThan(expandedProbability(0.025, 300))
    expect(expandedProbability(0.025, 1_000_000)).toBeCloseTo(0.025, 6)
  })

  it('is undone by unexpandedProbability', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.integer({ min: 5, max: 500 }), (p, clusters) => {
        expectClose(unexpandedProbability(expandedProbability(p, clusters), clusters), p, { digits: 1e-8 })
      }),
    )
    expect([0, 1].map((p) => unexpandedProbability(p, 5))).toEqual([0, 1])
  })
})
