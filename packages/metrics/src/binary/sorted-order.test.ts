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

  it('leaves its input as it was', () => {
    const values = Float64Array.of(0.5, -0, 0.25)
    expect([...sortedOrder(values)]).toEqual([1, 2, 0])
    expect(Object.is(values[1], -0)).toBe(true)
  })
})
