import type { BinaryRows, MulticlassRows, RegressionRows, TextRows } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { rowHarm } from './row-harm.ts'

const binary: BinaryRows = {
  kind: 'binary',
  label: Uint8Array.of(1, 0, 1, 0),
  score: Float64Array.of(0.9, 0.1, 0.4, 0.6),
  prediction: null,
  weight: null,
}
const rounded = (values: ArrayLike<number> | undefined) => Array.from(values ?? [], (value) => Number(value.toFixed(12)))

function harmOf(candidate: BinaryRows | MulticlassRows | RegressionRows | TextRows, baseline: typeof candidate | null = null) {
  const found = rowHarm({ candidate, baseline, cluster: null })
  return found && { metric: found.metric.id, harm: rounded(found.harm) }
}

describe('the harm of a row', () => {
  it('is its squared error, where scores are probabilities', () => {
    expect(harmOf(binary)).toEqual({ metric: 'brier', harm: [0.01, 0.01, 0.36, 0.36] })
  })

  it('is by how much the candidate errs more than the baseline', () => {
    const other = { ...binary, score: Float64Array.of(0.9, 0.1, 0.5, 0.5) }
    expect(harmOf(binary, other)).toEqual({ metric: 'brier', harm: [0, 0, 0.11, 0.11] })
  })

  it('does not depend on the weight of the row', () => {
    const weight = Float64Array.of(1, 2, 3, 4)
    expect(harmOf({ ...binary, weight })?.harm).toEqual([0.01, 0.01, 0.36, 0.36])
  })

  it('is a wrong decision, where there are no probabilities', () => {
    const decided = { ...binary, score: null, prediction: Uint8Array.of(1, 1, 0, 0) }
    expect(harmOf(decided)).toEqual({ metric: 'accuracy', harm: [0, 1, 1, 0] })
    expect(harmOf({ ...decided, score: Float64Array.of(9, 9, -9, -9) }, decided)).toEqual({ metric: 'accuracy', harm: [0, 0, 0, 0] })
  })

  it('is the squared distance of several classes, and the absolute error of a number', () => {
    const probability = Float64Array.of(0.5, 0.5, 0, 0, 0, 1)
    const classes: MulticlassRows = {
      kind: 'multiclass',
      classes: ['a', 'b', 'c'],
      label: Uint8Array.of(0, 1),
      prediction: null,
      probability,
      weight: null,
    }
    expect(harmOf(classes)).toEqual({ metric: 'brier', harm: [0.5, 2] })
    const numbers: RegressionRows = {
      kind: 'regression',
      label: Float64Array.of(1, 2),
      prediction: Float64Array.of(3, 2),
      quantiles: null,
      interval: null,
      weight: null,
    }
    expect(harmOf(numbers)).toEqual({ metric: 'mae', harm: [2, 0] })
  })

  it('is unknown of texts', () => {
    expect(harmOf({ kind: 'text', reference: [['a']], prediction: ['a'], likelihood: null, weight: null })).toBeNull()
  })

  it('is a wrong decision where the baseline alone has no probabilities', () => {
    const decided = { ...binary, score: null, prediction: Uint8Array.of(0, 0, 0, 0) }
    const both = { ...binary, prediction: Uint8Array.of(1, 0, 1, 1) }
    expect(harmOf(both, decided)).toEqual({ metric: 'accuracy', harm: [-1, 0, -1, 1] })
  })

  it('of a row without weight is the mean of the others', () => {
    const weight = Float64Array.of(0, 1, 3, 0)
    expect(harmOf({ ...binary, weight })).toEqual({ metric: 'brier', harm: [0.2725, 0.01, 0.36, 0.2725] })
    const decided = { ...binary, score: null, prediction: Uint8Array.of(1, 1, 1, 0) }
    expect(harmOf({ ...decided, weight })).toEqual({ metric: 'accuracy', harm: [0.25, 1, 0, 0.25] })
  })

  it('is refused with labels that are none', () => {
    expect(() => harmOf({ ...binary, label: Uint8Array.of(1, 0, 2, 0) })).toThrow(expect.objectContaining({ code: 'LABEL_INVALID' }))
  })
})
