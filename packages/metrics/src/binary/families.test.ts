import { describe, expect, it } from 'vitest'
import { metric, metricIds } from '../catalogue.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { decisionCost } from './accuracy.ts'
import { bestThreshold } from './best-threshold.ts'
import { decisionFamilies } from './decision-families.ts'
import { fScore } from './f-score.ts'

function rows(label: number[], score: number[], weight: number[] | null = null): BinaryRows {
  return {
    kind: 'binary',
    label: Uint8Array.from(label),
    score: Float64Array.from(score),
    prediction: null,
    weight: weight && Float64Array.from(weight),
  }
}

function decided(label: number[], prediction: number[]): BinaryRows {
  return { kind: 'binary', label: Uint8Array.from(label), score: null, prediction: Uint8Array.from(prediction), weight: null }
}

function measured(id: string, given: BinaryRows): readonly [number, ...string[]] {
  const { value, warnings } = metric(id, 'binary').measure(given)
  return [value, ...warnings.map(({ code }) => code)]
}

const probabilityIds = [
  'log_loss',
  'brier',
  'brier_reliability_10',
  'brier_resolution_10',
  'brier_uncertainty',
  'd2_log_loss',
  'd2_brier',
  'ece_15',
  'mce_15',
  'ace_10',
  'ece_debiased_15',
  'calibration_slope',
  'calibration_intercept',
]
const readsDecisions = decisionFamilies.flatMap(({ ids }) => ids).filter((id) => !id.includes('@'))

describe('the examples of the documentation', () => {
  const four = rows([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
  it.each<[string, BinaryRows, number]>([
    ['roc_auc', rows([0, 1, 1], [0.2, 0.2, 0.9]), 0.75],
    ['gini', rows([0, 1, 1], [0.2, 0.2, 0.9]), 0.5],
    ['log_loss', rows([1], [0.5]), Math.LN2],
    ['brier', rows([1, 0], [0.5, 0]), 0.125],
    ['accuracy', rows([1, 0], [0.5, 0.5]), 0.5],
    ['average_precision', four, 0.8333333333333333],
    ['ks', four, 0.5],
    ['eer', four, 0.5],
    ['roc_auc_max_fpr_0.5', four, 0.6666666666666666],
    ['log_auc', rows([0, 1], [0.2, 0.8]), 1],
    ['lift@0.5', rows([0, 0, 0, 1], [0.1, 0.4, 0.35, 0.8]), 2],
    ['precision_at_recall_0.9', four, 0.6666666666666666],
    ['recall_at_precision_0.9', four, 0.5],
    ['sensitivity_at_specificity_0.5', four, 1],
    ['specificity_at_sensitivity_1', four, 0.5],
    ['f1@max', four, 0.8],
    ['d2_log_loss', rows([0, 1], [0.5, 0.5]), 0],
    ['d2_brier', rows([0, 1], [0, 0.5]), 0.5],
    ['ece_10', rows([0, 1], [0.25, 0.25]), 0.25],
    ['ace_2', rows([0, 1], [0.25, 0.75]), 0.25],
    ['mce_10', rows([0, 1], [0.25, 0.75]), 0.25],
    ['ece_debiased_10', rows([0, 1], [0.5, 0.5]), 0],
    ['brier_reliability_10', rows([0, 1], [0.25, 0.25]), 0.0625],
    ['brier_resolution_10', rows([0, 1], [0.25, 0.75]), 0.25],
    ['brier_uncertainty', rows([0, 1], [0.5, 0.5]), 0.25],
    ['calibration_intercept', rows([0, 1, 1, 1], [0.5, 0.5, 0.5, 0.5]), 1.0986122886681098],
  ])('%s is exact', (id, given, value) => {
    expect(metric(id, 'binary').measure(given).value).toBe(value)
  })

  it('calibration_slope is, up to rounding', () => {
    expect(metric('calibration_slope', 'binary').measure(rows([0, 1, 0, 1], [0.5, 0.5, 0.25, 0.25])).value).toBeCloseTo(0, 14)
  })

  it('bestThreshold is exact', () => {
    expect(bestThreshold(fScore(1), rows([0, 0, 1, 1], [0.1, 0.5, 0.25, 0.75]))).toEqual({ threshold: 0.175, value: 0.8 })
  })
})

describe('where a metric is not defined', () => {
  it.each<[string, BinaryRows, readonly [number, ...string[]]]>([
    ['precision', decided([1, 0], [0, 0]), [0, 'NO_PREDICTED_POSITIVES']],
    ['recall', decided([0, 0], [1, 0]), [0, 'NO_POSITIVES']],
    ['fnr', decided([0, 0], [1, 0]), [0, 'NO_POSITIVES']],
    ['specificity', decided([1, 1], [1, 0]), [0, 'NO_NEGATIVES']],
    ['fpr', decided([1, 1], [1, 0]), [0, 'NO_NEGATIVES']],
    ['npv', decided([1, 0], [1, 1]), [0, 'NO_PREDICTED_NEGATIVES']],
    ['f1', decided([0, 0], [0, 0]), [0, 'NO_POSITIVES', 'NO_PREDICTED_POSITIVES']],
    ['f1', decided([1, 0], [0, 0]), [0, 'NO_PREDICTED_POSITIVES']],
    ['fbeta_2', decided([0, 0], [1, 0]), [0, 'NO_POSITIVES']],
    ['jaccard', decided([0, 0], [0, 0]), [0, 'NO_POSITIVES', 'NO_PREDICTED_POSITIVES']],
    ['balanced_accuracy', decided([0, 0, 0, 0], [0, 0, 0, 1]), [0.75, 'ONE_CLASS']],
    ['balanced_accuracy', decided([1, 1], [0, 1]), [0.5, 'ONE_CLASS']],
    ['mcc', decided([1, 0], [1, 1]), [0, 'DEGENERATE']],
    ['mcc', decided([1, 1], [1, 1]), [0, 'DEGENERATE']],
    ['cohen_kappa', decided([1, 1], [1, 1]), [Number.NaN, 'ONE_CLASS', 'DEGENERATE']],
    ['cohen_kappa', decided([1, 1], [0, 1]), [0, 'ONE_CLASS']],
    ['lr_plus', decided([1, 0], [1, 0]), [Number.NaN, 'DEGENERATE']],
    ['lr_minus', decided([1, 0], [1, 1]), [Number.NaN, 'DEGENERATE']],
    ['accuracy', decided([1, 1], [1, 0]), [0.5, 'ONE_CLASS']],
    ['cost_1_5', decided([1, 1], [1, 0]), [2.5, 'ONE_CLASS']],
    ['roc_auc', rows([1, 1], [0.2, 0.7]), [Number.NaN, 'ONE_CLASS']],
    ['roc_auc', rows([1, 0], [0.2, 0.7], [1, 0]), [Number.NaN, 'ONE_CLASS']],
    ['roc_auc', rows([1, 0], [0.4, 0.4]), [0.5, 'CONSTANT_SCORE']],
    ['gini', rows([1, 1], [0.2, 0.7]), [Number.NaN, 'ONE_CLASS']],
    ['gini', rows([1, 0], [0.4, 0.4]), [0, 'CONSTANT_SCORE']],
    ['roc_auc_max_fpr_0.1', rows([0, 0], [0.2, 0.7]), [Number.NaN, 'ONE_CLASS']],
    ['ks', rows([1, 1], [0.2, 0.7]), [Number.NaN, 'ONE_CLASS']],
    ['eer', rows([1, 1], [0.2, 0.7]), [Number.NaN, 'ONE_CLASS']],
    ['log_auc', rows([1, 1], [0.2, 0.7]), [Number.NaN, 'ONE_CLASS']],
    ['average_precision', rows([0, 0], [0.2, 0.7]), [0, 'NO_POSITIVES']],
    ['average_precision', rows([1, 1], [0.2, 0.7]), [1, 'ONE_CLASS']],
    ['average_precision', rows([1, 0, 0, 0], [0.3, 0.3, 0.3, 0.3]), [0.25, 'CONSTANT_SCORE']],
    ['lift@0.1', rows([0, 0], [0.2, 0.7]), [Number.NaN, 'NO_POSITIVES']],
    ['precision_at_recall_0.9', rows([0, 0], [0.2, 0.7]), [0, 'NO_POSITIVES']],
    ['recall_at_precision_0.9', rows([0, 1], [0.9, 0.1]), [0]],
    ['sensitivity_at_specificity_0.9', rows([1, 1], [0.2, 0.7]), [Number.NaN, 'ONE_CLASS']],
    ['f1@max', rows([0, 0], [0.2, 0.7]), [0, 'ONE_CLASS']],
    ['log_loss', rows([1, 1], [0.5, 0]), [(Math.LN2 - Math.log(2 ** -52)) / 2, 'ONE_CLASS', 'CLIPPED_SCORES']],
    ['d2_log_loss', rows([1, 1], [0.5, 0.6]), [Number.NaN, 'ONE_CLASS']],
    ['d2_brier', rows([1], [0.5]), [Number.NaN, 'ONE_CLASS', 'TOO_FEW_ROWS']],
    ['calibration_slope', rows([0, 1, 0, 1], [0.2, 0.2, 0.2, 0.2]), [Number.NaN, 'DEGENERATE']],
    ['calibration_slope', rows([0, 0, 1], [0.2, 0.4, 0.6]), [Number.NaN, 'DEGENERATE']],
    ['calibration_slope', rows([0, 1, 1], [0.2, 0.2, 0.6]), [Number.NaN, 'DEGENERATE']],
    ['calibration_slope', rows([1, 1, 0], [0.2, 0.4, 0.6]), [Number.NaN, 'DEGENERATE']],
    ['calibration_slope', rows([1, 1], [0.2, 0.4]), [Number.NaN, 'ONE_CLASS']],
    ['calibration_intercept', rows([1, 1], [0.2, 0.4]), [Number.NaN, 'ONE_CLASS']],
    ['calibration_intercept', rows([1, 0], [1, 0]), [0, 'CLIPPED_SCORES']],
  ])('%s follows the convention of scikit-learn and says so', (id, given, expected) => {
    expect(measured(id, given)).toEqual(expected)
  })

  it.each([rows([1, 1], [0.7, 0.7]), rows([0, 0], [0.3, 0.3]), rows([0, 1], [0.2, 0.8])])(
    'a value of NaN has a warning and no influence',
    (given) => {
      const undefinedOn = metricIds('binary')
        .map((id) => metric(id, 'binary').measure(given))
        .filter(({ value }) => Number.isNaN(value))
      expect(undefinedOn.length).toBeGreaterThan(1)
      for (const { influence, warnings } of undefinedOn) {
        expect(influence).toBeNull()
        expect(warnings).not.toEqual([])
      }
    },
  )

  it.each(metricIds('binary'))('%s is NaN in a resample where nothing counts', (id) => {
    expect(metric(id, 'binary').reweigh(rows([0, 1, 0, 1], [0.2, 0.4, 0.6, 0.8]))(new Float64Array(4))).toBeNaN()
  })
})

describe('warnings', () => {
  it('name the one label there is', () => {
    const { warnings } = metric('roc_auc', 'binary').measure(rows([1, 1], [0.2, 0.7]))
    expect(warnings).toEqual([{ code: 'ONE_CLASS', message: 'all 2 rows that count have label 1' }])
  })

  it('name the score that all rows have', () => {
    const { warnings } = metric('roc_auc', 'binary').measure(rows([0, 1], [0.4, 0.4]))
    expect(warnings).toEqual([{ code: 'CONSTANT_SCORE', message: 'all 2 scores are 0.4' }])
  })

  it('count the certain and wrong rows whose loss is clipped, at the cost of the type of the scores', () => {
    const given = rows([0, 1, 1], [1, 0.5, 0])
    const message = (cost: string): string => `2 of 3 rows are given a probability of about 0 for the label they have; each is counted as ${cost}`
    expect(metric('log_loss', 'binary').measure(given).warnings).toEqual([{ code: 'CLIPPED_SCORES', message: message('36.04') }])
    const single = { ...given, score: Float32Array.of(1, 0.5, 0) }
    expect(metric('log_loss', 'binary').measure(single).warnings).toEqual([{ code: 'CLIPPED_SCORES', message: message('15.94') }])
  })
})

describe('the decision', () => {
  const both: BinaryRows = { ...rows([1, 0, 1, 0], [0.9, 0.8, 0.4, 0.1]), prediction: Uint8Array.of(1, 0, 1, 0) }

  it('of the rows counts before their scores, unless a threshold is named', () => {
    expect(measured('accuracy', both)).toEqual([1])
    expect(measured('accuracy@0.5', both)).toEqual([0.5])
  })

  it('at a threshold is for class 1 above it only', () => {
    expect(measured('recall@0.4', both)).toEqual([0.5])
    expect(measured('recall@0.3', both)).toEqual([1])
  })

  it('holds scores of single precision against the threshold in single precision', () => {
    expect(measured('recall@0.3', { ...rows([1, 0], []), score: Float32Array.of(0.3, 0.1) })).toEqual([0])
  })

  it('on scores that are no probabilities needs a threshold', () => {
    const margins = rows([1, 0], [2.5, -1])
    expect(measured('accuracy@0', margins)).toEqual([1])
    expect(() => metric('accuracy', 'binary').measure(margins)).toThrow(
      expect.objectContaining({
        code: 'SCORE_INVALID',
        message: 'the score of row 0 is 2.5, not a probability in [0, 1]',
        hint: 'where scores are no probabilities, the metric names the threshold above which they decide for class 1: "accuracy@0"',
      }),
    )
  })
})

describe('bestThreshold', () => {
  it('is one that the metric reaches its best value at, on the same rows', () => {
    const given = rows([0, 1, 0, 1, 1, 0], [0.1, 0.2, 0.3, 0.6, 0.7, 0.9], [1, 2, 1, 3, 1, 2])
    for (const formula of [fScore(1), fScore(0.5), decisionCost({ falsePositive: 1, falseNegative: 5 })]) {
      const { threshold, value } = bestThreshold(formula, given)
      expect(metric(`${formula.name}@${threshold}`, 'binary').measure(given).value).toBeCloseTo(value, 12)
    }
  })

  it('lies below all scores where every row had better be positive, and on the highest where none', () => {
    expect(bestThreshold(fScore(1), rows([1, 1], [0.5, 0.25]))).toEqual({ threshold: -0.75, value: 1 })
    expect(bestThreshold(decisionCost({ falsePositive: 1, falseNegative: 1 }), rows([0, 0], [0.5, 0.25]))).toEqual({ threshold: 0.5, value: 0 })
  })

  it.each([
    ['double precision', Float64Array.of(1 + Number.EPSILON, 1)],
    ['single precision', Float32Array.of(1 + 3 * 2 ** -23, 1 + 2 * 2 ** -23)],
  ])('parts two scores that are next to each other in %s', (_, score) => {
    const given = { ...rows([1, 0], []), score }
    const { threshold } = bestThreshold(fScore(1), given)
    expect(threshold).toBe(score[1])
    expect(measured(`f1@${threshold}`, given)).toEqual([1])
  })

  it('lies below scores so large that 1 is lost in them', () => {
    for (const lowest of [2 ** 60, -(2 ** 60), -Number.MAX_VALUE / 4]) {
      const given = rows([1, 1], [lowest, lowest / 2 + 1e300])
      expect(measured(`recall@${bestThreshold(fScore(1), given).threshold}`, given)).toEqual([1])
    }
  })
})

const refusals: [string, string, BinaryRows, string][] = [
  ['no rows', 'EMPTY_ROWS', rows([], []), 'no rows'],
  ['fewer scores than labels', 'LENGTH_MISMATCH', rows([0, 1], [0.5]), '2 labels have 1 scores'],
  ['fewer weights than labels', 'LENGTH_MISMATCH', rows([0, 1], [0.5, 0.5], [1]), '2 labels have 1 weights'],
  ['a label of 2', 'LABEL_INVALID', rows([2, 1], [0.5, 0.5]), 'the label of row 0 is 2'],
  ['a score that is NaN', 'SCORE_INVALID', rows([0, 1], [0.5, Number.NaN]), 'the score of row 1 is NaN'],
  ['a score that is infinite', 'SCORE_INVALID', rows([0, 1], [-Infinity, 0]), 'the score of row 0 is -Infinity'],
  ['a negative weight', 'WEIGHT_INVALID', rows([0, 1], [0.5, 0.5], [1, -1]), 'the weight of row 1 is -1'],
  ['an infinite weight', 'WEIGHT_INVALID', rows([0, 1], [0.5, 0.5], [Infinity, 1]), 'the weight of row 0 is Infinity'],
  ['weights that are all 0', 'WEIGHT_INVALID', rows([0, 1], [0.5, 0.5], [0, 0]), 'every weight is 0'],
]

describe.each(metricIds('binary'))('%s refuses', (id) => {
  it.each(refusals)('%s', (_, code, given, message) => {
    const refusal = expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) })
    expect(() => metric(id, 'binary').measure(given)).toThrow(refusal)
    expect(() => metric(id, 'binary').reweigh(given)).toThrow(refusal)
  })
})

describe.each(probabilityIds)('%s refuses', (id) => {
  it('a score above 1, and one below 0', () => {
    const refusal = (message: string) => expect.objectContaining({ code: 'SCORE_INVALID', message })
    expect(() => metric(id, 'binary').measure(rows([0, 1], [0.5, 1.01]))).toThrow(refusal('the score of row 1 is 1.01, not a probability in [0, 1]'))
    expect(() => metric(id, 'binary').reweigh(rows([0, 1], [-0.5, 1]))).toThrow(refusal('the score of row 0 is -0.5, not a probability in [0, 1]'))
  })
})

describe('rows with decisions and no scores', () => {
  it.each(readsDecisions)('serve %s, here at its best', (id) => {
    const { value } = metric(id, 'binary').measure(decided([0, 1, 0, 1], [0, 1, 0, 1]))
    const { better, range } = metric(id, 'binary')
    if (id === 'lr_plus') expect(value).toBeNaN()
    else expect(value).toBe(better === 'higher' ? range[1] : range[0])
  })

  it.each(metricIds('binary').filter((id) => !readsDecisions.includes(id)))('are refused by %s', (id) => {
    expect(() => metric(id, 'binary').measure(decided([0, 1], [0, 1]))).toThrow(expect.objectContaining({ code: 'SCORES_MISSING' }))
  })

  it.each([
    ['a decision of 2', 'PREDICTION_INVALID', decided([0, 1], [0, 2]), 'the prediction of row 1 is 2, not 0 or 1'],
    ['fewer decisions than labels', 'LENGTH_MISMATCH', decided([0, 1], [0]), '2 labels have 1 predictions'],
  ])('are refused with %s', (_, code, given, message) => {
    for (const id of readsDecisions) expect(() => metric(id, 'binary').measure(given)).toThrow(expect.objectContaining({ code, message }))
  })
})
