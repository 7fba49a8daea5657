import { describe, expect, it } from 'vitest'
import { chooseRegions, rowsIn } from './choose-regions.ts'
import { type Condition, fewestFindingRows, leastZ, type Region, type RegionSearch } from './find-regions.ts'
import type { SearchColumn } from './search-column.ts'

const column = (...codes: readonly number[]): SearchColumn => ({
  column: 'hour',
  codes: Uint8Array.from(codes),
  meaning: { kind: 'bins', edges: [6, 12, 17] },
})
const region = (...conditions: readonly Condition[]): Region => ({ conditions, rows: 0, mean: 0, z: 0 })
const at = (column: number, from: number, to = from): Region => region({ column, from, to })

describe('the rows of a region', () => {
  const columns = [column(0, 1, 2, 3, 4), column(1, 0, 1, 0, 1)]

  it('are those whose codes lie from one end to the other, both included', () => {
    expect(rowsIn(at(0, 1, 3), columns, Uint32Array.of(0, 1, 2, 3, 4))).toEqual(Uint32Array.of(1, 2, 3))
  })

  it('meet every condition, and are among those that were asked for', () => {
    const both = region({ column: 0, from: 1, to: 4 }, { column: 1, from: 1, to: 1 })
    expect(rowsIn(both, columns, Uint32Array.of(0, 1, 2, 3, 4))).toEqual(Uint32Array.of(2, 4))
    expect(rowsIn(both, columns, Uint32Array.of(0, 1, 4))).toEqual(Uint32Array.of(4))
  })
})

describe('choosing among regions', () => {
  /** Blocks of rows: so many rows of one code after the other, each with its harm by place in the block. */
  function blocks(...sizes: readonly (readonly [rows: number, harm: (place: number) => number])[]): RegionSearch {
    const codes = sizes.flatMap(([rows], code) => new Array<number>(rows).fill(code))
    const harm = Float64Array.from(sizes.flatMap(([rows, of]) => Array.from({ length: rows }, (_, place) => of(place))))
    return { columns: [column(...codes)], rows: Uint32Array.from(codes.keys()), harm }
  }
  const one = () => 1

  it('needs as many rows that harm as finding does', () => {
    const search = blocks([fewestFindingRows, one], [fewestFindingRows - 1, one])
    expect(chooseRegions([at(0, 0), at(0, 1)], search)).toEqual([at(0, 0)])
  })

  it('looks at what is left of the rows after those of regions before', () => {
    const search = blocks([250, one], [249, one], [1, one])
    expect(chooseRegions([at(0, 0), at(0, 0, 1)], search)).toEqual([at(0, 0)])
    expect(chooseRegions([at(0, 0), at(0, 0, 2)], search)).toEqual([at(0, 0), at(0, 0, 2)])
    // What was passed over explains nothing.
    expect(chooseRegions([at(0, 1), at(0, 1, 2)], search)).toEqual([at(0, 1, 2)])
  })

  it('asks for a mean of so many standard errors', () => {
    // Half of 400 rows harm by 1 + x, half by x - 1: a mean of x, whose standard error is 1/20.
    const meanOf = (mean: number) => blocks([400, (place) => mean + (place % 2 === 0 ? 1 : -1)])
    const chosenAt = (mean: number) => chooseRegions([at(0, 0)], meanOf(mean)).length
    expect([leastZ / 20, chosenAt(0.125), chosenAt(0.124), chosenAt(-0.5)]).toEqual([0.125, 1, 0, 0])
  })

  it('asks the same of an uneven number of rows, none of which harms alike', () => {
    const uneven = blocks([300, (place) => (place < 100 ? 0.2 : 0)], [300, (place) => (place < 5 ? 3 : 0)])
    // z is 0.0667 / 0.0943 · √300 = 12.2 for the first, 0.05 / 0.384 · √300 = 2.26 for the second.
    expect(chooseRegions([at(0, 0), at(0, 1)], uneven)).toEqual([at(0, 0)])
  })

  it('stops after five', () => {
    const six = Array.from({ length: 6 }, () => [250, one] as const)
    expect(
      chooseRegions(
        six.map((_, code) => at(0, code)),
        blocks(...six),
      ).map(({ conditions }) => conditions[0]?.from),
    ).toEqual([0, 1, 2, 3, 4])
  })
})
