import { minimumDetectableEffect } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import type { Cut } from './cut.ts'
import { clusterWarnings, marginWarning, sliceWarnings } from './warnings.ts'

describe('warnings of clusters', () => {
  it('are none from thirty on', () => {
    expect(clusterWarnings(30)).toEqual([])
  })

  it('say below thirty that intervals are not dependable, below ten that nothing is concluded', () => {
    expect(clusterWarnings(29)).toEqual([{ code: 'FEW_CLUSTERS', message: 'the test set has 29 clusters; intervals are dependable from 30' }])
    expect(clusterWarnings(10).map(({ code }) => code)).toEqual(['FEW_CLUSTERS'])
    expect(clusterWarnings(9)).toEqual([{ code: 'TOO_FEW_CLUSTERS', message: 'the test set has 9 clusters; below 10 nothing is concluded' }])
  })
})

describe('warnings of slices', () => {
  const cut = (column: string, rowsLeft: number): Cut => ({ column, judged: [], counts: { values: 7, judged: 2, pooled: 0 }, rowsLeft })
  const slicesOf = (...clusters: readonly number[]) => clusters.map((one) => ({ evidence: { units: { rows: 500, clusters: one } } }))

  it('are none where every row is judged, on thirty clusters and more', () => {
    expect(sliceWarnings([cut('origin', 0)], slicesOf(30, 31))).toEqual([])
    expect(sliceWarnings([], [])).toEqual([])
  })

  it('name the rows that are too few even together, column by column', () => {
    expect(sliceWarnings([cut('origin', 1), cut('hour', 0), cut('day', 40)], [])).toEqual([
      {
        code: 'ROWS_NOT_JUDGED',
        message: 'origin: 1 rows of 5 values are not judged; even together they lack 500 rows, 10 of each class and 10 clusters',
      },
      {
        code: 'ROWS_NOT_JUDGED',
        message: 'day: 40 rows of 5 values are not judged; even together they lack 500 rows, 10 of each class and 10 clusters',
      },
    ])
  })

  it('count those of fewer than thirty clusters, after the rows that are left', () => {
    const few = { code: 'FEW_CLUSTERS_IN_SLICES', message: '2 of 3 slices have fewer than 30 clusters' }
    expect(sliceWarnings([], slicesOf(29, 30, 10))).toEqual([few])
    expect(sliceWarnings([cut('origin', 3)], slicesOf(29, 30, 10)).map(({ code }) => code)).toEqual(['ROWS_NOT_JUDGED', few.code])
  })
})

describe('the warning of a margin', () => {
  const error = { standardError: 0.01, degreesOfFreedom: 30 }
  const asked = { gate: 'roc_auc:non_inferior', rule: 'non_inferior', passIfEqual: 0.799 } as const

  it('names the margin that would do, rounded up to two digits', () => {
    // (t.975 + t.80) of 30 degrees of freedom is 2.0423 + 0.8538.
    expect(minimumDetectableEffect(error)).toBeCloseTo(0.02896, 5)
    expect(marginWarning(asked, { error })).toEqual([
      {
        code: 'LOW_PASS_IF_EQUAL',
        message: 'roc_auc:non_inferior: an equally good model would pass in 79% of cases; margin 0.029 would make it 80%',
      },
    ])
  })

  it('never names a margin that is too small, however large or small it is', () => {
    const marginOf = (standardError: number) => marginWarning(asked, { error: { ...error, standardError } })[0]?.message.match(/margin (\S+)/)?.[1]
    expect([1, 10, 41.7, 0.0001].map(marginOf)).toEqual(['2.9', '29', '130', '0.00029'])
    expect([minimumDetectableEffect({ ...error, standardError: 41.7 }) > 120, marginOf(3.4)]).toEqual([true, '9.9'])
  })

  it('is not given from four in five cases on, nor where nothing is known of that', () => {
    expect(marginWarning({ ...asked, passIfEqual: 0.8 }, { error })).toEqual([])
    expect(marginWarning({ ...asked, passIfEqual: null }, { error })).toEqual([])
    expect(marginWarning(asked, null)).toEqual([])
  })

  it('is not given of other rules, nor where the models never differ', () => {
    expect(marginWarning({ ...asked, rule: 'superior' }, { error })).toEqual([])
    expect(marginWarning(asked, { error: { ...error, standardError: 0 } })).toEqual([])
  })
})
