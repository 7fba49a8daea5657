import { describe, expect, it } from 'vitest'
import { metric } from '../catalogue.ts'

const kept = [
  'accuracy@0.3',
  'f1@-1.5',
  'f1@1e-7',
  'fbeta_0.5@0.25',
  'fbeta_3@max',
  'cost_0_2.5',
  'cost_1_5@min',
  'cost_1_5@0',
  'hamming_loss@min',
  'roc_auc_max_fpr_0.05',
  'lift@1',
  'precision_at_recall_0.75',
  'recall_at_precision_1',
  'ece',
  'ece_1',
  'ece_debiased',
  'ece_debiased_20',
  'brier_reliability',
  'brier_resolution_20',
  'mce_10000',
  'ace_5',
]

describe('an id with parameters', () => {
  it.each(kept)('%s is kept as it is written', (id) => {
    expect(metric(id, 'binary').id).toBe(id)
  })

  it('has 15 bins of equal width, or 10 of equal weight, where it names none', () => {
    expect(['ece', 'mce', 'ace', 'ece_debiased'].map((id) => metric(id, 'binary').title)).toEqual([
      'expected calibration error, 15 bins',
      'maximum calibration error, 15 bins',
      'adaptive calibration error, 10 bins',
      'debiased calibration error, 15 bins',
    ])
  })

  it.each([
    ['f1@x', '"x" is no threshold of a metric "f1@x"', 'the threshold is any finite number'],
    ['f1@', '"" is no threshold of a metric "f1@"', 'the threshold is any finite number'],
    ['f1@NaN', '"NaN" is no threshold of a metric "f1@NaN"', 'the threshold is any finite number'],
    ['f1@1e999', '"1e999" is no threshold of a metric "f1@1e999"', 'the threshold is any finite number'],
    ['f1@0x1', '"0x1" is no threshold of a metric "f1@0x1"', 'the threshold is any finite number'],
    ['f1@0.50', '"f1@0.50" does not write its threshold in the shortest way', 'write "f1@0.5"'],
    ['f1@.5', '"f1@.5" does not write its threshold in the shortest way', 'write "f1@0.5"'],
    ['f1@+1', '"f1@+1" does not write its threshold in the shortest way', 'write "f1@1"'],
    ['f1@-0', '"f1@-0" does not write its threshold in the shortest way', 'write "f1@0"'],
    ['f1@min', 'there is no "f1@min"', 'write "f1@max"'],
    ['hamming_loss@max', 'there is no "hamming_loss@max"', 'write "hamming_loss@min"'],
    ['recall@max', 'there is no "recall@max"', 'one decision for all rows would be best: give a threshold'],
    ['fbeta_0', '"0" is no beta of a metric "fbeta_0"', 'the beta is a number above 0 to 1000'],
    ['fbeta_1@0.3', '"fbeta_1@0.3" is F1', 'write "f1@0.3"'],
    ['cost_1', '"cost_1" does not have two costs', 'write what a false positive and a false negative cost, not both 0: "cost_1_5"'],
    ['cost_1_2_3', '"cost_1_2_3" does not have two costs', 'write what a false positive and a false negative cost, not both 0: "cost_1_5"'],
    ['cost_0_0', 'nothing costs anything in "cost_0_0"', 'write what a false positive and a false negative cost, not both 0: "cost_1_5"'],
    ['cost_-1_5', '"-1" is no cost of a metric "cost_-1"', 'the cost is a number from 0'],
    [
      'roc_auc_max_fpr_1',
      '"1" is no false positive rate of a metric "roc_auc_max_fpr_1"',
      'the false positive rate is a number above 0 to 0.9999999999999998',
    ],
    ['lift@0', '"0" is no share of the rows of a metric "lift@0"', 'the share of the rows is a number above 0 to 1'],
    ['recall_at_precision_1.5', '"1.5" is no precision of a metric "recall_at_precision_1.5"', 'the precision is a number above 0 to 1'],
    ['ece_0', '"0" is no number of bins of a metric "ece_0"', 'the number of bins is a whole number from 1 to 10000'],
    ['ece_2.5', '"2.5" is no number of bins of a metric "ece_2.5"', 'the number of bins is a whole number from 1 to 10000'],
    ['ece_015', '"ece_015" does not write its number of bins in the shortest way', 'write "ece_15"'],
    ['ece_debiased_x', '"x" is no number of bins of a metric "ece_debiased_x"', 'the number of bins is a whole number from 1 to 10000'],
  ])('%s is refused', (id, message, hint) => {
    expect(() => metric(id, 'binary')).toThrow(expect.objectContaining({ name: 'MetricsError', code: 'METRIC_PARAMETER', message, hint }))
  })
})
