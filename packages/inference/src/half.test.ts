import { describe, expect, it } from 'vitest'
import { halfBits, halfValue } from './half.ts'

describe('half precision', () => {
  it('comes back as the very bits, for each of the 65,536', () => {
    const changed = Array.from({ length: 65_536 }, (_, bits) => bits).filter((bits) => {
      const value = halfValue(bits)
      return !Number.isNaN(value) && halfBits(value) !== bits
    })
    expect(changed).toEqual([])
  })

  it('keeps not-a-number apart from infinity', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(halfBits)).toEqual([0x7e00, 0x7c00, 0xfc00])
    expect([0x7e00, 0x7c01, 0xfe00].map(halfValue)).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519, 0x7bff],
    [65_520, 0x7c00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1.5 * 2 ** -24, 0x0002],
    [2 ** -14, 0x0400],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 - 2 ** -12, 0x4000],
  ])('rounds %d to the nearest, ties to even', (value, bits) => {
    expect(halfBits(value)).toBe(bits)
  })
})
