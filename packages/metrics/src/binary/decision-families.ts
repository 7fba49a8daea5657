import type { Family } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { accuracy, balancedAccuracy, hammingLoss } from './accuracy.ts'
import { cohenKappa, matthewsCorrelation } from './correlation.ts'
import { countFamily, parseCount } from './count-family.ts'
import type { CountFormula } from './count-metric.ts'
import { fScore, jaccard } from './f-score.ts'
import { negativeLikelihoodRatio, positiveLikelihoodRatio } from './likelihood-ratios.ts'
import { costFormula, fBetaFormula } from './parametric-formulas.ts'
import { falseNegativeRate, falsePositiveRate, negativePredictiveValue, precision, recall, specificity } from './rates.ts'

const oneClass = 'one class: warned of with ONE_CLASS'

const fBetaFamily: Family<'binary'> = {
  form: 'fbeta_BETA[@THRESHOLD|@max]',
  ids: ['fbeta_2', 'fbeta_0.5'],
  reads: 'prediction, or score above 0.5 or a threshold',
  summary: 'harmonic mean of precision and recall, recall counting BETA times as much',
  source: 'sklearn.metrics.fbeta_score',
  edges: 'no positives: 0 with NO_POSITIVES; none predicted: 0 with NO_PREDICTED_POSITIVES',
  parse: (id) => parsed(id, fBetaFormula(id)),
}

const costFamily: Family<'binary'> = {
  form: 'cost_FALSEPOSITIVE_FALSENEGATIVE[@THRESHOLD|@min]',
  ids: ['cost_1_5'],
  reads: 'prediction, or score above 0.5 or a threshold',
  summary: 'mean cost of the decisions, of what a false positive and a false negative cost each',
  source: 'expected cost of a 2 by 2 cost matrix (Elkan, 2001)',
  edges: oneClass,
  parse: (id) => parsed(id, costFormula(id)),
}

function parsed(id: string, formula: CountFormula | null): MetricOf<'binary'> | null {
  return formula && parseCount(id, formula)
}

/** Metrics that the decisions alone decide, one line each. */
export const decisionFamilies: readonly Family<'binary'>[] = [
  countFamily(accuracy, {
    summary: 'share of rows decided rightly',
    source: 'sklearn.metrics.accuracy_score',
    edges: `${oneClass}; a score of exactly 0.5 decides for 0`,
  }),
  countFamily(balancedAccuracy, {
    summary: 'mean of recall and specificity',
    source: 'sklearn.metrics.balanced_accuracy_score',
    edges: 'one class: that of the class there is, with ONE_CLASS',
  }),
  countFamily(precision, {
    summary: 'share of positives among the rows predicted as 1',
    source: 'sklearn.metrics.precision_score',
    edges: 'none predicted as 1: 0 with NO_PREDICTED_POSITIVES',
  }),
  countFamily(recall, {
    summary: 'share of the positives that are predicted as 1; also sensitivity',
    source: 'sklearn.metrics.recall_score',
    edges: 'no positives: 0 with NO_POSITIVES',
  }),
  countFamily(specificity, {
    summary: 'share of the negatives that are predicted as 0',
    source: 'sklearn.metrics.recall_score with pos_label=0',
    edges: 'no negatives: 0 with NO_NEGATIVES',
  }),
  countFamily(falsePositiveRate, {
    summary: 'share of the negatives that are predicted as 1',
    source: '1 - specificity',
    edges: 'no negatives: 0 with NO_NEGATIVES',
  }),
  countFamily(falseNegativeRate, {
    summary: 'share of the positives that are predicted as 0',
    source: '1 - recall',
    edges: 'no positives: 0 with NO_POSITIVES',
  }),
  countFamily(negativePredictiveValue, {
    summary: 'share of negatives among the rows predicted as 0',
    source: 'sklearn.metrics.precision_score with pos_label=0',
    edges: 'none predicted as 0: 0 with NO_PREDICTED_NEGATIVES',
  }),
  countFamily(fScore(1), {
    summary: 'harmonic mean of precision and recall',
    source: 'sklearn.metrics.f1_score',
    edges: 'no positives: 0 with NO_POSITIVES; none predicted: 0 with NO_PREDICTED_POSITIVES',
  }),
  fBetaFamily,
  countFamily(matthewsCorrelation, {
    summary: 'correlation of labels and decisions',
    source: 'sklearn.metrics.matthews_corrcoef',
    edges: 'labels or decisions constant: 0 with DEGENERATE',
  }),
  countFamily(cohenKappa, {
    summary: 'agreement of labels and decisions beyond chance',
    source: 'sklearn.metrics.cohen_kappa_score',
    edges: 'all rows of one class and decided for it: NaN with DEGENERATE',
  }),
  countFamily(jaccard, {
    summary: 'rows that are 1 and predicted as 1, among those that are either',
    source: 'sklearn.metrics.jaccard_score',
    edges: 'no positives: 0 with NO_POSITIVES; none predicted: 0 with NO_PREDICTED_POSITIVES',
  }),
  countFamily(hammingLoss, { summary: 'share of rows decided wrongly', source: 'sklearn.metrics.hamming_loss', edges: oneClass }),
  countFamily(positiveLikelihoodRatio, {
    summary: 'recall / false positive rate',
    source: 'sklearn.metrics.class_likelihood_ratios',
    edges: 'no false positives, or one class: NaN with DEGENERATE',
  }),
  countFamily(negativeLikelihoodRatio, {
    summary: 'false negative rate / specificity',
    source: 'sklearn.metrics.class_likelihood_ratios',
    edges: 'no true negatives, or one class: NaN with DEGENERATE',
  }),
  costFamily,
]
