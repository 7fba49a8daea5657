import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareDecimals, parseDecimal } from './aggregate-decimal.ts'

describe('compareDecimals', () => {
  it.each([
    ['9007199254740993', '9007199254740992', 1],
    ['0.10', '1e-1', 0],
    ['-0.5', '.5', -1],
    ['1e+21', '1000000000000000000000', 0],
    ['-Infinity', '-1e308', -1],
    ['Infinity', '1e308', 1],
    ['Infinity', 'Infinity', 0],
    ['-0', '0', 0],
  ] as const)('%s and %s: %d', (left, right, wanted) => {
    expect(compareDecimals(left, right)).toBe(wanted)
  })

  it('orders doubles by their shortest digits as they are ordered themselves', () => {
    const double = fc.double({ noNaN: true })
    fc.assert(
      fc.property(double, double, (a, b) => {
        expect(compareDecimals(String(a), String(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
      { seed: 3, numRuns: 2000 },
    )
  })
})

describe('parseDecimal', () => {
  it('takes digits, and nothing else', () => {
    expect(parseDecimal('-1.50e1')).toEqual({ digits: -150n, scale: 1 })
    expect(['', '.', '1e', 'x', '1 ', '0x1', 'NaN'].map(parseDecimal)).toEqual(Array(7).fill(null))
  })
})
