import { describe, expect, it } from 'vitest'
import { uniform } from '../fixtures/simulate.ts'
import { chooseRegions } from './choose-regions.ts'
import { findRegions, type RegionSearch } from './find-regions.ts'
import type { SearchColumn } from './search-column.ts'

const n = 8000

/** Rows with an hour in four bins and one of three origins; harm by both. */
function planted(harmAt: (hour: number, origin: number) => number, noise = 1) {
  const random = uniform(3)
  const hour = new Uint8Array(n)
  const origin = new Uint8Array(n)
  const harm = new Float64Array(n)
  for (let row = 0; row < n; row++) {
    hour[row] = Math.floor(random() * 4)
    origin[row] = Math.floor(random() * 3)
    harm[row] = harmAt(hour[row] ?? 0, origin[row] ?? 0) + noise * (random() + random() - 1)
  }
  const columns: readonly SearchColumn[] = [
    { column: 'hour', codes: hour, meaning: { kind: 'bins', edges: [6, 12, 17] } },
    { column: 'origin', codes: origin, meaning: { kind: 'categories', values: ['ATL', 'BOS', null], shown: true } },
  ]
  const rows = Uint32Array.from({ length: n }, (_, row) => row)
  return { columns, rows, harm }
}

describe('finding regions', () => {
  it('finds the one condition that harms, before any part of it', () => {
    const search = planted((hour) => (hour === 3 ? 0.3 : 0))
    const { regions } = findRegions(search)
    expect(regions[0]?.conditions).toEqual([{ column: 0, from: 3, to: 3 }])
    const inside = [...search.rows].filter((row) => search.columns[0]?.codes[row] === 3)
    expect(regions[0]?.rows).toBe(inside.length)
    expect(regions[0]?.mean).toBeCloseTo(inside.reduce((sum, row) => sum + (search.harm[row] ?? 0), 0) / inside.length, 12)
  })

  it('finds the pair of conditions that harms only together', () => {
    const { regions, conditions } = findRegions(planted((hour, origin) => (hour === 3 && origin === 1 ? 0.6 : 0)))
    expect(regions[0]?.conditions).toEqual([
      { column: 0, from: 3, to: 3 },
      { column: 1, from: 1, to: 1 },
    ])
    expect(conditions).toBe(23)
  })

  it('names no region for the rest of many values', () => {
    const { regions } = findRegions(planted((_, origin) => (origin === 2 ? 0.5 : 0)))
    expect(regions.flatMap((region) => region.conditions).filter(({ column, from }) => column === 1 && from === 2)).toEqual([])
  })

  it('finds nothing where nothing varies, and nothing where the candidate is better', () => {
    expect(findRegions(planted(() => 0, 0)).regions).toEqual([])
    expect(findRegions(planted((hour) => (hour === 3 ? -0.5 : 0))).regions).toEqual([])
  })

  it('says nothing of what is true of most rows', () => {
    const { regions } = findRegions(planted((hour) => (hour === 3 ? -0.2 : 0.2)))
    expect(regions.map(({ rows }) => rows <= n / 2)).not.toContain(false)
  })

  it('passes over regions of few rows', () => {
    const search = planted(() => 0.5)
    const few = search.rows.subarray(0, 700)
    expect(findRegions({ ...search, rows: few }).regions.every(({ rows }) => rows >= 250)).toBe(true)
  })
})

describe('choosing regions', () => {
  const chosenOf = (search: ReturnType<typeof planted>) =>
    chooseRegions(findRegions(search).regions, search).map(({ conditions }) => conditions.map(({ column, from, to }) => [column, from, to]))

  it('passes over what only holds rows of a region that was chosen before', () => {
    expect(chosenOf(planted((hour) => (hour === 0 ? 0.6 : 0)))).toEqual([[[0, 0, 0]]])
  })

  it('takes what harms besides', () => {
    const chosen = chosenOf(planted((hour, origin) => (hour === 3 ? 0.4 : 0) + (origin === 0 ? 0.4 : 0)))
    expect(chosen.toSorted()).toEqual([[[0, 3, 3]], [[1, 0, 0]]])
  })

  it('takes five at most', () => {
    const random = uniform(4)
    const codes = Array.from({ length: 7 }, () => Uint8Array.from({ length: n }, () => (random() < 0.1 ? 1 : 0)))
    const columns = codes.map((one, at) => ({ column: `c${at}`, codes: one, meaning: { kind: 'bins', edges: [0] } as const }))
    const harm = Float64Array.from({ length: n }, (_, row) => codes.reduce((sum, one) => sum + (one[row] ?? 0), 0) + random() - 1.2)
    const search = { columns, harm, rows: Uint32Array.from({ length: n }, (_, row) => row) }
    expect(chooseRegions(findRegions(search).regions, search)).toHaveLength(5)
  })
})

/** Cells of two columns: rows of one code each, in pairs that harm by one more and one less than the mean. */
function crossed(...cells: readonly (readonly [hour: number, origin: number, rows: number, mean: number])[]) {
  const rows = cells.flatMap((cell) => Array.from({ length: cell[2] }, (_, at) => ({ cell, harm: cell[3] + (at % 2 === 0 ? 1 : -1) })))
  const columns: readonly SearchColumn[] = [
    { column: 'hour', codes: Uint8Array.from(rows, ({ cell }) => cell[0]), meaning: { kind: 'bins', edges: [6, 12] } },
    {
      column: 'origin',
      codes: Uint8Array.from(rows, ({ cell }) => cell[1]),
      meaning: { kind: 'categories', values: ['ATL', null, 'BOS'], shown: true },
    },
  ]
  return { columns, rows: Uint32Array.from(rows.keys()), harm: Float64Array.from(rows, ({ harm }) => harm) }
}

/** Conditions as column and codes, rows, mean and z to four digits after the point. */
function tableOf(search: RegionSearch) {
  const { regions, conditions } = findRegions(search)
  const told = regions.map((one) => ({
    where: one.conditions.map(({ column, from, to }) => [column, from, to]),
    rows: one.rows,
    mean: one.mean,
    z: Number(one.z.toFixed(4)),
  }))
  return { told, conditions }
}

describe('the limits of regions', () => {
  it('are at 250 rows and at half of all; harm is a mean over its standard error', () => {
    // The spread is 1 everywhere: z is the mean times the root of the rows.
    expect(tableOf(crossed([0, 1, 250, 1], [1, 1, 250, 2], [2, 1, 500, 1]))).toEqual({
      told: [
        { where: [[0, 1, 1]], rows: 250, mean: 2, z: 31.6228 },
        { where: [[0, 0, 1]], rows: 500, mean: 1.5, z: 30 },
        { where: [[0, 2, 2]], rows: 500, mean: 1, z: 22.3607 },
        { where: [[0, 0, 0]], rows: 250, mean: 1, z: 15.8114 },
      ],
      conditions: 4,
    })
    expect(tableOf(crossed([0, 1, 249, 1], [1, 1, 250, -1], [2, 1, 501, 1]))).toEqual({ told: [], conditions: 2 })
  })

  it('are at two and a half standard errors', () => {
    const z = (mean: number) => tableOf(crossed([3, 1, 400, mean], [0, 1, 500, 0], [1, 1, 400, 0])).told.map((one) => one.z)
    expect([z(0.125), z(0.1249)]).toEqual([[2.5], []])
  })

  it('ask of two conditions that they harm a quarter more than either alone', () => {
    const cells = (alone: number, other: number) => crossed([0, 0, 250, 5], [0, 2, 250, alone], [1, 0, 250, other], [1, 2, 1250, 0])
    const pair = {
      where: [
        [0, 0, 0],
        [1, 0, 0],
      ],
      rows: 250,
      mean: 5,
      z: 79.0569,
    }
    expect(tableOf(cells(3, 3))).toEqual({
      told: [pair, { where: [[0, 0, 0]], rows: 500, mean: 4, z: 63.2456 }, { where: [[1, 0, 0]], rows: 500, mean: 4, z: 63.2456 }],
      // Alone: the first hours, ATL. Together: these, each with what is left of the other, and ATL in the first two thirds and in the last two.
      conditions: 7,
    })
    const pairsOf = (alone: number, other: number) => tableOf(cells(alone, other)).told.filter(({ where }) => where.length === 2)
    expect([pairsOf(3.01, 0), pairsOf(0, 3.01), pairsOf(0, 0)]).toEqual([[], [], [pair]])
  })

  it('ask of two conditions for as many standard errors, and look at all that are large enough', () => {
    // Single conditions of more than half of the rows are not looked at.
    const cells = (mean: number) => tableOf(crossed([0, 0, 400, mean], [0, 2, 800, 0], [1, 0, 700, 0], [1, 2, 1, 0]))
    expect(cells(0.125)).toEqual({
      told: [
        {
          where: [
            [0, 0, 0],
            [1, 0, 0],
          ],
          rows: 400,
          mean: 0.125,
          z: 2.5,
        },
      ],
      conditions: 8,
    })
    expect(cells(0.1249)).toEqual({ told: [], conditions: 8 })
  })

  it('are not met by harm that never varies, which has no standard error', () => {
    const search = crossed([0, 0, 250, 0], [1, 2, 250, 0])
    expect(findRegions({ ...search, harm: search.harm.map(() => 0.5) }).regions).toEqual([])
  })

  it('count only the rows that find', () => {
    const search = crossed([0, 1, 500, 1], [1, 1, 500, 2], [2, 1, 1000, 1])
    expect(tableOf({ ...search, rows: search.rows.filter((row) => row % 4 < 2) }).told[0]).toEqual({
      where: [[0, 1, 1]],
      rows: 250,
      mean: 2,
      z: 31.6228,
    })
  })

  it('leave the thousand most harmful', () => {
    const codes = Uint8Array.from({ length: 255 * 250 }, (_, row) => Math.floor(row / 250))
    const values = Array.from({ length: 255 }, (_, value) => `${value}`)
    const columns = Array.from(
      { length: 4 },
      (_, at): SearchColumn => ({ column: `c${at}`, codes, meaning: { kind: 'categories', values, shown: true } }),
    )
    const harm = Float64Array.from(codes, (code, row) => code + 1 + (row % 2 === 0 ? 1 : -1))
    const { regions, conditions } = findRegions({ columns, harm, rows: Uint32Array.from(codes.keys()) })
    // Of each column 255 values and of each two columns as many pairs, which harm no more than the values alone.
    expect([regions.length, conditions]).toEqual([1000, 10 * 255])
    expect([regions[0], regions[3], regions[4], regions[999]].map((one) => one?.mean)).toEqual([255, 255, 254, 6])
  })
})
