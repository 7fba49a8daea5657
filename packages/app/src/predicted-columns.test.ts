import type { OutputTensor } from '@seaworthy/inference'
import { describe, expect, it } from 'vitest'
import { nestedData, predictedColumns } from './predicted-columns.ts'

const label: OutputTensor = { name: 'label', type: 'int64', shape: [2], data: BigInt64Array.of(1n, 9007199254740993n) }
const probabilities: OutputTensor = { name: 'probabilities', type: 'float32', shape: [2, 2], data: Float32Array.of(0.5, 0.5, 0.25, 0.75) }
const written = (outputs: readonly OutputTensor[], classes: readonly string[] | null = null) =>
  predictedColumns(outputs, classes).map(({ name, at }) => [name, at(0), at(1)])

describe('outputs as columns', () => {
  it('are decisions and a probability for each class, as metrics reads them', () => {
    expect(written([label, probabilities], ['early', 'late'])).toEqual([
      ['prediction', 1n, 9007199254740993n],
      ['proba_early', 0.5, 0.25],
      ['proba_late', 0.5, 0.75],
    ])
    expect(written([label, probabilities]).map(([name]) => name)).toEqual(['prediction', 'proba_0', 'proba_1'])
  })

  it('are a prediction where the model gives one number', () => {
    expect(written([{ name: 'variable_1', type: 'float32', shape: [2, 1], data: Float32Array.of(3, 4) }])).toEqual([['prediction', 3, 4]])
  })

  it('have a column for each place of what else is wide, and their own names where there are several', () => {
    const hidden: OutputTensor = { name: 'hidden', type: 'float32', shape: [2, 1, 2], data: Float32Array.of(1, 2, 3, 4) }
    const text: OutputTensor = { name: 'said', type: 'string', shape: [2, 1], data: ['a', 'b'] }
    expect(written([hidden, text], ['x', 'y', 'z'])).toEqual([
      ['hidden_0', 1, 3],
      ['hidden_1', 2, 4],
      ['said', 'a', 'b'],
    ])
  })
})

describe('outputs as JSON', () => {
  it('are nested by their shape; what JSON cannot say is null or a text', () => {
    expect(nestedData(probabilities)).toEqual([
      [0.5, 0.5],
      [0.25, 0.75],
    ])
    expect(nestedData(label)).toEqual([1, '9007199254740993'])
    expect(nestedData({ shape: [1, 2, 2], data: Float32Array.of(1, Number.NaN, Number.POSITIVE_INFINITY, 4) })).toEqual([
      [
        [1, null],
        [null, 4],
      ],
    ])
    expect(nestedData({ shape: [0, 2], data: new Float32Array() })).toEqual([])
  })
})
