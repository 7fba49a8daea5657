import { describe, expect, it } from 'vitest'
import { countingOrder } from './counting-order.ts'

describe('rows brought together by their codes', () => {
  it('come in the order of their codes, and within a code in their own', () => {
    expect(countingOrder(Uint8Array.of(2, 0, 2, 1, 0, 2), 3)).toEqual({
      order: Uint32Array.of(1, 4, 3, 0, 2, 5),
      starts: Uint32Array.of(0, 2, 3, 6),
    })
  })

  it('begin nowhere where a code has no rows', () => {
    expect(countingOrder(Int32Array.of(3, 1, 3), 5)).toEqual({ order: Uint32Array.of(1, 0, 2), starts: Uint32Array.of(0, 0, 1, 1, 3, 3) })
    expect(countingOrder(Uint8Array.of(), 2)).toEqual({ order: Uint32Array.of(), starts: Uint32Array.of(0, 0, 0) })
  })
})
