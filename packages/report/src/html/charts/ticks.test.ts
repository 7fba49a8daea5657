import { describe, expect, it } from 'vitest'
import { ticks } from './ticks.ts'

describe('ticks', () => {
  it.each([
    [
      [0, 1],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [
      [-1.2, 3.4],
      [-1, 0, 1, 2, 3],
    ],
    [
      [0.05, 0.26],
      [0.05, 0.1, 0.15, 0.2, 0.25],
    ],
    [
      [1200, 9800],
      [2000, 4000, 6000, 8000],
    ],
  ] as const)('are round numbers within %j', ([from, to], expected) => {
    expect(ticks(from, to, 5)).toEqual(expected)
  })

  it.each([
    ['without any width', 3, 3],
    ['of no finite width', -1e308, 1e308 * 10],
  ])('are one at the beginning of an axis %s', (_what, from, to) => {
    expect(ticks(from, to, 5)).toEqual([from])
  })
})
