import type { Rows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import type { Answers } from '../probing/answers.ts'
import { rowsWith } from './rows-with.ts'

const answers = (width: number, values: readonly number[], names: readonly string[] | null = null): Answers => ({
  width,
  values: Float64Array.from(values),
  named: false,
  names,
})
const binary = { kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0, 0), prediction: null, weight: Float64Array.of(1, 2) } as const
const classes = { kind: 'multiclass', classes: ['a', 'b', 'c'], label: Uint8Array.of(2), prediction: null, probability: null, weight: null } as const

describe('rowsWith', () => {
  it('puts other scores beside the same labels and weights', () => {
    const scores = answers(1, [0.3, 0.6])
    expect(rowsWith(binary, scores, 0.5)).toEqual({ ...binary, score: scores.values })
  })

  it('decides anew where the rows hold decisions', () => {
    const decided: Rows = { ...binary, prediction: Uint8Array.of(0, 0) }
    expect(rowsWith(decided, answers(1, [0.3, 0.6]), 0.2)).toMatchObject({ prediction: Uint8Array.of(1, 1) })
    expect(rowsWith(decided, answers(1, [0.3, 0.6]), 0.6)).toMatchObject({ prediction: Uint8Array.of(0, 0) })
  })

  it('brings the classes of a model into the order of the rows; one that it does not know it never says', () => {
    expect(rowsWith(classes, answers(2, [0.75, 0.25], ['c', 'a']), 0.5)).toEqual({ ...classes, probability: Float64Array.of(0.25, 0, 0.75) })
    expect(rowsWith(classes, answers(3, [0.5, 0.25, 0.25]), 0.5)).toMatchObject({ probability: Float64Array.of(0.5, 0.25, 0.25) })
  })

  it('brings labels into the order of the rows', () => {
    const truth: Rows = { kind: 'multilabel', labels: ['x', 'y'], label: Uint8Array.of(1, 0), score: null, prediction: null, weight: null }
    expect(rowsWith(truth, answers(2, [0.125, 0.875], ['y', 'x']), 0.5)).toMatchObject({ score: Float64Array.of(0.875, 0.125), prediction: null })
  })

  it('takes bare decisions of two classes, and of several none', () => {
    const named: Answers = { ...answers(1, [1, 0]), named: true }
    expect(rowsWith(binary, named, 0.5)).toEqual({ ...binary, score: null, prediction: Uint8Array.of(1, 0) })
    expect(rowsWith(classes, named, 0.5)).toBeNull()
  })

  it('puts other scores into the same lists, and rows into other groups, whatever their names', () => {
    const list = {
      kind: 'ranking',
      starts: Uint32Array.of(0, 2),
      relevance: Float64Array.of(0, 1),
      item: null,
      popularity: null,
      relevant: null,
    } as const
    const scores = answers(1, [0.3, 0.6])
    expect(rowsWith({ ...list, score: Float64Array.of(0, 0), weight: null }, scores, 0.5)).toMatchObject({
      starts: list.starts,
      score: scores.values,
    })
    const groups: Rows = { kind: 'clustering', label: Int32Array.of(0, 0, 1), prediction: Int32Array.of(0, 1, 2), features: null, weight: null }
    const named: Answers = { ...answers(1, [271_828_182_845_904, 3, 271_828_182_845_904]), named: true }
    expect(rowsWith(groups, named, 0.5)).toEqual({ ...groups, prediction: Int32Array.of(0, 1, 0) })
  })

  it('has no rows of tasks whose units are no lines of a table', () => {
    expect(rowsWith({ kind: 'text', reference: [['a']], prediction: null, likelihood: null, weight: null }, answers(1, [1]), 0.5)).toBeNull()
  })
})
