import { describe, expect, it } from 'vitest'
import { midRanks } from './mid-ranks.ts'

describe('midRanks', () => {
  it('ranks from the smallest on and shares the ranks of equal values', () => {
    expect(midRanks(Float64Array.of(5, 1, 5, 0, 5, 1))).toEqual({ rank: Float64Array.of(5, 2.5, 5, 1, 5, 2.5), ties: [2, 3] })
    expect(midRanks(Float64Array.of(2, 2))).toEqual({ rank: Float64Array.of(1.5, 1.5), ties: [2] })
  })

  it('has neither ranks nor ties of nothing, and counts 0 and -0 as equal', () => {
    expect(midRanks(new Float64Array(0))).toEqual({ rank: new Float64Array(0), ties: [] })
    expect(midRanks(Float64Array.of(0, -0)).ties).toEqual([2])
  })
})
