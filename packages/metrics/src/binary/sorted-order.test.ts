import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortedOrder } from './sorted-order.ts'

describe('sortedOrder', () => {
  it('equals a stable sort of any numbers from 0, denormals and -0 included', () => {
    const values = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, -0, 1, 0.5, 5e-324, Number.MAX_VALUE, Infinity)))
    fc.assert(
      fc.property(values, (given) => {
        const expected = [...given.keys()].sort((a, b) => ((given[a] as number) === given[b] ? a - b : (given[a] as number) - (given[b] as number)))
        expect([...sortedOrder(Float64Array.from(given))]).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  const many = 20_000
  const spread = Float64Array.from({ length: many }, (_, at) => (at * 7919) % many)
  it.each([
    ['evenly spread', spread],
    ['with many ties', spread.map((one) => one % 10)],
    ['of 0 and -0', spread.map((one) => (one % 2 === 0 ? 0 : -0))],
    ['all the same', new Float64Array(many).fill(0.3)],
    ['crowded beside one far away', spread.map((one) => (one === 0 ? 1e300 : 1 / (1 + (one % 5000))))],
    ['over all magnitudes, and negative', spread.map((one) => (one % 2 ? 1 : -1) * 2 ** (one / 10 - 1000))],
    ['further apart than the largest number', spread.map((one) => (one % 2 ? 1 : -1) * Number.MAX_VALUE * (one / many))],
    ['with an infinite one', spread.map((one) => (one === 7 ? Number.POSITIVE_INFINITY : one))],
    ['in single precision', Float32Array.from(spread, (one) => one / 3)],
  ])('equals a stable sort of many values %s', (_, values) => {
    const expected = Uint32Array.from(values.keys()).sort((a, b) => {
      const [first, second] = [values[a] as number, values[b] as number]
      return first === second ? a - b : first - second
    })
    expect(sortedOrder(values)).toEqual(expected)
  })

  it('leaves its input as it was', () => {
    const values = Float64Array.of(0.5, -0, 0.25)
    expect([...sortedOrder(values)]).toEqual([1, 2, 0])
    expect(Object.is(values[1], -0)).toBe(true)
  })
})
