import { describe, expect, it } from 'vitest'
import { tInterval, tTest } from './t-test.ts'

const shown = { estimate: 0.0209, standardError: 0.0044, degreesOfFreedom: 30 } as const

describe('tInterval', () => {
  it('is the estimate and t.975 standard errors to each side', () => {
    const [lower, upper] = tInterval({ estimate: 1, standardError: 1, degreesOfFreedom: 30 })
    expect(lower).toBeCloseTo(1 - 2.042272456301238, 14)
    expect(upper).toBeCloseTo(1 + 2.042272456301238, 14)
  })

  it('excludes a boundary exactly where the one-sided p-value is below 0.025', () => {
    const [lower] = tInterval(shown)
    expect(tTest({ ...shown, boundary: lower - 1e-9, alternative: 'greater' })).toBeLessThan(0.025)
    expect(tTest({ ...shown, boundary: lower + 1e-9, alternative: 'greater' })).toBeGreaterThan(0.025)
  })
})

describe('tTest', () => {
  it('has one-sided values that add to 1 and a two-sided one of twice the smaller', () => {
    const greater = tTest({ ...shown, boundary: 0.02, alternative: 'greater' })
    const less = tTest({ ...shown, boundary: 0.02, alternative: 'less' })
    expect(greater + less).toBeCloseTo(1, 14)
    expect(tTest({ ...shown, boundary: 0.02, alternative: 'two_sided' })).toBeCloseTo(2 * greater, 14)
  })

  it('is certain without any error, and shows nothing at the boundary itself', () => {
    const exact = { standardError: 0, degreesOfFreedom: 9, boundary: 0 } as const
    expect(tTest({ ...exact, estimate: 0.1, alternative: 'greater' })).toBe(0)
    expect(tTest({ ...exact, estimate: 0.1, alternative: 'less' })).toBe(1)
    expect(tTest({ ...exact, estimate: 0, alternative: 'greater' })).toBe(1)
    expect(tTest({ ...exact, estimate: 0, alternative: 'two_sided' })).toBe(1)
  })

  it.each([
    ['NOT_FINITE', { estimate: Number.NaN }],
    ['NOT_FINITE', { standardError: Number.POSITIVE_INFINITY }],
    ['OUT_OF_RANGE', { standardError: -1 }],
    ['OUT_OF_RANGE', { degreesOfFreedom: 0 }],
  ])('refuses with %s: %o', (code, change) => {
    expect(() => tTest({ ...shown, boundary: 0, alternative: 'greater', ...change })).toThrow(expect.objectContaining({ code }))
    expect(() => tInterval({ ...shown, ...change })).toThrow(expect.objectContaining({ code }))
  })
})
