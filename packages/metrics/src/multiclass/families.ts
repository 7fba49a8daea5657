import { type Family, single } from '../family.ts'
import { wholeFromOne } from '../number-parameter.ts'
import { parameterFamily } from '../parameter-family.ts'
import { accuracy, balancedAccuracy, hammingLoss } from './accuracy.ts'
import { averagePrecisionMacro } from './average-precision.ts'
import { type AverageName, averagedRatio } from './averaged-ratio.ts'
import { brier } from './brier.ts'
import { cohenKappa, cohenKappaLinear, cohenKappaQuadratic } from './cohen-kappa.ts'
import { ece } from './ece.ts'
import { d2LogLoss, logLoss } from './log-loss.ts'
import { mcc } from './mcc.ts'
import { ratioFamilies } from './ratio-families.ts'
import { rocAucOvo, rocAucOvr } from './roc-auc.ts'
import { topKAccuracy } from './top-k-accuracy.ts'

const decision = 'prediction, or the most probable class'
const probability = 'probability'
const oneClass = 'one class: warned of with ONE_CLASS'
const degenerate = 'labels and decisions all of one class: NaN with DEGENERATE'

const decided: readonly Family<'multiclass'>[] = [
  single(accuracy, { reads: decision, summary: 'share of rows decided rightly', source: 'sklearn.metrics.accuracy_score', edges: oneClass }),
  single(balancedAccuracy, {
    reads: decision,
    summary: 'mean recall of the classes',
    source: 'sklearn.metrics.balanced_accuracy_score',
    edges: 'classes that no row has are left out, with CLASS_ABSENT',
  }),
  ...ratioFamilies<'multiclass'>({
    withSpecificity: true,
    averages: ['macro', 'micro', 'weighted'],
    reads: decision,
    edges:
      'over nothing: 0.0 with NO_PREDICTED_POSITIVES, NO_POSITIVES or NO_NEGATIVES; a class that is only predicted counts, one that is neither does not: CLASS_ABSENT',
    metric({ id, ratio, rest }) {
      const average = averageNamed(rest)
      return average && averagedRatio({ id, ratio, average })
    },
  }),
  single(hammingLoss, { reads: decision, summary: '1 - accuracy', source: 'sklearn.metrics.hamming_loss', edges: oneClass }),
  single(mcc, {
    reads: decision,
    summary: 'correlation of labels and decisions',
    source: 'sklearn.metrics.matthews_corrcoef',
    edges: 'all labels, or all decisions, of one class: 0.0 with ONE_CLASS or DEGENERATE',
  }),
  single(cohenKappa, { reads: decision, summary: 'agreement beyond chance', source: 'sklearn.metrics.cohen_kappa_score', edges: degenerate }),
  single(cohenKappaLinear, {
    reads: decision,
    summary: 'agreement beyond chance, confusions by distance in the list of classes',
    source: "sklearn.metrics.cohen_kappa_score(weights='linear')",
    edges: degenerate,
  }),
  single(cohenKappaQuadratic, {
    reads: decision,
    summary: 'agreement beyond chance, confusions by squared distance in the list of classes',
    source: "sklearn.metrics.cohen_kappa_score(weights='quadratic')",
    edges: degenerate,
  }),
]

const probable: readonly Family<'multiclass'>[] = [
  parameterFamily({
    form: 'top_K_accuracy',
    ids: ['top_3_accuracy'],
    prefix: 'top_',
    suffix: '_accuracy',
    parameter: wholeFromOne,
    metric: topKAccuracy,
    reads: probability,
    summary: 'share of rows whose class is among the K most probable',
    source: 'sklearn.metrics.top_k_accuracy_score',
    edges: 'of equals that of the later column comes first; K not below the number of classes: 1.0 with DEGENERATE',
  }),
  single(logLoss, {
    reads: probability,
    summary: 'mean of -log of the probability given to the label',
    source: 'sklearn.metrics.log_loss',
    edges: 'clipped to [eps, 1 - eps] with the eps of the type (CLIPPED_SCORES); sums other than 1: NOT_NORMALISED',
  }),
  single(d2LogLoss, {
    reads: probability,
    summary: 'share of the log loss of the shares of the classes explained',
    source: 'sklearn.metrics.d2_log_loss_score',
    edges: 'one row: NaN with TOO_FEW_ROWS; one class: 1 - loss / 2.2e-16 with ONE_CLASS',
  }),
  single(brier, {
    reads: probability,
    summary: 'mean squared distance of probabilities and label, 0 to 2',
    source: 'sklearn.metrics.brier_score_loss (1.9)',
    edges: 'sums other than 1: NOT_NORMALISED',
  }),
  parameterFamily({
    form: 'ece_BINS',
    ids: ['ece_15'],
    prefix: 'ece_',
    parameter: wholeFromOne,
    metric: ece,
    reads: probability,
    summary: 'mean |share right - confidence| of bins of confidence',
    source: 'torchmetrics.CalibrationError, norm l1',
    edges: 'bins are equally wide and closed on the left; a confidence of exactly 1 is a bin of its own',
  }),
]

const ranked: readonly Family<'multiclass'>[] = [
  ...(['macro', 'weighted'] as const).map((average) =>
    single(rocAucOvr(average), {
      reads: probability,
      summary: 'mean ROC AUC of each class against the rest',
      source: `sklearn.metrics.roc_auc_score(multi_class='ovr', average='${average}')`,
      edges: 'one class: NaN with ONE_CLASS; macro over a class that no row has: NaN with CLASS_ABSENT; sums other than 1 are refused',
    }),
  ),
  ...(['macro', 'weighted'] as const).map((average) =>
    single(rocAucOvo(average), {
      reads: probability,
      summary: 'mean ROC AUC of each pair of classes',
      source: `sklearn.metrics.roc_auc_score(multi_class='ovo', average='${average}')`,
      edges: 'one class: NaN with ONE_CLASS; a class that no row has is left out, with CLASS_ABSENT; sums other than 1 are refused',
    }),
  ),
  single(averagePrecisionMacro, {
    reads: probability,
    summary: 'mean average precision of each class against the rest',
    source: 'sklearn.metrics.average_precision_score',
    edges: 'a class that no row has counts 0, with NO_POSITIVES',
  }),
]

/** Every metric of a classifier of several classes, one line each. */
export const multiclassFamilies: readonly Family<'multiclass'>[] = [...decided, ...probable, ...ranked]

function averageNamed(text: string): AverageName | null {
  if (text === 'micro' || text === 'macro' || text === 'weighted') return text
  return text.startsWith('class:') ? { name: text.slice('class:'.length) } : null
}
