import { describe, expect, it } from 'vitest'
import { binomialMass, binomialUpperTail } from './binomial-distribution.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'

describe('binomial distribution', () => {
  it.each(readReference<[number, number, number, number, number][]>('binomial'))(
    'agrees with 40 digits: %i of %i at %f',
    (successes, trials, p, mass, tail) => {
      expectClose(binomialMass({ successes, trials }, p), mass, { digits: 1e-11 })
      expectClose(binomialUpperTail({ successes, trials }, p), tail, { digits: 1e-11 })
    },
  )

  it('adds to 1, and its tails are sums of its masses', () => {
    for (const [trials, p] of [
      [1, 0.2],
      [17, 0.5],
      [200, 0.03],
    ] as const) {
      let above = 0
      for (let k = trials; k >= 0; k--) {
        above += binomialMass({ successes: k, trials }, p)
        expectClose(binomialUpperTail({ successes: k, trials }, p), above, { digits: 1e-12 })
      }
      expect(above).toBeCloseTo(1, 12)
    }
  })

  it('is certain at the ends of p and without trials', () => {
    expect([0, 1].map((p) => [0, 1, 2].map((successes) => binomialMass({ successes, trials: 2 }, p)))).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ])
    expect([0, 1].map((p) => [0, 1, 2].map((successes) => binomialUpperTail({ successes, trials: 2 }, p)))).toEqual([
      [1, 0, 0],
      [1, 1, 1],
    ])
    expect([0, 0.5, 1].map((p) => binomialMass({ successes: 0, trials: 0 }, p))).toEqual([1, 1, 1])
  })

  it.each([
    [{ successes: 3, trials: 2 }, 0.5],
    [{ successes: -1, trials: 2 }, 0.5],
    [{ successes: 0.5, trials: 2 }, 0.5],
    [{ successes: 1, trials: Number.NaN }, 0.5],
    [{ successes: 1, trials: 2 }, 1.1],
    [{ successes: 1, trials: 2 }, Number.NaN],
  ])('refuses %o at %d', (proportion, p) => {
    expect(() => binomialMass(proportion, p)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
    expect(() => binomialUpperTail(proportion, p)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
  })
})
