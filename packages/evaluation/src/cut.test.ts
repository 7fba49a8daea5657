import type { MulticlassRows, RegressionRows, Rows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { cut } from './cut.ts'
import { gate, uniform } from './fixtures/simulate.ts'
import { judge } from './judge.ts'
import type { CodedColumn, Scored } from './scored.ts'

const upTo = (n: number) => Array.from({ length: n }, (_, row) => row)

function coded(column: string, rows: number, valueAt: (row: number) => string): CodedColumn {
  const perRow = upTo(rows).map(valueAt)
  const values = [...new Set(perRow)]
  return { column, codes: Uint16Array.from(perRow, (value) => values.indexOf(value)), values }
}

/** Numbers and two predictions of them, in thirty clusters; the second half of the rows is always the same number. */
function regression({ rows = 3000, constant = false } = {}): Scored {
  const random = uniform(11)
  const label = Float64Array.from({ length: rows }, (_, row) => (constant && row >= rows / 2 ? 7 : 10 * random()))
  const said = (): RegressionRows => ({
    kind: 'regression',
    label,
    prediction: label.map((value) => value + random() - 0.5),
    quantiles: null,
    interval: null,
    weight: null,
  })
  const halves = coded('half', rows, (row) => (row < rows / 2 ? 'first' : 'second'))
  return { candidate: said(), baseline: said(), cluster: Int32Array.from({ length: rows }, (_, row) => row % 30), slices: [halves] }
}

function classes(labelAt: (row: number) => number, rows = 2000): MulticlassRows {
  const label = Uint8Array.from({ length: rows }, (_, row) => labelAt(row))
  return { kind: 'multiclass', classes: ['a', 'b', 'c'], label, prediction: label.slice(), probability: null, weight: null }
}

const alone = (candidate: Rows) => ({ candidate, baseline: null, cluster: null })

describe('cutting rows', () => {
  it('judges a slice of a regression by its rows and clusters alone', () => {
    const scored = regression()
    const column = coded('kind', 3000, (row) => (row < 500 ? 'large' : row < 999 ? 'small' : row < 1700 ? `tiny ${row}` : 'rest'))
    const { judged, counts } = cut(scored, column)
    expect(judged.map(({ value, pooled, rows }) => [value, pooled, rows.cluster?.length])).toEqual([
      ['large', false, 500],
      ['rest', false, 1300],
      ['other', true, 1200],
    ])
    expect(counts).toEqual({ values: 704, judged: 2, pooled: 702 })
  })

  it('asks ten rows of every class of a slice of several classes', () => {
    const halves = coded('half', 2000, (row) => (row < 1000 ? 'one' : 'other'))
    const judgedOf = (labelAt: (row: number) => number) => cut(alone(classes(labelAt)), halves).judged.map(({ value }) => value)
    expect(judgedOf((row) => row % 3)).toEqual(['one', 'other'])
    expect(judgedOf((row) => (row < 1000 ? row % 3 : row % 2))).toEqual(['one'])
    expect(judgedOf((row) => (row < 1000 ? row % 3 : row < 1009 ? 2 : row % 2))).toEqual(['one'])
    expect(judgedOf((row) => (row < 1000 ? row % 3 : row < 1010 ? 2 : row % 2))).toEqual(['one', 'other'])
  })

  it('pools pairs that are rare, and leaves them where even together they are', () => {
    const pairs = coded('origin × carrier', 3000, (row) => (row < 2400 ? `ATL × ${row % 2}` : `far ${row % 40} × 0`))
    const { judged, counts, rowsLeft } = cut(regression(), pairs)
    expect(judged.map(({ value, pooled }) => [value, pooled])).toEqual([
      ['ATL × 0', false],
      ['ATL × 1', false],
      ['other', true],
    ])
    expect([counts, rowsLeft]).toEqual([{ values: 42, judged: 2, pooled: 40 }, 0])
    const fewer = cut(
      regression({ rows: 2800 }),
      coded('pair', 2800, (row) => (row < 2400 ? 'ATL' : `far ${row}`)),
    )
    expect([fewer.judged.length, fewer.rowsLeft]).toEqual([1, 400])
  })
})

describe('judging slices of other rows than binary ones', () => {
  const judged = (scored: Scored, metric: string) =>
    judge({
      policy: {
        kind: 'regression',
        primary: 'mae',
        metrics: [],
        gates: [
          gate({ metric: 'mae', rule: 'at_most', bound: 10 }),
          gate({ metric, rule: 'no_regression', bound: 0.1, by: ['half'], inconclusive: 'warn' }),
        ],
      },
      scored,
      level: 'measured',
      identical: false,
      testSet: 'sha256:test',
    })

  it('gives each slice of a regression its finding', () => {
    const found = judged(regression(), 'mae').findings.filter((one) => one.rule === 'no_regression')
    expect(found.map(({ id, verdict, evidence }) => [id, verdict, evidence.units])).toEqual([
      ['mae:no_regression:half=first', 'pass', { rows: 1500, clusters: 30 }],
      ['mae:no_regression:half=second', 'pass', { rows: 1500, clusters: 30 }],
    ])
  })

  it('leaves out, with a warning, a slice on which neither model has a value', () => {
    const { findings, warnings } = judged(regression({ constant: true }), 'pearson')
    expect(findings.filter((one) => one.rule === 'no_regression').map((one) => one.id)).toEqual(['pearson:no_regression:half=first'])
    expect(warnings.filter(({ code }) => code === 'SLICE_UNDEFINED').map(({ message }) => message)).toEqual([
      expect.stringMatching(/^half=second: not judged, pearson is undefined on these 1500 rows/),
    ])
  })

  it('refuses a slice on which the candidate alone has no value', () => {
    const scored = regression()
    const { candidate } = scored
    if (candidate.kind !== 'regression') throw new Error('numbers are made')
    const prediction = Float64Array.from(candidate.prediction, (value, row) => (row < 1500 ? value : 5))
    expect(() => judged({ ...scored, candidate: { ...candidate, prediction } }, 'pearson')).toThrow(
      expect.objectContaining({ code: 'METRIC_UNDEFINED' }),
    )
  })
})

describe('the error of all slices together', () => {
  /** Two equally good models of 60 slices of 510 rows in 31 clusters, with luck of their own in each cluster. */
  function equal(seed: number): Scored {
    const random = uniform(seed)
    const rows = 60 * 510
    const label = new Float64Array(rows)
    const error = () => {
      const luck = Float64Array.from({ length: 31 }, () => random() - 0.5)
      return Float64Array.from({ length: rows }, (_, row) => 0.3 * (luck[row % 31] ?? 0) + random() + random() - 1)
    }
    const said = (): RegressionRows => ({ kind: 'regression', label, prediction: error(), quantiles: null, interval: null, weight: null })
    const cluster = Int32Array.from({ length: rows }, (_, row) => row % 31)
    const column = { column: 'place', codes: Uint8Array.from({ length: rows }, (_, row) => Math.floor(row / 510)), values: upTo(60).map(String) }
    return { candidate: said(), baseline: said(), cluster, slices: [column] }
  }

  it('shows some slice of an equally good model worse in at most 3.5 % of 120 cases', () => {
    const gates = [gate({ metric: 'mse', rule: 'at_most', bound: 10 }), gate({ metric: 'mse', rule: 'no_regression', bound: 0, by: ['place'] })]
    const policy = { kind: 'regression', primary: 'mse', metrics: [], gates } as const
    const reds = upTo(120).filter((seed) => {
      const { findings } = judge({ policy, scored: equal(1000 + seed), level: 'measured', identical: false, testSet: 'sha256:test' })
      expect(findings).toHaveLength(61)
      return findings.some(({ verdict }) => verdict === 'fail')
    })
    expect(reds.length / 120).toBeLessThanOrEqual(0.035)
  })
})
