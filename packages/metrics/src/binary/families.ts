import { type Family, single } from '../family.ts'
import { accuracy } from './accuracy.ts'
import { brier } from './brier.ts'
import { logLoss } from './log-loss.ts'
import { rocAuc } from './roc-auc.ts'

/** Every metric of a binary classifier, one line each. */
export const binaryFamilies: readonly Family<'binary'>[] = [
  single(rocAuc, {
    reads: 'score',
    summary: 'how often a positive scores higher than a negative, a tie counting half',
    source: 'sklearn.metrics.roc_auc_score; influence by DeLong et al. (1988)',
    edges: 'one class: NaN with ONE_CLASS; all scores equal: 0.5 with CONSTANT_SCORE',
  }),
  single(logLoss, {
    reads: 'probability',
    summary: 'mean of -log of the probability given to the label',
    source: 'sklearn.metrics.log_loss',
    edges: 'probabilities are clipped to [eps, 1 - eps] with the eps of their type (CLIPPED_SCORES counts them)',
  }),
  single(brier, {
    reads: 'probability',
    summary: 'mean squared difference of probability and label',
    source: 'sklearn.metrics.brier_score_loss',
    edges: 'one class: warned of with ONE_CLASS',
  }),
  single(accuracy, {
    reads: 'prediction, or score at 0.5',
    summary: 'share of rows decided rightly',
    source: 'sklearn.metrics.accuracy_score',
    edges: 'one class: warned of with ONE_CLASS; a score of exactly 0.5 decides for 0',
  }),
]
