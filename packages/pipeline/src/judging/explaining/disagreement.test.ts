import type { Rows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { disagreements } from './disagreement.ts'

function scored(...score: readonly number[]): Rows {
  return { kind: 'binary', label: new Uint8Array(score.length), score: Float64Array.from(score), prediction: null, weight: null }
}

describe('disagreements', () => {
  it('lists the rows that differ most first, and none that does not differ', () => {
    expect(disagreements(scored(0.1, 0.5, 0.9, 0.25), scored(0.2, 0.5, 0.1, 0.5))).toEqual([
      { row: 2, label: 0, candidate: 0.9, baseline: 0.1 },
      { row: 3, label: 0, candidate: 0.25, baseline: 0.5 },
      { row: 0, label: 0, candidate: 0.1, baseline: 0.2 },
    ])
    expect(disagreements(scored(0.1), scored(0.1))).toEqual([])
  })

  it('finds the ten largest of many', () => {
    const apart = Array.from({ length: 5000 }, (_, row) => ((row * 7919) % 5000) / 5000)
    const found = disagreements(scored(...apart), scored(...apart.map(() => 0)))
    const largest = apart
      .map((value, row) => ({ value, row }))
      .toSorted((a, b) => b.value - a.value)
      .slice(0, 10)
    expect(found.map(({ row }) => row)).toEqual(largest.map(({ row }) => row))
  })

  it('compares the probability of the true class, and predicted numbers', () => {
    const classes = (...probability: readonly number[]): Rows => ({
      kind: 'multiclass',
      classes: ['a', 'b'],
      label: Uint8Array.of(1),
      probability: Float64Array.from(probability),
      prediction: null,
      weight: null,
    })
    expect(disagreements(classes(0.3, 0.7), classes(0.9, 0.1))).toEqual([{ row: 0, label: 'b', candidate: 0.7, baseline: 0.1 }])
    const number = (prediction: number): Rows => ({
      kind: 'regression',
      label: Float64Array.of(5),
      prediction: Float64Array.of(prediction),
      quantiles: null,
      interval: null,
      weight: null,
    })
    expect(disagreements(number(4), number(7))).toEqual([{ row: 0, label: 5, candidate: 4, baseline: 7 }])
  })
})
