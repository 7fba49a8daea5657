import type { Batch, BatchColumn } from '@seaworthy/inference'
import { describe, expect, it } from 'vitest'
import { type Perturbation, perturb } from './perturb.ts'

const rows = 2000
const range = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row))
const numbers = (make: (row: number) => number): BatchColumn => ({ kind: 'number', data: Float64Array.from(range(make)) })
const batch: Batch = {
  rows,
  values: new Map<string, BatchColumn>([
    ['size', numbers((row) => 10 + Math.sin(row))],
    ['count', numbers((row) => row % 100)],
    ['flag', numbers((row) => row % 2)],
    ['same', numbers(() => 7)],
    ['port', { kind: 'string', data: range((row) => (row % 50 === 0 ? null : ['Ada', 'Bay', 'Cod'][row % 3]) ?? null) }],
    ['remark', { kind: 'string', data: range((row) => `remark ${row}`) }],
    ['unread', numbers((row) => row)],
  ]),
}
const columns = ['size', 'count', 'flag', 'same', 'port', 'remark']

function changed(kind: Perturbation, read: readonly string[] = columns): ReadonlyMap<string, number[]> {
  const after = perturb(batch, { kind, columns: read, seed: 'x' })
  const places = (name: string) =>
    range((row) => row).filter((row) => !Object.is(after?.values.get(name)?.data[row], batch.values.get(name)?.data[row]))
  return new Map([...batch.values.keys()].map((name) => [name, places(name)]))
}

describe('perturb', () => {
  it('moves numbers by noise of 5 % of their spread, and whole ones to whole ones', () => {
    const after = perturb(batch, { kind: 'noise', columns, seed: 'x' })
    const moved = (name: string) =>
      Float64Array.from(range((row) => Number(after?.values.get(name)?.data[row]) - Number(batch.values.get(name)?.data[row])))
    const spread = Math.sqrt(moved('size').reduce((sum, by) => sum + by ** 2, 0) / rows)
    expect(spread / Math.SQRT1_2).toBeGreaterThan(0.047)
    expect(spread / Math.SQRT1_2).toBeLessThan(0.053)
    expect(moved('count').every(Number.isInteger)).toBe(true)
    expect(moved('count').some((by) => by !== 0)).toBe(true)
    // A truth value is half of its range away from the other.
    expect(moved('flag').every((by) => by === 0)).toBe(true)
    expect(['same', 'port', 'remark', 'unread'].map((name) => changed('noise').get(name))).toEqual([[], [], [], []])
  })

  it('gives a column the same noise whatever else a model reads', () => {
    const noisy = (read: readonly string[]) => perturb(batch, { kind: 'noise', columns: read, seed: 'x' })?.values.get('size')
    expect(noisy(['size'])).toEqual(noisy(columns))
  })

  it('takes one value of each row away, of columns as often as of others', () => {
    const places = changed('missing')
    const taken = [...places.values()].flat()
    expect(new Set(taken).size).toBe(taken.length)
    // A row whose text is missing already loses nothing there.
    expect(taken.length).toBeGreaterThan(rows - 40)
    expect(columns.every((name) => Math.abs((places.get(name)?.length ?? 0) - rows / columns.length) < 100)).toBe(true)
    expect(places.get('unread')).toEqual([])
  })

  it('puts another category in the place of one, and leaves free texts', () => {
    const places = changed('swap')
    expect(places.get('port')).toHaveLength(rows)
    expect([...places].filter(([, found]) => found.length > 0).map(([name]) => name)).toEqual(['port'])
    const after = perturb(batch, { kind: 'swap', columns, seed: 'x' })?.values.get('port')
    expect(new Set(range((row) => after?.data[row]))).toEqual(new Set(['Ada', 'Bay', 'Cod']))
  })

  it('mistypes one text of each row, and no missing one', () => {
    const places = changed('typo')
    expect([...places].filter(([, found]) => found.length > 0).map(([name]) => name)).toEqual(['port', 'remark'])
    expect(places.get('port')?.every((row) => row % 50 !== 0)).toBe(true)
  })

  it('changes nothing where no column can be changed so', () => {
    expect(perturb(batch, { kind: 'noise', columns: ['same', 'port'], seed: 'x' })).toBeNull()
    expect(perturb(batch, { kind: 'swap', columns: ['size', 'remark'], seed: 'x' })).toBeNull()
    expect(perturb(batch, { kind: 'typo', columns: ['size'], seed: 'x' })).toBeNull()
    expect(perturb(batch, { kind: 'missing', columns: [], seed: 'x' })).toBeNull()
  })
})
