import { describe, expect, it } from 'vitest'
import { close, found } from '../metric.contract.ts'
import type { MulticlassRows } from '../rows/multiclass-rows.ts'
import { confusionMatrix } from './confusion-matrix.ts'
import { multiclassFamilies } from './families.ts'

const names = ['a', 'b', 'c']
const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1]

function decided(label: number[], prediction: number[], more: Partial<MulticlassRows> = {}): MulticlassRows {
  return {
    kind: 'multiclass',
    classes: names,
    label: Uint8Array.from(label),
    prediction: Uint8Array.from(prediction),
    probability: null,
    weight: null,
    ...more,
  }
}

function probable(label: number[], probability: number[], more: Partial<MulticlassRows> = {}): MulticlassRows {
  return { ...decided(label, []), prediction: null, probability: Float64Array.from(probability), ...more }
}

const measure = (id: string, rows: MulticlassRows) => found(multiclassFamilies, id).measure(rows)
const under = (id: string, rows: MulticlassRows, weight: number[]) =>
  found(multiclassFamilies, id).reweigh?.(rows)(Float64Array.from(weight)) ?? Infinity
const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message })

describe('the examples of the documentation', () => {
  it.each<[string, MulticlassRows, number]>([
    ['accuracy', decided([0, 1, 2], [0, 1, 1]), 2 / 3],
    ['hamming_loss', decided([0, 1], [0, 0]), 0.5],
    ['balanced_accuracy', decided([0, 0, 1], [0, 2, 1]), 0.75],
    ['f1_macro', decided([0, 0, 1], [0, 2, 1]), 0.5555555555555555],
    ['mcc', decided([0, 1, 1], [0, 0, 1]), 0.5],
    ['cohen_kappa', decided([0, 1, 1], [0, 0, 1]), 0.4],
    ['cohen_kappa_linear', decided([0, 1, 2], [0, 1, 1]), 4 / 7],
    ['cohen_kappa_quadratic', decided([0, 1, 2], [0, 1, 1]), 2 / 3],
    ['top_2_accuracy', probable([0], [0.2, 0.5, 0.3]), 0],
    ['log_loss', probable([0], [0.5, 0.25, 0.25]), Math.LN2],
    ['d2_log_loss', probable([0, 1], [0.5, 0.5, 0.5, 0.5], { classes: ['a', 'b'] }), 0],
    ['brier', probable([0], [0.5, 0.5, 0]), 0.5],
    ['ece_10', probable([0], [0.75, 0.25], { classes: ['a', 'b'] }), 0.25],
    ['roc_auc_ovr_macro', probable([0, 1, 2], identity), 1],
    ['roc_auc_ovo_macro', probable([0, 1, 2], identity), 1],
    ['average_precision_macro', probable([0, 1, 2], identity), 1],
  ])('are exact: %s', (id, rows, value) => {
    expect(measure(id, rows).value).toBeCloseTo(value, 15)
  })

  it('are exact: the confusion matrix', () => {
    expect(confusionMatrix(decided([0, 1, 1], [0, 0, 1], { classes: ['a', 'b'] }))).toEqual({
      classes: ['a', 'b'],
      counts: Float64Array.of(1, 0, 1, 1),
    })
  })
})

describe('decisions', () => {
  it('are those of the rows, whatever their probabilities', () => {
    expect(measure('accuracy', probable([0, 1, 2], identity, { prediction: Uint8Array.of(1, 1, 1) })).value).toBeCloseTo(1 / 3, 15)
  })

  it('go to the first of equally probable classes, while the top places go to the last', () => {
    const rows = probable([0, 2], [0.4, 0.4, 0.2, 0.2, 0.4, 0.4])
    expect(measure('accuracy', rows).value).toBe(0.5)
    expect(measure('top_1_accuracy', rows).value).toBe(0.5)
    expect(measure('top_1_accuracy', rows).influence).toEqual(Float64Array.of(-0.5, 0.5))
  })
})

describe('warnings', () => {
  it.each<[string, string, MulticlassRows, number, readonly string[]]>([
    ['one class', 'accuracy', decided([1, 1], [1, 0]), 0.5, ['ONE_CLASS']],
    ['one class', 'log_loss', probable([1, 1], [0.5, 0.5, 0, 0.5, 0.5, 0]), Math.LN2, ['ONE_CLASS']],
    ['one class', 'roc_auc_ovr_macro', probable([1, 1], [0.5, 0.5, 0, 0.5, 0.5, 0]), Number.NaN, ['ONE_CLASS', 'CLASS_ABSENT']],
    ['one class', 'roc_auc_ovr_weighted', probable([1, 1], [0.5, 0.5, 0, 0.5, 0.5, 0]), Number.NaN, ['ONE_CLASS', 'CLASS_ABSENT']],
    ['one class', 'roc_auc_ovo_macro', probable([1, 1], [0.5, 0.5, 0, 0.5, 0.5, 0]), Number.NaN, ['ONE_CLASS', 'CLASS_ABSENT']],
    ['an absent class', 'roc_auc_ovr_macro', probable([0, 1], [1, 0, 0, 0, 1, 0]), Number.NaN, ['CLASS_ABSENT']],
    ['an absent class', 'roc_auc_ovr_weighted', probable([0, 1], [1, 0, 0, 0, 1, 0]), 1, ['CLASS_ABSENT']],
    ['an absent class', 'roc_auc_ovo_weighted', probable([0, 1], [1, 0, 0, 0, 1, 0]), 1, ['CLASS_ABSENT']],
    ['an absent class', 'average_precision_macro', probable([0, 1], [1, 0, 0, 0, 1, 0]), 2 / 3, ['NO_POSITIVES']],
    [
      'a class whose rows have no weight',
      'balanced_accuracy',
      decided([0, 1, 2], [0, 1, 0], { weight: Float64Array.of(1, 1, 0) }),
      1,
      ['CLASS_ABSENT'],
    ],
    ['a class that is only predicted', 'precision_macro', decided([0, 1], [2, 1]), 1 / 3, ['CLASS_ABSENT', 'NO_PREDICTED_POSITIVES']],
    ['a class that is only predicted', 'recall_macro', decided([0, 1], [2, 1]), 1 / 3, ['CLASS_ABSENT', 'NO_POSITIVES']],
    ['a class that nobody is given', 'precision_class:c', decided([0, 1, 2], [0, 1, 1]), 0, ['NO_PREDICTED_POSITIVES']],
    ['a class that nothing is of', 'f1_class:c', decided([0, 1], [0, 1]), 0, ['NO_POSITIVES']],
    ['a class that everything is of', 'specificity_class:a', decided([0, 0], [0, 1]), 0, ['NO_NEGATIVES']],
    ['decisions that are all one class', 'mcc', decided([0, 1], [1, 1]), 0, ['DEGENERATE']],
    ['labels that are all one class', 'mcc', decided([1, 1], [0, 1]), 0, ['ONE_CLASS']],
    ['one class on both sides', 'cohen_kappa', decided([1, 1], [1, 1]), Number.NaN, ['DEGENERATE']],
    ['as many places as classes', 'top_3_accuracy', probable([0, 1], [1, 0, 0, 1, 0, 0]), 1, ['DEGENERATE']],
    ['a certain and wrong row', 'log_loss', probable([0, 1], [0, 1, 0, 0, 1, 0]), -Math.log(Number.EPSILON) / 2, ['CLIPPED_SCORES']],
    ['sums other than 1', 'log_loss', probable([0, 1], [0.5, 0.2, 0, 0.1, 0.5, 0.4]), Math.LN2, ['NOT_NORMALISED']],
    ['sums other than 1', 'brier', probable([0, 1], [0.5, 0, 0, 0, 1, 0]), 0.125, ['NOT_NORMALISED']],
    ['sums other than 1', 'ece_10', probable([0, 1], [0.5, 0, 0, 0, 1, 0]), 0.25, ['NOT_NORMALISED']],
    ['a single row', 'd2_log_loss', probable([0], [0.5, 0.5, 0]), Number.NaN, ['TOO_FEW_ROWS']],
  ])('say it of %s: %s', (_, id, rows, value, codes) => {
    const measured = measure(id, rows)
    expect(measured.value).toSatisfy((actual: number) => close(actual, value, 1e-14))
    expect(measured.warnings.map((one) => one.code)).toEqual(codes)
    if (Number.isNaN(value)) expect(measured.influence).toBeNull()
  })

  it('name the classes, and what became of them', () => {
    expect(measure('precision_macro', decided([0, 1], [2, 1])).warnings.map((one) => one.message)).toEqual([
      'no row that counts has class "c"; rows were given "c" all the same, which counts as 0',
      'precision is 0 by convention, as it is over nothing, for "a"',
    ])
    const classes = Array.from({ length: 8 }, (_, at) => `k${at}`)
    expect(measure('recall_weighted', decided([0], [0], { classes })).warnings.map((one) => one.message)).toEqual([
      'no row that counts has class "k1", "k2", "k3", "k4", "k5" and 2 more',
    ])
  })

  it('count the clipped rows that have weight, at the cost of their type of number', () => {
    const rows = probable([0, 0, 0], [0, 1, 0, 0, 1, 0, 1, 0, 0], { weight: Float64Array.of(1, 0, 1) })
    const single = { ...rows, probability: Float32Array.from(rows.probability ?? []) }
    expect(measure('log_loss', single).warnings[1]?.message).toBe(
      '1 of 3 rows are given a probability of about 0 for the class they have; each is counted as 15.94',
    )
    expect(measure('log_loss', single).value).toBeCloseTo(15.942385152878742 / 2, 6)
  })

  it('are not given by resamples, which are NaN where the value is undefined', () => {
    const rows = probable([0, 1, 2], identity)
    expect(under('roc_auc_ovr_macro', rows, [1, 1, 0])).toBeNaN()
    expect(under('roc_auc_ovo_macro', rows, [1, 1, 0])).toBe(1)
    expect(under('roc_auc_ovo_macro', rows, [2, 0, 0])).toBeNaN()
    expect(under('cohen_kappa', rows, [0, 3, 0])).toBeNaN()
    expect(under('mcc', rows, [0, 3, 0])).toBe(0)
    expect(under('f1_macro', rows, [0, 3, 0])).toBe(1)
    expect(under('d2_log_loss', probable([0], [1, 0, 0]), [2])).toBeNaN()
  })
})

describe.each(multiclassFamilies.flatMap(({ ids }) => ids))('%s refuses', (id) => {
  it.each([
    ['no rows', 'EMPTY_ROWS', probable([], []), 'there are no rows to measure on'],
    ['a label beyond the classes', 'LABEL_INVALID', probable([0, 3], [1, 0, 0, 1, 0, 0]), 'the label of row 1 is class 3 of 3'],
    ['a label below 0', 'LABEL_INVALID', probable([], [1, 0, 0], { label: Int32Array.of(-1) }), 'the label of row 0 is class -1 of 3'],
    [
      'a probability that is NaN',
      'SCORE_INVALID',
      probable([0], [0, Number.NaN, 1]),
      expect.stringMatching(/^the score of row 0 for class "b" is NaN, not /),
    ],
    [
      'an infinite one',
      'SCORE_INVALID',
      probable([0, 0], [1, 0, 0, 1, 0, Infinity]),
      expect.stringMatching(/^the score of row 1 for class "c" is Infinity/),
    ],
    ['too few probabilities', 'LENGTH_MISMATCH', probable([0, 1], [1, 0, 0]), '2 rows of 3 classes have 3 probabilities'],
    ['fewer weights', 'LENGTH_MISMATCH', probable([0, 1], [1, 0, 0, 1, 0, 0], { weight: Float64Array.of(1) }), '2 labels have 1 weights'],
    ['a negative weight', 'WEIGHT_INVALID', probable([0], [1, 0, 0], { weight: Float64Array.of(-1) }), 'the weight of row 0 is -1'],
    ['weights that are all 0', 'WEIGHT_INVALID', probable([0], [1, 0, 0], { weight: Float64Array.of(0) }), 'every weight is 0'],
  ])('%s', (_, code, rows, message) => {
    expect(() => measure(id, rows)).toThrow(refusal(code, message))
    expect(() => found(multiclassFamilies, id).reweigh?.(rows)).toThrow(refusal(code, message))
  })
})

describe('rows are refused', () => {
  it.each<[string, string, MulticlassRows, string, string]>([
    ['accuracy', 'a prediction beyond the classes', decided([0], [3]), 'PREDICTION_INVALID', 'the prediction of row 0 is class 3 of 3'],
    ['accuracy', 'fewer predictions', decided([0, 1], [0]), 'LENGTH_MISMATCH', '2 labels have 1 predictions'],
    ['mcc', 'neither', { ...decided([0], []), prediction: null }, 'PREDICTIONS_MISSING', 'the rows have neither predictions nor probabilities'],
    ['log_loss', 'decisions only', decided([0], [0]), 'SCORES_MISSING', 'the rows have decisions but no probabilities'],
    ['top_2_accuracy', 'decisions only', decided([0], [0]), 'SCORES_MISSING', 'the rows have decisions but no probabilities'],
    ['brier', 'above 1', probable([0], [1.5, 0, 0]), 'SCORE_INVALID', 'the score of row 0 for class "a" is 1.5, not a probability in [0, 1]'],
    ['ece_15', 'below 0', probable([0], [0, -0.5, 0]), 'SCORE_INVALID', 'the score of row 0 for class "b" is -0.5, not a probability in [0, 1]'],
    [
      'roc_auc_ovr_macro',
      'sums other than 1',
      probable([0, 1], [1, 0, 0, 0.5, 0, 0]),
      'SCORE_INVALID',
      'the probabilities of row 1 sum to 0.5, not to 1',
    ],
    ['f1_class:d', 'a class that is not there', decided([0], [0]), 'METRIC_PARAMETER', '"f1_class:d" names no class of these rows'],
  ])('by %s: %s', (id, _, rows, code, message) => {
    expect(() => measure(id, rows)).toThrow(refusal(code, message))
  })

  it('with the nearest class, or all of them', () => {
    const rows = decided([0], [0], { classes: ['setosa', 'virginica'] })
    expect(() => measure('f1_class:setoza', rows)).toThrow(expect.objectContaining({ hint: 'did you mean "setosa"?' }))
    expect(() => measure('f1_class:', rows)).toThrow(expect.objectContaining({ hint: 'the classes are "setosa", "virginica"' }))
  })
})

describe('ids', () => {
  it.each([
    ['top_0_accuracy', '"0" in "top_0_accuracy" is not a whole number from 1', 'give a whole number from 1'],
    ['top_03_accuracy', '"03" in "top_03_accuracy" is written otherwise', 'write top_3_accuracy'],
    ['top_x_accuracy', '"x" in "top_x_accuracy" is not a whole number from 1', 'give a whole number from 1'],
    ['ece_', '"" in "ece_" is not a whole number from 1', 'give a whole number from 1'],
    ['ece_1.5', '"1.5" in "ece_1.5" is not a whole number from 1', 'give a whole number from 1'],
    ['fbeta_2.0_macro', '"2.0" in "fbeta_2.0_macro" is written otherwise', 'write fbeta_2_macro'],
    ['fbeta_0_macro', '"0" in "fbeta_0_macro" is not a number above 0', 'give a number above 0'],
    ['fbeta_1_class:a', '"fbeta_1_class:a" has a name of its own', 'write f1_class:a'],
  ])('%s is refused with a hint', (id, message, hint) => {
    expect(() => found(multiclassFamilies, id)).toThrow(expect.objectContaining({ code: 'METRIC_PARAMETER', message, hint }))
  })

  it('of other metrics are of no family', () => {
    for (const id of ['', 'f1', 'f1_Macro', 'f1_macro@0.5', 'fbeta_2', 'top_accuracy', 'roc_auc', 'roc_auc_ovr', 'ece', 'Accuracy'])
      expect(multiclassFamilies.filter((family) => family.parse(id) !== null)).toEqual([])
  })

  it('may name a class that looks like anything', () => {
    const classes = ['class:a', 'macro', 'a b@0.5_c']
    for (const name of classes) expect(measure(`recall_class:${name}`, decided([0, 1, 2], [0, 1, 2], { classes })).value).toBe(1)
    expect(measure('fbeta_2_class:a b@0.5_c', decided([0, 1, 2], [0, 1, 1], { classes })).value).toBe(0)
  })

  it('are read by one family each', () => {
    const ids = multiclassFamilies.flatMap((family) => family.ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(multiclassFamilies.filter((family) => family.parse(id) !== null)).toHaveLength(1)
  })
})
