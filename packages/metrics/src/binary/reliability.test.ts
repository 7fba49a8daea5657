import { describe, expect, it } from 'vitest'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { reliabilityBins } from './reliability.ts'

function rows(label: number[], score: number[], weight: number[] | null = null): BinaryRows {
  return {
    kind: 'binary',
    label: Uint8Array.from(label),
    score: Float64Array.from(score),
    prediction: null,
    weight: weight && Float64Array.from(weight),
  }
}

describe('reliability bins', () => {
  it('are exact in the example of the documentation', () => {
    expect(reliabilityBins(rows([0, 1], [0.25, 0.25]), { kind: 'width', bins: 10 })).toEqual([{ weight: 2, meanScore: 0.25, rate: 0.5 }])
  })

  it('of equal width are closed on the left, and exactly 1 is a bin of its own', () => {
    expect(reliabilityBins(rows([0, 1, 1, 1], [0.5, 0.75, 1, 0.499]), { kind: 'width', bins: 2 })).toEqual([
      { weight: 1, meanScore: 0.499, rate: 1 },
      { weight: 2, meanScore: 0.625, rate: 0.5 },
      { weight: 1, meanScore: 1, rate: 1 },
    ])
  })

  it('take a score at the border that it is written as, in either precision', () => {
    const bins = (score: Float32Array | Float64Array) => reliabilityBins({ ...rows([0, 1], []), score }, { kind: 'width', bins: 10 }).length
    expect([bins(Float64Array.of(0.3, 0.39)), bins(Float32Array.of(0.3, 0.39)), bins(Float64Array.of(0.7, 0.69))]).toEqual([1, 1, 2])
  })

  it('of equal weight keep tied scores together and leave out rows of weight 0', () => {
    expect(reliabilityBins(rows([0, 1, 1, 0, 0], [0.1, 0.1, 0.1, 0.9, 0.5], [1, 1, 1, 1, 0]), { kind: 'frequency', bins: 2 })).toEqual([
      { weight: 3, meanScore: 0.10000000000000002, rate: 2 / 3 },
      { weight: 1, meanScore: 0.9, rate: 0 },
    ])
  })
})
