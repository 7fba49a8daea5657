import { describe, expect, it } from 'vitest'
import { nextDown, nextUp } from './distribution-next-double.ts'

describe('nextUp and nextDown', () => {
  it('are the neighbours of a double', () => {
    expect([nextUp(1), nextDown(1), nextUp(0), nextDown(0), nextUp(-1)]).toEqual([1 + 2 ** -52, 1 - 2 ** -53, 5e-324, -5e-324, -1 + 2 ** -53])
    expect([nextUp(Number.MAX_VALUE), nextDown(Number.POSITIVE_INFINITY), nextUp(-5e-324) + 0]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.MAX_VALUE,
      0,
    ])
    expect([nextUp(Number.POSITIVE_INFINITY), nextDown(Number.NEGATIVE_INFINITY), nextUp(Number.NaN)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ])
  })
})
