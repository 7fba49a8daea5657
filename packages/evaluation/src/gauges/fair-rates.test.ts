import { describe, expect, it } from 'vitest'
import { comparedPairs, disparity, type FairRate, rateAt, ratesOfGroups } from './fair-rates.ts'

const rates: readonly FairRate[] = ['selection', 'true_positive', 'false_positive', 'accuracy']
/** True and false negatives and positives of a group, of another, and of nobody. */
const cells = Float64Array.of(6, 2, 4, 4, 3, 1, 1, 3, 0, 0, 0, 0)

describe('a rate of a group', () => {
  it.each([
    ['selection', 6 / 16, 4 / 8],
    ['true_positive', 4 / 8, 3 / 4],
    ['false_positive', 2 / 8, 1 / 4],
    ['accuracy', 10 / 16, 6 / 8],
  ] as const)('is a share of its rows: %s', (rate, first, second) => {
    expect([rateAt(rate, cells, 0), rateAt(rate, cells, 4), rateAt(rate, cells, 8)]).toEqual([first, second, Number.NaN])
  })

  it('comes with that of all rows, rate after rate', () => {
    expect(ratesOfGroups(['selection', 'true_positive'], cells)).toEqual(Float64Array.of(6 / 16, 4 / 8, 10 / 24, 4 / 8, 3 / 4, 7 / 12))
    expect(ratesOfGroups(['accuracy'], Float64Array.of(5, 1, 2, 2, 9, 0, 0, 1))).toEqual(Float64Array.of(0.7, 0.85))
    expect(cells).toEqual(Float64Array.of(6, 2, 4, 4, 3, 1, 1, 3, 0, 0, 0, 0))
  })
})

describe('how far groups lie apart', () => {
  it.each([
    ['difference', 'each_other', 0.125],
    ['ratio', 'each_other', 0.75],
    ['difference', 'overall', 4 / 8 - 10 / 24],
    ['ratio', 'overall', 20 / 24],
  ] as const)('is a %s to %s', (how, to, value) => {
    expect(disparity('selection', { how, to }, cells)).toBe(value)
  })

  it('is that of the furthest group on either side of all rows', () => {
    // Selected: 2 of 4 and 0 of 4, with 7 of 8 of no group: 9 of 16 in all.
    const below = Float64Array.of(2, 2, 0, 0, 4, 0, 0, 0, 1, 7, 0, 0)
    expect(disparity('selection', { how: 'difference', to: 'overall' }, below)).toBe(9 / 16)
    const above = Float64Array.of(2, 2, 0, 0, 1, 3, 0, 0, 8, 0, 0, 0)
    expect(disparity('selection', { how: 'difference', to: 'overall' }, above)).toBe(3 / 4 - 5 / 16)
    expect(disparity('selection', { how: 'ratio', to: 'overall' }, above)).toBe(5 / 16 / (3 / 4))
  })

  it.each(rates)('is not known of one group, whatever is left: %s', (rate) => {
    for (const how of ['difference', 'ratio'] as const)
      for (const to of ['each_other', 'overall'] as const) {
        expect(disparity(rate, { how, to }, Float64Array.of(1, 1, 1, 1, 2, 2, 2, 2))).toBeNaN()
        expect(disparity(rate, { how, to }, Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2))).toBeNaN()
      }
  })
})

describe('pairs of rates that are compared', () => {
  it('are those of groups with each other, both ways, within a rate', () => {
    expect(comparedPairs(1, 3, 'each_other')).toEqual([
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 0],
      [1, 2],
      [2, 1],
    ])
    // The place after each rate's groups is that of all rows.
    expect(comparedPairs(2, 2, 'each_other')).toEqual([
      [0, 1],
      [1, 0],
      [3, 4],
      [4, 3],
    ])
  })

  it('are those of each group with all rows', () => {
    expect(comparedPairs(2, 2, 'overall')).toEqual([
      [0, 2],
      [2, 0],
      [1, 2],
      [2, 1],
      [3, 5],
      [5, 3],
      [4, 5],
      [5, 4],
    ])
  })
})
