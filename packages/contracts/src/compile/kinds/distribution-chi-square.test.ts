import { describe, expect, it } from 'vitest'
import { chiSquareTail } from './distribution-chi-square.ts'

describe('chiSquareTail', () => {
  it.each([
    // scipy.stats.chi2.sf
    [3.841458820694124, 1, 0.05],
    [0.001, 1, 0.9747728793699604],
    [4.6, 1, 0.03197195617764869],
    [60, 1, 9.485737571073857e-15],
    [5.991464547107979, 2, 0.05],
    [1e-9, 2, 0.9999999995],
    [7.81, 3, 0.05010605635000589],
    [30, 7, 9.495972508134177e-5],
    [1000, 1001, 0.5029742172681295],
    [900, 1000, 0.9892827619087102],
    [1500, 1000, 1.0454640385980825e-22],
    [12345, 12000, 0.013543294349706575],
  ])('of %d with %d degrees of freedom', (statistic, degrees, wanted) => {
    expect(Math.abs(chiSquareTail(statistic, degrees) / wanted - 1)).toBeLessThan(1e-12 + 2e-14 * degrees)
  })

  it('is 1 where there is nothing to test, and 0 of infinity', () => {
    expect([chiSquareTail(5, 0), chiSquareTail(0, 3), chiSquareTail(Number.POSITIVE_INFINITY, 3)]).toEqual([1, 1, 0])
  })
})
