import { expect, it } from 'vitest'
import { compensatedSum } from './compensated-sum.ts'

it('keeps what plain addition loses', () => {
  expect(compensatedSum(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2)
  expect(compensatedSum(new Float64Array(1_000_000).fill(0.1))).toBe(100_000)
})

it('of nothing is 0', () => {
  expect(compensatedSum(new Float64Array(0))).toBe(0)
})
