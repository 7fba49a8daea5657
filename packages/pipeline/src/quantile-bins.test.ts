import { describe, expect, it } from 'vitest'
import { binned, binOf, edgesOf } from './quantile-bins.ts'

describe('quantile bins', () => {
  it('hold about equal numbers of rows, and are named by values that occur', () => {
    expect(binned(Float64Array.of(4, 1, 3, 2, 6, 5), 3)).toEqual({
      codes: Uint8Array.of(1, 0, 1, 0, 2, 2),
      values: ['at most 2', '2 to 4', 'above 4'],
    })
  })

  it('put equal values together, so there may be fewer', () => {
    expect(binned(Float64Array.of(0, 0, 0, 0, 1, 2), 3)).toEqual({ codes: Uint8Array.of(0, 0, 0, 0, 1, 1), values: ['at most 0', 'above 0'] })
    expect(binned(Float64Array.of(7, 7), 4)).toEqual({ codes: Uint8Array.of(0, 0), values: ['all'] })
  })

  it('have one more for what is missing', () => {
    expect(binned(Float64Array.of(1, Number.NaN, 2), 2)).toEqual({ codes: Uint8Array.of(0, 2, 1), values: ['at most 1', 'above 1', 'missing'] })
    expect(binned(Float64Array.of(Number.NaN), 2)).toEqual({ codes: Uint8Array.of(1), values: ['all', 'missing'] })
  })

  it('find the bin of any number, an infinite one too', () => {
    const edges = edgesOf(
      Float64Array.from({ length: 100 }, (_, at) => at),
      4,
    )
    expect(edges).toEqual([24, 49, 74])
    expect([Number.NEGATIVE_INFINITY, 24, 24.5, 75, Number.POSITIVE_INFINITY, Number.NaN].map((value) => binOf(value, edges))).toEqual([
      0, 0, 1, 3, 3, 4,
    ])
  })
})
