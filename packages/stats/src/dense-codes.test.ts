import { describe, expect, it } from 'vitest'
import { denseCodes } from './dense-codes.ts'

describe('denseCodes', () => {
  it('numbers codes anew in their order, without gaps', () => {
    expect(denseCodes(Int32Array.of(9, 2, 9, 0, 4), 'cluster')).toEqual({ code: Int32Array.of(3, 1, 3, 0, 2), count: 4 })
    expect(denseCodes(new Int32Array(0), 'cluster')).toEqual({ code: new Int32Array(0), count: 0 })
  })

  it('names what is negative, and its row', () => {
    expect(() => denseCodes(Int32Array.of(0, -3), 'stratum')).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE', message: 'the stratum of row 1 is -3; it is numbered from 0' }),
    )
  })
})
