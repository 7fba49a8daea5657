import { describe, expect, it } from 'vitest'
import { CellsByCluster, drawnUnits } from './cells-by-cluster.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)

describe('the units that are drawn', () => {
  it('are the rows where there are no clusters', () => {
    expect(drawnUnits(3, null)).toEqual({ unit: Int32Array.of(0, 1, 2), units: 3 })
  })

  it('are the clusters, numbered as they come', () => {
    expect(drawnUnits(5, Int32Array.of(70, 0, 70, 9, 0))).toEqual({ unit: Int32Array.of(0, 1, 0, 2, 1), units: 3 })
  })

  it('are two thousand groups of neighbours where there are more', () => {
    expect(drawnUnits(2000, null)).toEqual({ unit: Int32Array.from(upTo(2000)), units: 2000 })
    expect(drawnUnits(4000, null)).toEqual({
      unit: Int32Array.from(upTo(4000), (row) => Math.floor(row / 2)),
      units: 2000,
    })
    const cluster = Int32Array.from(upTo(12_000), (row) => 10 * Math.floor(row / 2))
    expect(drawnUnits(12_000, cluster)).toEqual({ unit: Int32Array.from(upTo(12_000), (row) => Math.floor(row / 6)), units: 2000 })
    // One more than there are units: the last two are neighbours of one unit.
    const { unit } = drawnUnits(2001, null)
    expect([unit[0], unit[1], unit[2], unit[2000]]).toEqual([0, 0, 1, 1999])
  })
})

describe('the table of all units', () => {
  const drawn = { unit: Int32Array.of(1, 0, 1, 1, 3, 0), units: 4 }
  const cells = Int32Array.of(2, 0, 2, 1, 1, 3)

  it('counts each unit’s rows as often as it is taken', () => {
    const counts = new CellsByCluster(drawn, { cells, weight: null, count: 5 })
    const of = (...weight: readonly number[]) => Array.from(counts.weighed(Float64Array.from(weight)))
    expect(of(1, 1, 1, 1)).toEqual([1, 2, 2, 1, 0])
    expect(of(1, 0, 0, 0)).toEqual([1, 0, 0, 1, 0])
    expect(of(0, 1, 0, 0)).toEqual([0, 1, 2, 0, 0])
    expect(of(0, 0, 7, 0)).toEqual([0, 0, 0, 0, 0])
    expect(of(0, 3, 1, 2)).toEqual([0, 5, 6, 0, 0])
  })

  it('adds the weights of rows', () => {
    const weight = Float64Array.of(0.5, 2, 4, 8, 16, 32)
    const counts = new CellsByCluster(drawn, { cells, weight, count: 5 })
    expect(counts.weighed(Float64Array.of(2, 3, 1, 1))).toEqual(Float64Array.of(4, 40, 13.5, 64, 0))
  })

  it('is the same array each time', () => {
    const counts = new CellsByCluster(drawn, { cells, weight: null, count: 5 })
    expect(counts.weighed(Float64Array.of(1, 1, 1, 1))).toBe(counts.weighed(Float64Array.of(0, 1, 0, 0)))
  })
})
