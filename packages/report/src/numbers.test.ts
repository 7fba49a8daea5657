import { describe, expect, it } from 'vitest'
import { bytesText, decimalsOf, durationText, fixed, grouped, percent, plain, pValue } from './numbers.ts'

describe('numbers', () => {
  it('separates thousands and has a real minus sign', () => {
    expect([grouped(259_414), grouped(999), grouped(1_000_000)]).toEqual(['259,414', '999', '1,000,000'])
    expect([fixed(-12_345.678, 1), fixed(-0.0001, 2), fixed(0.5, 0)]).toEqual(['−12,345.7', '0.00', '1'])
  })

  it('prints a number on its own with four digits and no trailing zero', () => {
    expect([0.005, 0, 0.0214, 1234.5678, 0.62, -3, 1e-9].map(plain)).toEqual(['0.005', '0', '0.0214', '1,235', '0.62', '−3', '1.00e−9'])
  })

  it('takes as many decimals as the interval supports', () => {
    expect([0.009, 0.0231, 0.0043, 0.11, 12, 340, 0, Number.NaN].map(decimalsOf)).toEqual([3, 3, 3, 2, 0, 0, 3, 3])
  })

  it('prints p, shares, bytes and durations for people', () => {
    expect([0.00001, 0.012, 0.5312].map(pValue)).toEqual(['p < 0.001', 'p = 0.012', 'p = 0.53'])
    expect([0, 0.00001, 0.002, 0.034, 0.19].map(percent)).toEqual(['0%', '< 0.01%', '0.20%', '3.4%', '19%'])
    expect([1, 999, 1000, 13_493_022, 2e9].map(bytesText)).toEqual(['1 byte', '999 bytes', '1.0 kB', '13.5 MB', '2.0 GB'])
    expect([2500, 61_000, 119_900, 5_400_000].map(durationText)).toEqual(['2.5 s', '1 min 1 s', '2 min 0 s', '1 h 30 min'])
  })
})
