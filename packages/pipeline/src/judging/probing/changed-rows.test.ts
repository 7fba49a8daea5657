import { describe, expect, it } from 'vitest'
import type { Answers, Question } from './answers.ts'
import { changedRows } from './changed-rows.ts'

const answers = (width: number, ...values: readonly number[]): Answers => ({ width, values: Float64Array.from(values), named: false, names: null })

function changed(kind: Question['kind'], before: Answers, after: Answers, threshold = 0.5): readonly number[] {
  return [...changedRows({ kind, threshold }, before, after)]
}

describe('changedRows', () => {
  it('counts scores that pass the threshold, which is not above itself', () => {
    expect(changed('binary', answers(1, 0.4, 0.4, 0.5, 0.6), answers(1, 0.6, 0.5, 0.51, 0.9))).toEqual([1, 0, 1, 0])
    expect(changed('binary', answers(1, 0.1), answers(1, 0.3), 0.2)).toEqual([1])
  })

  it('counts another most likely class, the first of equals', () => {
    expect(changed('multiclass', answers(3, 0.5, 0.3, 0.2, 0.4, 0.4, 0.2), answers(3, 0.3, 0.5, 0.2, 0.39, 0.4, 0.21))).toEqual([1, 1])
  })

  it('counts another set of labels', () => {
    expect(changed('multilabel', answers(2, 0.9, 0.1, 0.9, 0.1), answers(2, 0.8, 0.2, 0.9, 0.6))).toEqual([0, 1])
  })

  it('counts a number that moves by more than 5 % of itself', () => {
    expect(changed('regression', answers(1, 100, 100, -100, 0, 0), answers(1, 105, 106, -94, 0, 1e-9))).toEqual([0, 1, 1, 0, 1])
  })

  it('compares names of classes and groups by whether they differ', () => {
    const named = (...values: readonly number[]): Answers => ({ ...answers(1, ...values), named: true })
    expect(changed('clustering', named(3, 4), named(3, 5))).toEqual([0, 1])
    expect(changed('multiclass', named(3, 4), named(9, 4))).toEqual([1, 0])
  })
})
