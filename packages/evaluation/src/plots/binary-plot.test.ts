import type { BinaryRows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { binaryPlot } from './binary-plot.ts'

type Plotted = NonNullable<ReturnType<typeof binaryPlot>>

const rowsOf = (label: readonly number[], score: readonly number[], weight: readonly number[] | null = null): BinaryRows => ({
  kind: 'binary',
  label: Uint8Array.from(label),
  score: Float64Array.from(score),
  prediction: null,
  weight: weight && Float64Array.from(weight),
})

function plotOf(rows: BinaryRows, fewestRows: number): Plotted {
  const plot = binaryPlot(rows, fewestRows)
  if (!plot) throw new Error('there is no plot')
  return plot
}

/** Scores that fall from row to row, below 1. */
const falling = (n: number): readonly number[] => Array.from({ length: n }, (_, row) => 1 - (row + 1) / (n + 1))
const repeated = (n: number, value: number): readonly number[] => new Array<number>(n).fill(value)

describe('the curve of a binary classifier', () => {
  it('has a point after as many rows as may be told of, and begins at the precision of the first ones', () => {
    expect(plotOf(rowsOf([1, 0, 1, 1, 0, 0, 1, 0], falling(8)), 2).curve).toEqual({
      falsePositiveRate: [0, 0.25, 0.25, 0.75, 1],
      truePositiveRate: [0, 0.25, 0.75, 0.75, 1],
      precision: [0.5, 0.5, 0.75, 0.5, 0.5],
    })
  })

  it('joins a rest that is too short to the stretch before it', () => {
    expect(plotOf(rowsOf([1, 0, 1, 1, 0, 0, 1], falling(7)), 2).curve).toEqual({
      falsePositiveRate: [0, 0.3333, 0.3333, 1],
      truePositiveRate: [0, 0.25, 0.75, 1],
      precision: [0.5, 0.5, 0.75, 0.5714],
    })
  })

  it('keeps a last stretch that just may be told of, and tied rows together', () => {
    expect(plotOf(rowsOf([1, 1, 0, 1, 0, 0], [0.9, 0.9, 0.9, 0.2, 0.2, 0.2]), 3).curve).toEqual({
      falsePositiveRate: [0, 0.3333, 1],
      truePositiveRate: [0, 0.6667, 1],
      precision: [0.6667, 0.6667, 0.5],
    })
  })

  it('goes a step where either rate has grown by a 32nd, and not before', () => {
    const separated = (n: number) => rowsOf([...repeated(n, 1), ...repeated(n, 0)], falling(2 * n))
    const steps = plotOf(separated(32), 1).curve
    expect(steps.truePositiveRate.slice(0, 4)).toEqual([0, 0.03125, 0.0625, 0.09375])
    expect([steps.truePositiveRate.length, steps.falsePositiveRate.at(-2)]).toEqual([65, 0.9688])
    // A 33rd is too short a step: every second row is a point; the 17th holds a row of each class, the 33rd the one that is left.
    const coarse = plotOf(separated(33), 1).curve
    expect(coarse.truePositiveRate.slice(0, 4)).toEqual([0, 0.06061, 0.1212, 0.1818])
    expect(coarse.truePositiveRate).toHaveLength(34)
  })

  it('weighs each row by its own weight, wherever it ranks', () => {
    expect(plotOf(rowsOf([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4], [1, 2, 4, 8]), 1).curve).toEqual({
      falsePositiveRate: [0, 0, 0.8, 0.8, 1],
      truePositiveRate: [0, 0.8, 0.8, 1, 1],
      precision: [1, 1, 0.6667, 0.7143, 0.6667],
    })
  })
})

describe('the calibration of a binary classifier', () => {
  it('is told from the lowest scores on: rows, their mean score and the share of positives', () => {
    expect(plotOf(rowsOf([1, 1, 1, 0, 1, 0, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1]), 4).calibration).toEqual([
      { rows: 4, meanScore: 0.25, rate: 0.25 },
      { rows: 4, meanScore: 0.75, rate: 0.75 },
    ])
  })

  it('weighs scores and positives, counts rows, and leaves out what weighs nothing', () => {
    const rows = rowsOf([0, 1, 0, 1, 1, 0], [0.1, 0.2, 0.4, 0.5, 0.8, 0.9], [1, 3, 0, 0, 1, 4])
    expect(plotOf(rows, 2).calibration).toEqual([
      { rows: 2, meanScore: 0.175, rate: 0.75 },
      { rows: 2, meanScore: 0.88, rate: 0.2 },
    ])
  })

  it('is there for scores from 0 to 1, and for no others', () => {
    const calibrationOf = (...score: readonly number[]) => plotOf(rowsOf([1, 0, 1, 0], score), 2).calibration
    expect(calibrationOf(0, 0, 1, 1)).toEqual([
      { rows: 2, meanScore: 0, rate: 0.5 },
      { rows: 2, meanScore: 1, rate: 0.5 },
    ])
    expect([calibrationOf(-0.01, 0, 1, 1), calibrationOf(0, 0, 1, 1.01)]).toEqual([null, null])
  })
})

describe('the scores by class', () => {
  it('are counted in twentieths where they are probabilities: an edge belongs to the bin above it, 1 to the last', () => {
    const { edges, positive, negative } = plotOf(rowsOf([1, 0, 1, 0, 0, 1], [0, 0.05, 0.05, 0.12, 0.99, 1]), 1).histogram
    expect(edges).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1])
    expect([positive, negative]).toEqual([
      [1, 1, ...repeated(17, 0), 1],
      [0, 1, 1, ...repeated(16, 0), 1],
    ])
  })

  it('are not told of fewer rows than may be', () => {
    const { positive, negative } = plotOf(rowsOf([1, 1, 1, 0, 0, 0, 0], [0.01, 0.01, 0.06, 0.01, 0.06, 0.06, 0.06]), 2).histogram
    expect([positive.slice(0, 3), negative.slice(0, 3)]).toEqual([
      [2, null, 0],
      [null, 3, 0],
    ])
  })

  it('lie between the outer hundredths where they are no probabilities; what is further out is in the outer bins', () => {
    const score = Array.from({ length: 101 }, (_, row) => 10 * row - 500)
    const { edges, positive, negative } = plotOf(
      rowsOf(
        score.map((_, row) => row % 2),
        score,
      ),
      1,
    ).histogram
    expect(edges).toEqual([-480, -432, -384, -336, -288, -240, -192, -144, -96, -48, 0, 48, 96, 144, 192, 240, 288, 336, 384, 432, 480])
    expect([positive, negative]).toEqual([
      [3, 3, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 2, 3, 3],
      [4, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 2, 3, 2, 4],
    ])
  })

  it('have edges of three digits, and one bin where there is one score', () => {
    const { edges } = plotOf(rowsOf([1, 0, 1, 0], [12_345, 12_345, 98_765, 98_765]), 1).histogram
    expect([edges[0], edges.at(-1)]).toEqual([12_300, 98_800])
    expect(plotOf(rowsOf([1, 0, 1, 0, 1], repeated(5, 7)), 1).histogram).toEqual({ edges: [7, 7], positive: [3], negative: [2] })
  })
})

describe('a binary classifier', () => {
  it('is drawn from so many rows of each class on', () => {
    const drawn = (label: readonly number[]) => binaryPlot(rowsOf(label, falling(label.length)), 2) !== null
    expect([drawn([1, 1, 0, 0]), drawn([1, 0, 0, 0]), drawn([1, 1, 1, 0])]).toEqual([true, false, false])
  })
})
