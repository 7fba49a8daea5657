import type { BinaryRows, ForecastRows, MulticlassRows, RegressionRows, Rows } from '@seaworthy/metrics'
import { maxPoints, type Plots } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { plotsOf } from './plots.ts'

const binary = (label: ArrayLike<number>, score: ArrayLike<number> | null, weight: Float64Array | null = null): BinaryRows => ({
  kind: 'binary',
  label: Uint8Array.from(label),
  score: score && Float64Array.from(score),
  prediction: score ? null : Uint8Array.from(label),
  weight,
})
const many = <T>(n: number, make: (row: number) => T): readonly T[] => Array.from({ length: n }, (_, row) => make(row))

/** n rows whose share of positives is the score. */
function calibrated(n: number): BinaryRows {
  const score = many(n, (row) => (row + 0.5) / n)
  return binary(
    score.map((value, row) => ((row * 7919) % n < value * n ? 1 : 0)),
    score,
  )
}

function binaryOf(plots: Plots | null): Extract<Plots, { kind: 'binary' }> {
  if (plots?.kind !== 'binary') throw new Error(`the plots are of ${plots?.kind}`)
  return plots
}

describe('plots of a binary classifier', () => {
  it('walk down the scores in steps of a 32nd of either rate, from nothing to everything', () => {
    const { curve } = binaryOf(plotsOf({ candidate: calibrated(20_000), baseline: null })).candidate
    expect(curve.truePositiveRate.length).toBeLessThanOrEqual(maxPoints + 2)
    expect([curve.falsePositiveRate[0], curve.truePositiveRate[0]]).toEqual([0, 0])
    expect([curve.falsePositiveRate.at(-1), curve.truePositiveRate.at(-1)]).toEqual([1, 1])
    const area = curve.falsePositiveRate.slice(1).reduce((sum, x, at) => {
      const before = curve.falsePositiveRate[at] as number
      return sum + (x - before) * (((curve.truePositiveRate[at] as number) + (curve.truePositiveRate[at + 1] as number)) / 2)
    }, 0)
    // Of scores that spread evenly and are right about themselves, the area is 5/6.
    expect(area).toBeCloseTo(5 / 6, 2)
  })

  it('show the beginning of the curve of a rare class', () => {
    const rows = binary(
      many(50_000, (row) => (row < 100 ? 1 : 0)),
      many(50_000, (row) => 1 - row / 50_000),
    )
    const { curve } = binaryOf(plotsOf({ candidate: rows, baseline: null })).candidate
    expect(curve.truePositiveRate.filter((rate) => rate > 0 && rate < 1)).toHaveLength(9)
    expect(curve.precision[1]).toBe(1)
    expect(curve.precision.at(-1)).toBe(0.002)
  })

  it('bin calibration with its counts, and scores by class', () => {
    const { calibration, histogram } = binaryOf(plotsOf({ candidate: calibrated(1200), baseline: null })).candidate
    expect(calibration?.map(({ rows }) => rows)).toEqual(new Array(12).fill(100))
    expect(calibration?.every(({ meanScore, rate }) => Math.abs(meanScore - rate) < 0.06)).toBe(true)
    expect(histogram.edges).toHaveLength(21)
    expect(histogram.positive.at(-1)).toBeGreaterThan(50)
  })

  it('never tell of fewer than ten rows', () => {
    const rows = binary(
      many(300, (row) => (row % 3 === 0 ? 1 : 0)),
      many(300, (row) => (row < 5 ? 0.99 : (row % 50) / 100)),
    )
    const { curve, calibration, histogram } = binaryOf(plotsOf({ candidate: rows, baseline: null })).candidate
    expect(curve.truePositiveRate.length).toBeLessThanOrEqual(31)
    expect(calibration?.every(({ rows: count }) => count >= 10)).toBe(true)
    expect([...histogram.positive, ...histogram.negative].filter((count) => count !== null && count > 0 && count < 10)).toEqual([])
    expect(histogram.positive.at(-1)).toBeNull()
  })

  it('draw scores that are no probabilities between their outer hundredths, and no calibration', () => {
    const rows = binary(
      many(1000, (row) => (row > 500 ? 1 : 0)),
      many(1000, (row) => (row === 999 ? 1e9 : row - 500)),
    )
    const { calibration, histogram } = binaryOf(plotsOf({ candidate: rows, baseline: null })).candidate
    expect(calibration).toBeNull()
    expect([histogram.edges[0], histogram.edges.at(-1)]).toEqual([-480, 480])
  })

  it('weigh rates, and count rows', () => {
    const rows = binary(
      many(100, (row) => row % 2),
      many(100, () => 0.5),
      Float64Array.from(many(100, (row) => (row % 2 === 1 ? 3 : 1))),
    )
    const { calibration, curve } = binaryOf(plotsOf({ candidate: rows, baseline: null })).candidate
    expect(calibration).toEqual([{ rows: 100, meanScore: 0.5, rate: 0.75 }])
    expect(curve.precision).toEqual([0.75, 0.75])
  })

  it('are not there without scores or without ten rows of each class', () => {
    const few = binary(
      many(100, (row) => (row < 9 ? 1 : 0)),
      many(100, (row) => row / 100),
    )
    expect(plotsOf({ candidate: few, baseline: null })).toBeNull()
    const decided = binary(
      many(100, (row) => row % 2),
      null,
    )
    expect(plotsOf({ candidate: decided, baseline: null })).toBeNull()
    expect(binaryOf(plotsOf({ candidate: calibrated(100), baseline: decided })).baseline).toBeNull()
  })
})

describe('plots of several classes', () => {
  const classes = ['a', 'b', 'rare']
  const label = Int32Array.from(many(200, (row) => (row < 3 ? 2 : row % 2)))
  const rows = (prediction: Int32Array): MulticlassRows => ({ kind: 'multiclass', classes, label, prediction, probability: null, weight: null })

  it('count rows by true class and class decided for; a class of few rows is pooled, a small cell is not told', () => {
    const candidate = rows(label.map((code, row) => (row === 100 ? 1 : code)))
    expect(plotsOf({ candidate, baseline: rows(label.map(() => 0)) })).toEqual({
      kind: 'multiclass',
      fewestRows: 10,
      classes: ['b', 'a'],
      pooled: 1,
      candidate: [99, 0, 0, null, 97, 0, 0, 0, null],
      baseline: [0, 99, 0, 0, 98, 0, 0, null, 0],
    })
  })

  it('pool all classes but the sixteen most frequent', () => {
    const letters = many(40, (at) => `c${at}`)
    const codes = Int32Array.from(many(2000, (row) => row % 40))
    const candidate: MulticlassRows = { kind: 'multiclass', classes: letters, label: codes, prediction: codes, probability: null, weight: null }
    const plots = plotsOf({ candidate, baseline: null })
    expect(plots).toMatchObject({ pooled: 24, classes: letters.slice(0, 16), baseline: null })
    expect(plots?.kind === 'multiclass' && plots.candidate.at(-1)).toBe(24 * 50)
  })
})

describe('plots of a regression', () => {
  const rows = (label: readonly number[], prediction: readonly number[]): RegressionRows => ({
    kind: 'regression',
    label: Float64Array.from(label),
    prediction: Float64Array.from(prediction),
    quantiles: null,
    interval: null,
    weight: null,
  })

  it('are means of twenty bins by prediction, and of 32 parts of the sorted residuals', () => {
    const prediction = many(3200, (row) => row / 100)
    const candidate = rows(
      prediction.map((value, row) => value + (row % 2 === 0 ? 1 : -1)),
      prediction,
    )
    const plots = plotsOf({ candidate, baseline: null })
    if (plots?.kind !== 'regression') throw new Error('no regression')
    expect(plots.candidate.fit).toHaveLength(20)
    expect(plots.candidate.fit[0]).toEqual({ rows: 160, predicted: 0.795, label: 0.795, deviation: 1.097 })
    expect(plots.candidate.residuals).toHaveLength(32)
    expect(plots.candidate.residuals[0]).toEqual({ level: 0.01563, value: -1 })
  })

  it('leave out what no number can hold, and are not there for nine rows', () => {
    const huge = many(20, (row) => (row % 2 === 0 ? 1e308 : -1e308))
    expect(
      plotsOf({
        candidate: rows(
          huge,
          huge.map((value) => -value),
        ),
        baseline: null,
      }),
    ).toMatchObject({ candidate: { fit: [], residuals: [] } })
    expect(plotsOf({ candidate: rows(huge.slice(0, 9), huge.slice(0, 9)), baseline: null })).toBeNull()
  })
})

describe('plots of other tasks', () => {
  const ten = Float64Array.from(many(10, (row) => row))
  const weight = null
  const forecast: ForecastRows = {
    kind: 'forecasting',
    series: new Uint8Array(10),
    label: ten,
    prediction: ten,
    scale: null,
    squaredScale: null,
    naive: null,
    quantiles: null,
    interval: null,
    weight,
  }

  it('are those of a regression for forecasts', () => {
    const drawn = {
      fit: [{ rows: 10, predicted: 4.5, label: 4.5, deviation: 2.872 }],
      residuals: [{ level: 0.5, value: 0 }],
    }
    expect(plotsOf({ candidate: forecast, baseline: forecast })).toEqual({ kind: 'regression', fewestRows: 10, candidate: drawn, baseline: drawn })
  })

  it('leave out a baseline of another task', () => {
    expect(plotsOf({ candidate: forecast, baseline: calibrated(100) })?.baseline).toBeNull()
    expect(plotsOf({ candidate: calibrated(100), baseline: forecast })?.baseline).toBeNull()
    expect(binaryOf(plotsOf({ candidate: calibrated(100), baseline: calibrated(100) })).baseline?.calibration).toHaveLength(10)
  })

  it('are not there', () => {
    const starts = Uint32Array.of(0, 0)
    const none = new Float64Array()
    const boxes = { starts, category: new Uint8Array(), box: none }
    const others: readonly Rows[] = [
      { kind: 'multilabel', labels: ['a'], label: Uint8Array.of(1), score: null, prediction: Uint8Array.of(1), weight },
      { kind: 'ranking', starts, relevance: none, score: none, item: null, popularity: null, relevant: null, weight },
      { kind: 'clustering', label: null, prediction: Uint8Array.of(0), features: null, weight },
      { kind: 'text', reference: [['a']], prediction: ['a'], likelihood: null, weight },
      { kind: 'detection', classes: ['a'], truth: { ...boxes, crowd: new Uint8Array(), area: none }, prediction: { ...boxes, score: none }, weight },
      { kind: 'segmentation', classes: ['a'], confusion: Float64Array.of(1), weight },
    ]
    expect(others.map((candidate) => plotsOf({ candidate, baseline: null }))).toEqual(others.map(() => null))
  })
})
