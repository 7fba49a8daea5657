import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareProfiles } from './compare-profiles.ts'
import { categoricalColumn, numericColumn, profile, timeColumn } from './fixtures/profiles.ts'
import type { ColumnProfile } from './profile.ts'

function drift(reference: ColumnProfile, current: ColumnProfile) {
  const [column] = compareProfiles({ reference: profile(reference), current: profile(current) })
  if (!column) throw new Error('no column')
  return column
}
const flat = (bins: number, each: number) => Array.from({ length: bins }, () => each)

describe('compareProfiles', () => {
  it('finds a shift that is large and beyond chance', () => {
    const column = drift(numericColumn('delay', flat(10, 1000)), numericColumn('delay', [200, 400, 600, 800, 1000, 1000, 1200, 1400, 1600, 1800]))
    expect(column).toMatchObject({
      column: 'delay',
      kind: 'numeric',
      drifted: true,
      reason: 'large shift: PSI 0.30, adjusted p < 0.001',
      newCategories: [],
    })
    expect(column.tests.map((test) => test.method)).toEqual(['psi', 'chi_square', 'ks', 'wasserstein_over_sd', 'missing_rate'])
  })

  it('does not cry wolf over half a million rows: significance without size is no drift', () => {
    const column = drift(numericColumn('hour', flat(10, 50_000)), numericColumn('hour', [52_000, ...flat(8, 50_000), 48_000]))
    expect(column.tests.find((test) => test.method === 'chi_square')?.pValue).toBeLessThan(0.001)
    expect(column).toMatchObject({ drifted: false, reason: 'effect below threshold: PSI under 0.001 of 0.1' })
  })

  it('does not cry wolf over small samples: size without significance is no drift', () => {
    const column = drift(numericColumn('hour', flat(10, 10)), numericColumn('hour', [5, 14, 8, 15, 7, 10, 13, 6, 12, 10]))
    expect(column.reason).toMatch(/^not beyond chance: PSI 0\.\d+, adjusted p = \d\.\d+$/)
    expect(column.drifted).toBe(false)
  })

  it('says nothing under a hundred values on a side', () => {
    const column = drift(numericColumn('hour', flat(10, 1000)), numericColumn('hour', [99, ...flat(9, 0)]))
    expect(column).toMatchObject({ drifted: false, reason: 'insufficient: 99 values on one side, 100 are needed', tests: [] })
  })

  it('names new categories and their share, without calling two small airports a drift', () => {
    const column = drift(categoricalColumn('origin', { ATL: 6000, PIT: 4000 }), categoricalColumn('origin', { ATL: 6010, PIT: 3985, AKN: 3, DLG: 2 }))
    expect(column).toMatchObject({ drifted: false, newCategories: ['AKN', 'DLG'] })
    expect(column.tests.find((test) => test.method === 'new_category_share')).toEqual({
      method: 'new_category_share',
      value: 0.0005,
      threshold: 0.01,
      pValue: null,
    })
  })

  it('names no new category when the list of the reference was cut', () => {
    const cut = { ...categoricalColumn('user', { a: 500 }), count: 10_000, distinct: null }
    expect(drift(cut, categoricalColumn('user', { a: 400, z: 9600 })).newCategories).toEqual([])
  })

  it('finds missing values that appear', () => {
    const column = drift(numericColumn('distance', flat(10, 100)), numericColumn('distance', flat(10, 80), { missing: 200 }))
    expect(column).toMatchObject({ drifted: true, reason: 'missing values rise by 20.0%, adjusted p < 0.001' })
  })

  it('does not compare times', () => {
    expect(drift(timeColumn('date', 1000), timeColumn('date', 1000))).toMatchObject({ drifted: false, kind: 'datetime' })
  })

  it('survives constant, empty and all-missing columns', () => {
    expect(drift(numericColumn('constant', [1000]), numericColumn('constant', [900])).drifted).toBe(false)
    const empty = numericColumn('empty', [0], {
      missing: 1000,
      numeric: { min: null, max: null, mean: null, standardDeviation: null, edges: [], counts: [0] },
    })
    expect(drift(empty, empty)).toMatchObject({ drifted: false, reason: 'insufficient: 0 values on one side, 100 are needed' })
    expect(drift(categoricalColumn('none', {}), categoricalColumn('none', {})).drifted).toBe(false)
  })

  it.each([
    ['is missing', profile()],
    ['changed its kind', profile(categoricalColumn('delay', { a: 200 }))],
    ['was counted on other bins', profile(numericColumn('delay', flat(4, 100)))],
  ])('refuses new data in which a column %s', (_, current) => {
    const reference = profile(numericColumn('delay', flat(10, 100)))
    expect(() => compareProfiles({ reference, current })).toThrow(expect.objectContaining({ code: 'PROFILES_DIFFER' }))
  })

  it('never finds drift between a profile and itself, and only finite numbers', () => {
    const counts = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 100 })
    fc.assert(
      fc.property(counts, counts, (reference, other) => {
        const current = reference.map((_, at) => other[at % other.length] ?? 0)
        expect(drift(numericColumn('x', reference), numericColumn('x', reference)).drifted).toBe(false)
        const values = drift(numericColumn('x', reference), numericColumn('x', current)).tests.flatMap((test) => [test.value, test.pValue ?? 0])
        expect(values.every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('compares derived numbers that both sides have, and names no new category of hidden values', () => {
    const words = (counts: readonly number[]) => ({ rows: 200, columns: [numericColumn('note.words', counts)] })
    const mail = (value: string) => ({ ...categoricalColumn('mail', { [value]: 200 }), hidden: true })
    const reference = { ...profile(mail('aa')), derived: words([100, 100]) }
    const current = { ...profile(mail('bb')), derived: words([10, 190]) }
    const found = compareProfiles({ reference, current })
    expect(found.map(({ column, drifted, newCategories }) => [column, drifted, newCategories])).toEqual([
      ['mail', true, []],
      ['note.words', true, []],
    ])
    expect(compareProfiles({ reference, current: { ...current, derived: null } })).toHaveLength(1)
  })
  it('sees what was one value become smaller or greater, where it has bins around it', () => {
    const width = (counts: readonly number[]) => drift(numericColumn('image.width', [0, 200, 0]), numericColumn('image.width', counts)).drifted
    expect(
      [
        [200, 0, 0],
        [0, 200, 0],
        [0, 0, 200],
        [0, 199, 1],
        [1, 199, 0],
      ].map(width),
    ).toEqual([true, false, true, false, false])
  })

  it('compares those that were measured of fewer rows by their own rows', () => {
    const unknown = (counts: readonly number[], missing: number) => ({
      rows: 20_000,
      columns: [],
      apart: [numericColumn('note.out_of_vocabulary', counts, { missing })],
    })
    const reference = { ...profile(), derived: unknown([5000, 5000], 0) }
    const compared = (counts: readonly number[], missing: number) =>
      compareProfiles({ reference, current: { ...profile(), derived: unknown(counts, missing) } }).map(({ column, drifted }) => [column, drifted])
    expect(compared([120, 130], 0)).toEqual([['note.out_of_vocabulary', false]])
    expect(compared([20, 230], 0)).toEqual([['note.out_of_vocabulary', true]])
    expect(compared([120, 130], 150)).toEqual([['note.out_of_vocabulary', true]])
  })
})
