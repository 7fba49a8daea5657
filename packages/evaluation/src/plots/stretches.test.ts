import { describe, expect, it } from 'vitest'
import { stretches } from './stretches.ts'

const endsOf = (ends: readonly number[], wanted: number, fewestRows: number) => stretches(Uint32Array.from(ends), { stretches: wanted, fewestRows })

describe('stretches of sorted rows', () => {
  it('are as many as are asked for where none are tied', () => {
    expect(endsOf([1, 2, 3, 4, 5, 6], 3, 1)).toEqual([2, 4, 6])
  })

  it('end where ties end, none shorter than asked for', () => {
    expect(endsOf([3, 4, 5, 11, 12], 4, 3)).toEqual([3, 12])
    expect(endsOf([1, 2, 3, 4, 5, 6], 6, 3)).toEqual([3, 6])
  })

  it('join a rest of less than half a stretch to the last one, and keep a half', () => {
    expect(endsOf([15, 20], 2, 1)).toEqual([15, 20])
    expect(endsOf([16, 20], 2, 1)).toEqual([20])
  })

  it('join a rest of fewer rows than may be told of, however long a stretch is', () => {
    expect(endsOf([20, 27], 9, 10)).toEqual([27])
    expect(endsOf([18, 24], 2, 6)).toEqual([18, 24])
    expect(endsOf([19, 24], 2, 6)).toEqual([24])
  })

  it('are one of fewer rows, and none of none', () => {
    expect(endsOf([2], 4, 10)).toEqual([2])
    expect(endsOf([], 4, 10)).toEqual([])
  })
})
