import { describe, expect, it } from 'vitest'
import { close, found } from '../metric.contract.ts'
import type { MultilabelRows } from '../rows/multilabel-rows.ts'
import { multilabelFamilies } from './families.ts'

function scored(label: number[], score: number[], more: Partial<MultilabelRows> = {}): MultilabelRows {
  return {
    kind: 'multilabel',
    labels: ['red', 'green', 'blue'],
    label: Uint8Array.from(label),
    score: Float64Array.from(score),
    prediction: null,
    weight: null,
    ...more,
  }
}

const two = { labels: ['red', 'green'] }
const given = (label: number[], prediction: number[], more: Partial<MultilabelRows> = {}) =>
  scored(label, [], { ...two, score: null, prediction: Uint8Array.from(prediction), ...more })
const measure = (id: string, rows: MultilabelRows) => found(multilabelFamilies, id).measure(rows)
const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message })

describe('the examples of the documentation', () => {
  it.each<[string, MultilabelRows, number]>([
    ['f1_macro', given([1, 0, 1, 1], [1, 0, 0, 1]), 5 / 6],
    ['f1_samples', given([1, 0, 1, 1], [1, 0, 0, 1]), 5 / 6],
    ['accuracy', given([1, 0, 1, 1], [1, 0, 0, 1]), 0.5],
    ['hamming_loss', given([1, 0, 1, 1], [1, 0, 0, 1]), 0.25],
    ['lrap', scored([1, 0, 0], [0.5, 0.75, 0.25]), 0.5],
    ['coverage_error', scored([1, 0, 0], [0.5, 0.75, 0.25]), 2],
    ['ranking_loss', scored([1, 0, 0], [0.5, 0.75, 0.25]), 0.5],
    ['average_precision_samples', scored([1, 0, 0], [0.5, 0.75, 0.25]), 0.5],
    ['roc_auc_macro', scored([1, 0, 0, 1], [0.9, 0.2, 0.4, 0.3], two), 1],
    ['average_precision_macro', scored([1, 0, 0, 1], [0.9, 0.2, 0.4, 0.3], two), 1],
  ])('are exact: %s', (id, rows, value) => {
    expect(measure(id, rows).value).toBeCloseTo(value, 15)
  })
})

describe('decisions', () => {
  const rows = scored([1, 0, 1], [0.5, 0.2, 0.9], { prediction: Uint8Array.of(1, 0, 1) })

  it('are those of the rows, or by a threshold that the id names', () => {
    expect(measure('accuracy', rows).value).toBe(1)
    expect(measure('accuracy@0.5', rows).value).toBe(0)
    expect(measure('accuracy@0.4', rows).value).toBe(1)
    expect(measure('accuracy', { ...rows, prediction: null }).value).toBe(0)
  })

  it('may be by any threshold, of any scores', () => {
    expect(measure('f1_macro@-1', scored([1, 0, 1], [2, -3, 0])).value).toBeCloseTo(2 / 3, 15)
    expect(measure('hamming_loss@1e+30', scored([1, 0, 1], [2, -3, 0])).value).toBeCloseTo(2 / 3, 15)
  })
})

describe('warnings', () => {
  it.each<[string, string, MultilabelRows, number, readonly string[]]>([
    ['a label that nobody is given', 'precision_macro', given([1, 1], [1, 0]), 0.5, ['NO_PREDICTED_POSITIVES']],
    ['a label that no row has', 'recall_macro', given([1, 0], [1, 1]), 0.5, ['NO_POSITIVES']],
    ['a label that no row has or is given', 'f1_macro', given([1, 0], [1, 0]), 0.5, ['NO_POSITIVES']],
    ['no labels at all', 'recall_weighted', given([0, 0], [1, 1]), 0, ['NO_POSITIVES']],
    ['no labels at all', 'jaccard_micro', given([0, 0], [0, 0]), 0, ['NO_POSITIVES']],
    ['no labels at all', 'f1_class:green', given([1, 0], [1, 0]), 0, ['NO_POSITIVES']],
    ['a row that is given nothing', 'precision_samples', given([1, 0, 1, 0], [1, 0, 0, 0]), 0.5, ['NO_PREDICTED_POSITIVES']],
    ['a row with no label', 'lrap', scored([0, 0, 0], [0.1, 0.2, 0.3]), 1, ['DEGENERATE']],
    ['a row with all labels', 'ranking_loss', scored([1, 1, 1], [0.1, 0.2, 0.3]), 0, ['DEGENERATE']],
    ['a row with no label', 'coverage_error', scored([0, 0, 0], [0.1, 0.2, 0.3]), 0, ['NO_POSITIVES']],
    ['a row with no label', 'average_precision_samples', scored([0, 0, 0], [0.1, 0.2, 0.3]), 0, ['NO_POSITIVES']],
    ['a label that every row has', 'roc_auc_macro', scored([1, 0, 1, 1], [1, 0, 1, 1], two), Number.NaN, ['ONE_CLASS']],
    ['no labels at all', 'roc_auc_micro', scored([0, 0, 0], [0.1, 0.2, 0.3]), Number.NaN, ['ONE_CLASS']],
    ['a label that no row has', 'average_precision_macro', scored([1, 0, 1, 0], [1, 0, 1, 1], two), 0.5, ['NO_POSITIVES']],
    ['no labels at all', 'average_precision_micro', scored([0, 0, 0], [0.1, 0.2, 0.3]), 0, ['NO_POSITIVES']],
  ])('say it of %s: %s', (_, id, rows, value, codes) => {
    const measured = measure(id, rows)
    expect(measured.value).toSatisfy((actual: number) => close(actual, value, 1e-14))
    expect(measured.warnings.map((one) => one.code)).toEqual(codes)
    if (Number.isNaN(value)) expect(measured.influence).toBeNull()
  })

  it('name labels, and count rows that have weight', () => {
    expect(measure('roc_auc_macro', scored([1, 0, 1, 1], [1, 0, 1, 1], two)).warnings).toEqual([
      { code: 'ONE_CLASS', message: 'no row, or every row that counts, has "red"' },
    ])
    expect(measure('lrap', scored([0, 0, 0, 1, 1, 1, 1, 0, 0], new Array(9).fill(0), { weight: Float64Array.of(1, 0, 1) })).warnings).toEqual([
      { code: 'DEGENERATE', message: '1 of 3 rows have no label or all of them, and count 1' },
    ])
    expect(measure('recall_samples', given([0, 0, 1, 0], [1, 0, 1, 0])).warnings).toEqual([
      { code: 'NO_POSITIVES', message: 'recall is 0 by convention, as it is over nothing, in 1 of 2 rows' },
    ])
  })
})

describe.each(multilabelFamilies.flatMap(({ ids }) => ids))('%s refuses', (id) => {
  it.each([
    ['no rows', 'EMPTY_ROWS', scored([], []), 'there are no rows to measure on'],
    ['a part of a row', 'LENGTH_MISMATCH', scored([1, 0], [1, 0]), '2 cells are no whole number of rows of 3 labels'],
    ['a label of 2', 'LABEL_INVALID', scored([0, 0, 0, 1, 2, 0], [0, 0, 0, 0, 0, 0]), 'the label of row 1 for "green" is 2, not 0 or 1'],
    ['a score that is NaN', 'SCORE_INVALID', scored([1, 0, 0], [1, 0, Number.NaN]), 'the score of row 0 for "blue" is NaN, not a finite number'],
    ['an infinite score', 'SCORE_INVALID', scored([1, 0, 0], [Infinity, 0, 0]), 'the score of row 0 for "red" is Infinity, not a finite number'],
    ['fewer scores', 'LENGTH_MISMATCH', scored([1, 0, 0], [1, 0]), '3 cells of labels have 2 scores'],
    ['fewer weights', 'LENGTH_MISMATCH', scored([1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 0, 0], { weight: Float64Array.of(1) }), '2 labels have 1 weights'],
    ['a negative weight', 'WEIGHT_INVALID', scored([1, 0, 0], [1, 0, 0], { weight: Float64Array.of(-1) }), 'the weight of row 0 is -1'],
    ['weights that are all 0', 'WEIGHT_INVALID', scored([1, 0, 0], [1, 0, 0], { weight: Float64Array.of(0) }), 'every weight is 0'],
  ])('%s', (_, code, rows, message) => {
    expect(() => measure(id, rows)).toThrow(refusal(code, message))
    expect(() => found(multilabelFamilies, id).reweigh?.(rows)).toThrow(refusal(code, message))
  })
})

describe('rows are refused', () => {
  it.each<[string, string, MultilabelRows, string, string]>([
    ['accuracy', 'a prediction of 2', given([1, 0], [2, 0]), 'PREDICTION_INVALID', 'the prediction of row 0 for "red" is 2, not 0 or 1'],
    ['accuracy', 'fewer predictions', given([1, 0], [1]), 'LENGTH_MISMATCH', '2 cells of labels have 1 predictions'],
    ['accuracy', 'neither', { ...given([1, 0], []), prediction: null }, 'PREDICTIONS_MISSING', 'the rows have neither predictions nor scores'],
    ['f1_macro@0.5', 'decisions only', given([1, 0], [1, 0]), 'SCORES_MISSING', 'the rows have decisions but no scores'],
    ['lrap', 'decisions only', given([1, 0], [1, 0]), 'SCORES_MISSING', 'the rows have decisions but no scores'],
    ['f1_samples', 'no probabilities', scored([1, 0, 0], [-1, 0, 1]), 'SCORE_INVALID', 'the score of row 0 for "red" is -1, outside 0 to 1'],
    ['f1_class:pink', 'a label that is not there', given([1, 0], [1, 0]), 'METRIC_PARAMETER', '"f1_class:pink" names no class of these rows'],
  ])('by %s: %s', (id, _, rows, code, message) => {
    expect(() => measure(id, rows)).toThrow(refusal(code, message))
  })
})

describe('ids', () => {
  it.each([
    ['accuracy@', '"" in "accuracy@" is not a number', 'give a number'],
    ['f1_macro@x', '"x" in "f1_macro@x" is not a number', 'give a number'],
    ['f1_macro@0.50', '"0.50" in "f1_macro@0.50" is written otherwise', 'write f1_macro@0.5'],
    ['hamming_loss@NaN', '"NaN" in "hamming_loss@NaN" is not a number', 'give a number'],
    ['fbeta_1_samples@0.2', '"fbeta_1_samples@0.2" has a name of its own', 'write f1_samples@0.2'],
  ])('%s is refused with a hint', (id, message, hint) => {
    expect(() => found(multilabelFamilies, id)).toThrow(expect.objectContaining({ code: 'METRIC_PARAMETER', message, hint }))
  })

  it('of other metrics are of no family', () => {
    for (const id of ['', 'f1', 'f1_other@x', 'roc_auc', 'roc_auc_macro@0.5', 'specificity_macro', 'log_loss@x', 'Accuracy'])
      expect(multilabelFamilies.filter((family) => family.parse(id) !== null)).toEqual([])
  })

  it('may name a label that looks like anything', () => {
    expect(measure('recall_class:a@0.5', given([1, 0], [1, 0], { labels: ['a@0.5', 'b'] })).value).toBe(1)
  })

  it('are read by one family each', () => {
    const ids = multilabelFamilies.flatMap((family) => family.ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(multilabelFamilies.filter((family) => family.parse(id) !== null)).toHaveLength(1)
  })
})
