import { describe, expect, it } from 'vitest'
import { metric } from '../catalogue.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { binarySummary } from './binary-summary.ts'

function rows(label: number[], score: number[], weight: number[] | null = null): BinaryRows {
  return {
    kind: 'binary',
    label: Uint8Array.from(label),
    score: Float64Array.from(score),
    prediction: null,
    weight: weight && Float64Array.from(weight),
  }
}

describe('binarySummary', () => {
  it('counts cells at a threshold and averages losses', () => {
    expect(binarySummary(rows([0, 0, 1, 1], [0.25, 0.75, 0.5, 1]))).toEqual({
      cells: { tn: 1, fp: 1, fn: 1, tp: 1 },
      logLoss: (-Math.log(0.75) - Math.log(0.25) - Math.log(0.5) - Math.log(1 - 2 ** -52)) / 4,
      brier: (0.0625 + 0.5625 + 0.25) / 4,
      clipped: 0,
    })
    expect(binarySummary(rows([0, 0, 1, 1], [0.25, 0.75, 0.5, 1]), 0.25).cells).toEqual({ tn: 1, fp: 1, fn: 0, tp: 2 })
  })

  it('weighs rows, and does not count clipped ones of weight 0', () => {
    const summary = binarySummary(rows([0, 1, 1], [0.25, 0, 0], [2, 1, 0]))
    expect(summary).toEqual({
      cells: { tn: 2, fp: 0, fn: 1, tp: 0 },
      logLoss: (-2 * Math.log(0.75) - Math.log(2 ** -52)) / 3,
      brier: 1.125 / 3,
      clipped: 1,
    })
  })

  it('keeps its precision over many rows', () => {
    const many = 300_000
    const summary = binarySummary(rows(new Array(many).fill(1), new Array(many).fill(0.9)))
    expect(Math.abs(summary.logLoss / -Math.log(0.9) - 1)).toBeLessThan(1e-13)
    expect(summary.cells).toEqual({ tn: 0, fp: 0, fn: 0, tp: many })
  })

  it('agrees with the metrics, each on its own', () => {
    const given = rows([0, 1, 0, 1, 1], [0.1, 0.4, 0.6, 0.8, 0.9], [1, 2, 0.5, 1, 3])
    const { logLoss, brier, cells } = binarySummary(given)
    expect([logLoss, brier, cells.tp / (cells.tp + cells.fp)]).toEqual(
      ['log_loss', 'brier', 'precision'].map((id) => metric(id, 'binary').measure(given).value),
    )
  })

  it.each([
    ['no rows', 'EMPTY_ROWS', rows([], [])],
    ['rows without scores', 'SCORES_MISSING', { ...rows([1], []), score: null }],
    ['fewer scores than labels', 'LENGTH_MISMATCH', rows([1, 0], [0.5])],
    ['a label of 2', 'LABEL_INVALID', rows([1, 2], [0.5, 0.5])],
    ['a label of 2 among weighted rows', 'LABEL_INVALID', rows([1, 2], [0.5, 0.5], [1, 1])],
    ['a score above 1 after a thousand others', 'SCORE_INVALID', rows(new Array(5000).fill(1), [...new Array(4999).fill(0.5), 1.5])],
    ['a score that is NaN', 'SCORE_INVALID', rows([1], [Number.NaN])],
    ['a negative score among weighted rows', 'SCORE_INVALID', rows([1], [-0.1], [1])],
    ['a negative weight', 'WEIGHT_INVALID', rows([1, 0], [0.5, 0.5], [1, -1])],
    ['weights that are all 0', 'WEIGHT_INVALID', rows([1], [0.5], [0])],
  ])('refuses %s', (_, code, given) => {
    expect(() => binarySummary(given)).toThrow(expect.objectContaining({ name: 'MetricsError', code }))
  })
})
