import { describe, expect, it } from 'vitest'
import { allRows, mostly, none } from '../condition.ts'
import { checkFinding, rowsFinding } from './rows-finding.ts'

describe('rowsFinding', () => {
  it('compares rows, percent of the rows that count, or the share of passing values, without rounding', () => {
    const counts = { failed: 1, considered: 3, valued: 2 }
    expect(rowsFinding(none, counts)).toEqual({ outcome: 'fail', observed: null, failed: 1, share: 1 / 3, message: null })
    expect(rowsFinding({ unit: 'percent', operator: 'less', value: 33.4 }, counts)).toMatchObject({ outcome: 'pass', observed: 100 / 3 })
    expect(rowsFinding(mostly(0.5), counts)).toMatchObject({ outcome: 'pass', observed: 0.5 })
    expect(rowsFinding(mostly(0.51), counts)).toMatchObject({ outcome: 'fail', observed: 0.5 })
    expect(rowsFinding(mostly(0.7), { failed: 3, considered: 10, valued: 10 })).toMatchObject({ outcome: 'pass', observed: 0.7 })
    expect(rowsFinding(mostly(0.29), { failed: 71, considered: 100, valued: 100 }).outcome).toBe('pass')
  })

  it('passes where there are no values', () => {
    expect(rowsFinding(mostly(0.9), { failed: 0, considered: 0, valued: 0 })).toEqual({
      outcome: 'pass',
      observed: 1,
      failed: 0,
      share: 0,
      message: null,
    })
    expect(rowsFinding({ unit: 'percent', operator: 'equal', value: 0 }, { failed: 0, considered: 0, valued: 0 }).observed).toBe(0)
  })
})

describe('checkFinding', () => {
  it('tells the count of what is counted even where none is allowed', () => {
    const head = { id: 'd', severity: 'error', line: 1, ...allRows } as const
    const counts = { failed: 2, considered: 4, valued: 4 }
    expect(checkFinding({ ...head, kind: 'duplicates', columns: null, count: 'repeats' }, counts).observed).toBe(2)
    expect(checkFinding({ ...head, kind: 'not_null', column: 'n' }, counts).observed).toBeNull()
  })
})
