import { describe, expect, it } from 'vitest'
import { overlaps } from './overlaps.ts'

function overlap(first: readonly number[], second: readonly number[], crowd = 0): number {
  const of = (box: readonly number[]) => ({ places: [0], box: Float64Array.from(box) })
  return overlaps(of(first), of(second), Uint8Array.of(crowd))[0] as number
}

describe('overlaps', () => {
  it.each([
    ['a third', [0, 0, 2, 2], [1, 0, 2, 2], 1 / 3],
    ['1 of equal boxes', [3, 4, 5, 6], [3, 4, 5, 6], 1],
    ['0 of boxes that touch', [0, 0, 2, 2], [2, 0, 2, 2], 0],
    ['0 of a box without size', [1, 1, 0, 0], [0, 0, 2, 2], 0],
  ])('is %s', (_, first, second, expected) => {
    expect(overlap(first, second)).toBe(expected)
  })

  it('is the share of the detected box that lies in a crowd', () => {
    expect(overlap([0, 0, 2, 2], [1, 0, 100, 100], 1)).toBe(0.5)
  })
})
