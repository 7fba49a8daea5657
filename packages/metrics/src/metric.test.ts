import { describe, expect, it } from 'vitest'
import { accuracy } from './binary/accuracy.ts'
import { brier } from './binary/brier.ts'
import { logLoss } from './binary/log-loss.ts'
import { rocAuc } from './binary/roc-auc.ts'
import { metric, metricIds } from './catalogue.ts'
import type { Rows } from './rows.ts'

function rows(label: number[], score: number[], weight: number[] | null = null): Rows {
  return { label: Float64Array.from(label), score: Float64Array.from(score), weight: weight && Float64Array.from(weight) }
}

describe('the catalogue', () => {
  it('holds four metrics of a binary classifier', () => {
    expect(metricIds).toEqual(['roc_auc', 'log_loss', 'brier', 'accuracy'])
    expect(metricIds.map((id) => metric(id).better)).toEqual(['higher', 'lower', 'lower', 'higher'])
  })

  it.each([
    ['roc_acu', 'did you mean "roc_auc"?'],
    ['LogLoss', 'did you mean "log_loss"?'],
    ['acuracy', 'did you mean "accuracy"?'],
    ['f1', 'the metrics are: roc_auc, log_loss, brier, accuracy'],
    ['toString', 'the metrics are: roc_auc, log_loss, brier, accuracy'],
  ])('refuses %s with a hint', (id, hint) => {
    expect(() => metric(id)).toThrow(
      expect.objectContaining({ name: 'MetricsError', code: 'UNKNOWN_METRIC', message: `there is no metric "${id}"`, hint }),
    )
  })
})

describe('the examples of the documentation', () => {
  it('are exact', () => {
    expect(rocAuc.measure(rows([0, 1, 1], [0.2, 0.2, 0.9])).value).toBe(0.75)
    expect(logLoss.measure(rows([1], [0.5])).value).toBe(Math.LN2)
    expect(brier.measure(rows([1, 0], [0.5, 0])).value).toBe(0.125)
    expect(accuracy.measure(rows([1, 0], [0.5, 0.5])).value).toBe(0.5)
  })
})

describe('warnings', () => {
  it('say that there is one class, and ROC AUC is then undefined', () => {
    const warning = { code: 'ONE_CLASS', message: 'all 2 rows that count have label 1' }
    expect(rocAuc.measure(rows([1, 1], [0.2, 0.7]))).toEqual({ value: Number.NaN, influence: null, warnings: [warning] })
    expect(accuracy.measure(rows([1, 1], [0.2, 0.7]))).toEqual({ value: 0.5, influence: Float64Array.of(-0.5, 0.5), warnings: [warning] })
  })

  it('count a class whose rows have no weight as absent', () => {
    expect(rocAuc.measure(rows([1, 0], [0.2, 0.7], [1, 0])).warnings.map((one) => one.code)).toEqual(['ONE_CLASS'])
  })

  it('say that all scores are the same', () => {
    expect(rocAuc.measure(rows([0, 1], [0.4, 0.4]))).toEqual({
      value: 0.5,
      influence: new Float64Array(2),
      warnings: [{ code: 'CONSTANT_SCORE', message: 'all 2 scores are 0.4' }],
    })
  })

  it('count the certain and wrong rows whose loss is clipped', () => {
    const { warnings } = logLoss.measure(rows([0, 1, 1], [1, 0.5, 0]))
    expect(warnings.map((one) => one.code)).toEqual(['CLIPPED_SCORES'])
    expect(warnings[0]?.message).toMatch(/^2 of 3 rows/)
  })
})

describe.each(metricIds)('%s refuses', (id) => {
  it.each([
    ['no rows', 'EMPTY_ROWS', rows([], []), 'no rows'],
    ['fewer scores than labels', 'LENGTH_MISMATCH', rows([0, 1], [0.5]), '2 labels have 1 scores'],
    ['fewer weights than labels', 'LENGTH_MISMATCH', rows([0, 1], [0.5, 0.5], [1]), '2 labels have 1 weights'],
    ['a label that is NaN', 'LABEL_INVALID', rows([0, Number.NaN], [0.5, 0.5]), 'the label of row 1 is NaN'],
    ['a label of 2', 'LABEL_INVALID', rows([2, 1], [0.5, 0.5]), 'the label of row 0 is 2'],
    ['a score that is NaN', 'SCORE_INVALID', rows([0, 1], [0.5, Number.NaN]), 'the score of row 1 is NaN'],
    ['a score above 1', 'SCORE_INVALID', rows([0, 1], [0.5, 1.01]), 'the score of row 1 is 1.01'],
    ['a score that is infinite', 'SCORE_INVALID', rows([0, 1], [-Infinity, 0]), 'the score of row 0 is -Infinity'],
    ['a negative weight', 'WEIGHT_INVALID', rows([0, 1], [0.5, 0.5], [1, -1]), 'the weight of row 1 is -1'],
    ['an infinite weight', 'WEIGHT_INVALID', rows([0, 1], [0.5, 0.5], [Infinity, 1]), 'the weight of row 0 is Infinity'],
    ['weights that are all 0', 'WEIGHT_INVALID', rows([0, 1], [0.5, 0.5], [0, 0]), 'every weight is 0'],
  ])('%s', (_, code, given, message) => {
    expect(() => metric(id).measure(given)).toThrow(
      expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) }),
    )
  })
})
