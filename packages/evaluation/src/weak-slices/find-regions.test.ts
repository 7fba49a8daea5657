import { describe, expect, it } from 'vitest'
import { uniform } from '../fixtures/simulate.ts'
import { chooseRegions } from './choose-regions.ts'
import { findRegions } from './find-regions.ts'
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
