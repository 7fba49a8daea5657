import { holm } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { type BinaryScored, binaryScored, changed, policy, simulate } from './fixtures/simulate.ts'
import type { Gate } from './gate.ts'
import { judge } from './judge.ts'
import type { CodedColumn, Scored } from './scored.ts'

const byOrigin = { metric: 'log_loss', rule: 'no_regression', bound: 0.02, by: ['origin'], inconclusive: 'warn' } as const
const origins = ['ATL', 'BOS', 'CLE', 'DEN', 'ELP', 'FAR', 'GRB', 'HNL', 'IAH', 'JFK', 'KOA', 'LAX']

function judged(scored: Scored, gate: Partial<Gate> = {}) {
  return judge({ policy: policy({ onFail: 'block' }, { ...byOrigin, ...gate }), scored, level: 'measured', testSet: 'sha256:test', identical: false })
}

function sliceFindings(scored: Scored, gate: Partial<Gate> = {}) {
  return judged(scored, gate).findings.filter((one) => one.rule === 'no_regression')
}

/** A second column, with values by row. */
function withColumn(scored: BinaryScored, column: string, valueAt: (row: number) => string): BinaryScored {
  const perRow = Array.from({ length: scored.candidate.label.length }, (_, row) => valueAt(row))
  const values = [...new Set(perRow)]
  const coded: CodedColumn = { column, codes: Int32Array.from(perRow, (value) => values.indexOf(value)), values }
  return { ...scored, slices: [...scored.slices, coded] }
}

describe('judging by slice', () => {
  it('finds the one origin that was lost, and says nothing against the others', () => {
    const found = sliceFindings(simulate({ origins, rowsPerDay: 600, lost: 'CLE' }))
    expect(found.filter((one) => one.verdict === 'fail').map((one) => [one.id, one.gate, one.reason, one.effect])).toEqual([
      ['log_loss:no_regression:origin=CLE', 'log_loss:no_regression:by=origin', 'shown_worse', 'block'],
    ])
    expect(found.filter((one) => one.verdict === 'pass').every((one) => one.reason === 'not_shown_worse' && one.effect === 'none')).toBe(true)
    expect(found.map((one) => one.evidence.slice?.value)).toEqual(origins)
  })

  it('corrects by Holm over the slices of the gate', () => {
    const found = sliceFindings(simulate({ origins, rowsPerDay: 600, baseline: 0.9 }))
    expect(found.map((one) => one.adjustedP)).toEqual(holm(found.map((one) => one.pRule ?? 1)))
  })

  it('measures a slice exactly as if its rows were all there are', () => {
    const scored = simulate({ origins, rowsPerDay: 600 })
    const codes = scored.slices[0]?.codes ?? new Int32Array(0)
    const inDenver = (_: number, row: number): boolean => codes[row] === 3
    const alone = binaryScored({
      label: scored.candidate.label.filter(inDenver),
      candidate: scored.candidate.score.filter(inDenver),
      baseline: scored.baseline?.score.filter(inDenver) ?? null,
      cluster: scored.cluster?.filter(inDenver) ?? null,
    })
    for (const metric of ['log_loss', 'roc_auc']) {
      const slice = judged(scored, { metric }).evidence.find((one) => one.metric === metric && one.slice?.value === 'DEN')
      const whole = judge({ policy: policy({}), scored: alone, level: 'measured', testSet: 'sha256:test', identical: false }).evidence.find(
        (one) => one.metric === metric,
      )
      expect({ ...slice, slice: null }).toEqual(whole)
    }
  })

  it('pools what is too small as "other", which no value of that name can be taken for', () => {
    const scored = withColumn(simulate({ days: 31, rowsPerDay: 300 }), 'carrier', (row) =>
      row % 10 < 6 ? 'AA' : row % 10 < 8 ? 'other' : `tiny ${row % 200}`,
    )
    const { findings, slicing, warnings } = judged(scored, { by: ['carrier'] })
    const found = findings.filter((one) => one.rule === 'no_regression')
    expect(found.map((one) => [one.id, one.evidence.slice?.pooled, one.evidence.units.rows])).toEqual([
      ['log_loss:no_regression:carrier=AA', false, 5580],
      ['log_loss:no_regression:carrier=other', false, 1860],
      ['log_loss:no_regression:carrier:other', true, 1860],
    ])
    expect(slicing).toEqual([{ column: 'carrier', values: 42, judged: 2, pooled: 40 }])
    expect(warnings.map((one) => one.code)).not.toContain('ROWS_NOT_JUDGED')
  })

  it('says how many rows are not judged, where even together they are too few', () => {
    const scored = withColumn(simulate(), 'carrier', (row) => (row % 100 < 99 ? 'AA' : 'ZZ'))
    const { slicing, warnings } = judged(scored, { by: ['carrier'] })
    expect(slicing).toEqual([{ column: 'carrier', values: 2, judged: 1, pooled: 0 }])
    expect(warnings.find((one) => one.code === 'ROWS_NOT_JUDGED')?.message).toBe(
      'carrier: 62 rows of 1 values are not judged; even together they lack 500 rows, 10 of each class and 10 clusters',
    )
  })

  it.each([
    ['499 rows', (row: number) => (row < 6200 - 499 ? 'rest' : 'small')],
    ['9 clusters', (row: number) => (row < 6200 - 9 * 200 ? 'rest' : 'small')],
  ])('does not judge a slice of %s by itself', (_, valueAt) => {
    const { slicing } = judged(withColumn(simulate(), 'kind', valueAt), { by: ['kind'] })
    expect(slicing).toEqual([{ column: 'kind', values: 2, judged: 1, pooled: 0 }])
  })

  it('does not judge a slice with 9 positives, and does with 10', () => {
    for (const [positives, judgedAlone] of [
      [9, 1],
      [10, 2],
    ] as const) {
      const scored = simulate()
      const label = scored.candidate.label.map((one, row) => (row % 2 === 0 ? one : 0))
      for (let k = 0; k < positives; k++) label[400 * k + 1] = 1
      const cutScored = withColumn(changed(scored, { label }), 'kind', (row) => (row % 2 === 0 ? 'rest' : 'rare'))
      expect(judged(cutScored, { by: ['kind'] }).slicing).toEqual([{ column: 'kind', values: 2, judged: judgedAlone, pooled: 0 }])
    }
  })

  it('corrects over all columns of a gate together', () => {
    const scored = withColumn(simulate(), 'half', (row) => String(row % 2))
    const found = sliceFindings(scored, { by: ['origin', 'half'] })
    expect(found.map((one) => one.id)).toEqual([
      'log_loss:no_regression:origin=ATL',
      'log_loss:no_regression:origin=BOS',
      'log_loss:no_regression:half=0',
      'log_loss:no_regression:half=1',
    ])
    expect(found[0]?.gate).toBe('log_loss:no_regression:by=origin,half')
    expect(found.map((one) => one.adjustedP)).toEqual(holm(found.map((one) => one.pRule ?? 1)))
  })

  it('gives a gate without any slice to judge one inconclusive finding, never none', () => {
    const scored = simulate({ days: 31, rowsPerDay: 10 })
    expect(sliceFindings(scored).map((one) => [one.id, one.verdict, one.effect, one.reason, one.evidence.slice])).toEqual([
      ['log_loss:no_regression:by=origin', 'inconclusive', 'warn', 'evidence_too_weak', null],
    ])
  })

  it('warns of slices with few clusters where the test set has many', () => {
    const scored = withColumn(simulate({ days: 40 }), 'half', (row) => (row < 15 * 200 ? 'first days' : 'later'))
    expect(judged(scored, { by: ['half'] }).warnings).toContainEqual({
      code: 'FEW_CLUSTERS_IN_SLICES',
      message: '2 of 2 slices have fewer than 30 clusters',
    })
  })

  it('cuts a very long value, in evidence and in the name of the finding', () => {
    const scored = withColumn(simulate(), 'text', (row) => (row % 2 ? 'x'.repeat(5000) : 'y'))
    expect(sliceFindings(scored, { by: ['text'] })[0]?.evidence.slice?.value).toBe(`${'x'.repeat(200)}… #1`)
  })

  it('refuses more slices than a section can hold', () => {
    const scored = withColumn(simulate({ days: 31, rowsPerDay: 9000 }), 'many', (row) => String(row % 500))
    expect(() => judged(scored, { by: ['many'] })).toThrow(expect.objectContaining({ code: 'TOO_MANY_SLICES' }))
  })

  it('judges a quarter of a million rows in 230 slices, whose rows and counts add up', () => {
    const many = Array.from({ length: 230 }, (_, at) => `O${at}`)
    const scored = simulate({ days: 31, rowsPerDay: 8400, origins: many })
    const { findings, slicing } = judged(scored)
    const found = findings.filter((one) => one.rule === 'no_regression')
    expect(found.reduce((sum, one) => sum + one.evidence.units.rows, 0)).toBe(scored.candidate.label.length)
    expect(slicing).toEqual([{ column: 'origin', values: 230, judged: 230, pooled: 0 }])
  })
})
