import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortedNumbers } from './sorted-numbers.ts'

function expectSorted(values: Float64Array): void {
  expect(sortedNumbers(values).map((one) => one + 0)).toEqual(values.map((one) => one + 0).sort())
}

describe('sortedNumbers', () => {
  it('equals a plain sort of few finite numbers', () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => expectSorted(Float64Array.from(values))))
  })

  const many = 20_000
  const spread = Float64Array.from({ length: many }, (_, at) => (at * 7919) % many)
  it.each([
    ['evenly spread', spread],
    ['with many ties', spread.map((one) => one % 10)],
    ['all the same', new Float64Array(many).fill(0.3)],
    ['crowded beside one far away', spread.map((one) => (one === 0 ? 1e300 : 1 / (1 + one)))],
    ['over all magnitudes', spread.map((one) => 2 ** (one / 10 - 1000))],
    ['further apart than the largest number', spread.map((one) => (one % 2 ? 1 : -1) * Number.MAX_VALUE * (one / many))],
    ['next to each other', spread.map((one) => 1 + one * Number.EPSILON)],
    ['negative and denormal', spread.map((one) => (one - many / 2) * Number.MIN_VALUE)],
  ])('equals a plain sort of many, %s', (_, values) => {
    expectSorted(values)
  })

  it('leaves its input as it was', () => {
    const values = Float64Array.of(0.5, 0.25)
    expect(sortedNumbers(values)).toEqual(Float64Array.of(0.25, 0.5))
    expect(values).toEqual(Float64Array.of(0.5, 0.25))
  })
})
