import { selectionBound } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { policy, simulate } from './fixtures/simulate.ts'
import { judge } from './judge.ts'
import { selectionOf } from './selection.ts'

const month = simulate()
const judged = { policy: policy({ rule: 'at_least', bound: 0.5 }), level: 'measured', testSet: 'sha256:test', identical: false } as const
const [paired] = judge({ ...judged, scored: month }).evidence
const [alone] = judge({ ...judged, scored: { ...month, baseline: null } }).evidence

describe('the number of candidates on a test set', () => {
  it('is told with what the best of them owes to chance, and warns from twenty on', () => {
    const standardError = paired?.standardError ?? Number.NaN
    expect(selectionOf(19, paired ?? null)).toEqual({
      selection: { candidates: 19, bound: selectionBound({ candidates: 19, standardError }) },
      warnings: [],
    })
    const { selection, warnings } = selectionOf(20, paired ?? null)
    expect(warnings).toEqual([
      {
        code: 'MANY_CANDIDATES',
        message: `20 candidates were judged on this test set; the best of so many equal ones would seem better by up to ${Number((selection.bound ?? 0).toPrecision(2))} in roc_auc`,
      },
    ])
  })

  it('of a first candidate owes nothing', () => {
    expect(selectionOf(1, paired ?? null).selection).toEqual({ candidates: 1, bound: 0 })
    const same = paired && { ...paired, standardError: 0 }
    expect(selectionOf(20, same ?? null).warnings.map(({ message }) => message)).toEqual(['20 candidates were judged on this test set'])
  })

  it('takes the error of the candidate’s own value where there is nothing to compare with', () => {
    const [lower, upper] = alone?.candidateInterval ?? [0, 0]
    const { selection } = selectionOf(30, alone ?? null)
    expect(selection.bound).toBeCloseTo(selectionBound({ candidates: 30, standardError: (upper - lower) / 3.919927969080108 }), 14)
  })

  it('says no bound where there is no interval', () => {
    expect(selectionOf(25, null)).toEqual({
      selection: { candidates: 25, bound: null },
      warnings: [{ code: 'MANY_CANDIDATES', message: '25 candidates were judged on this test set' }],
    })
  })

  it('takes the error of the difference before that of the value, in words of two digits', () => {
    const told = paired && { ...paired, standardError: 0.01, candidateInterval: [0, 1] as const }
    const { selection, warnings } = selectionOf(20, told ?? null)
    expect(selection.bound).toBeCloseTo(selectionBound({ candidates: 20, standardError: 0.01 }), 14)
    expect(warnings).toEqual([
      {
        code: 'MANY_CANDIDATES',
        message: '20 candidates were judged on this test set; the best of so many equal ones would seem better by up to 0.019 in roc_auc',
      },
    ])
  })

  it('says no bound where neither a difference nor an interval is known', () => {
    const unknown = alone && { ...alone, standardError: null, candidateInterval: null }
    expect(selectionOf(20, unknown ?? null).selection).toEqual({ candidates: 20, bound: null })
  })
})
