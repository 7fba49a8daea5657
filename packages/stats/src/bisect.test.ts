import { describe, expect, it } from 'vitest'
import { bisect } from './bisect.ts'

describe('bisect', () => {
  it('finds where a falling and a rising function pass 0, to the last bit', () => {
    expect(Math.abs(bisect({ from: 0, to: 2, falls: true, f: (x) => 2 - x * x }) - Math.SQRT2)).toBeLessThan(3e-16)
    expect(Math.abs(bisect({ from: 0, to: 2, falls: false, f: (x) => x * x - 2 }) - Math.SQRT2)).toBeLessThan(3e-16)
    expect(bisect({ from: 0, to: 1, falls: false, f: (x) => x - 1e-300 })).toBeCloseTo(1e-300, 310)
  })

  it('gives the nearer end where it passes 0 outside', () => {
    expect(bisect({ from: 0, to: 1, falls: true, f: () => -1 })).toBe(0)
    expect(bisect({ from: 0, to: 1, falls: true, f: () => 1 })).toBeCloseTo(1, 15)
  })
})
