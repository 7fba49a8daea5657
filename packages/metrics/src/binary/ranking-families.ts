import { type Family, single } from '../family.ts'
import { averagePrecision } from './average-precision.ts'
import { type CurveFormula, curveMetric } from './curve-metric.ts'
import { lift } from './lift.ts'
import { precisionAtRecall, recallAtPrecision, sensitivityAtSpecificity, specificityAtSensitivity } from './operating-points.ts'
import type { Parameter } from './parameter.ts'
import { logAuc, partialAuc } from './partial-auc.ts'
import { gini, rocAuc } from './roc-auc.ts'
import { equalErrorRate, kolmogorovSmirnov } from './roc-distances.ts'
import { numberFamily } from './score-family.ts'

const score = { reads: 'score' }
const nanOnOneClass = 'one class: NaN with ONE_CLASS'
const zeroWithoutPositives = 'no positives: 0 with NO_POSITIVES'

function rate(what: string): Parameter {
  return { what, least: 0, aboveLeast: true, most: 1 }
}

/** A family of operating points: `recall_at_precision_0.9`. */
function pointFamily(
  start: string,
  about: { readonly of: string; readonly edges: string; formula(reaches: number): CurveFormula },
): Family<'binary'> {
  const [most = '', where = ''] = start.slice(0, -1).split('_at_')
  return numberFamily(
    { start, placeholder: 'RATE', parameter: rate(where), metric: (value) => curveMetric(about.formula(value)) },
    {
      ...score,
      ids: [`${start}0.9`],
      summary: `highest ${most} of a threshold whose ${where} is at least RATE`,
      source: about.of,
      edges: about.edges,
    },
  )
}

/** Metrics that the order of the scores decides, one line each. */
export const rankingFamilies: readonly Family<'binary'>[] = [
  single(rocAuc, {
    ...score,
    summary: 'how often a positive scores higher than a negative, a tie counting half',
    source: 'sklearn.metrics.roc_auc_score; influence by DeLong et al. (1988)',
    edges: `${nanOnOneClass}; all scores equal: 0.5 with CONSTANT_SCORE`,
  }),
  numberFamily(
    {
      start: 'roc_auc_max_fpr_',
      placeholder: 'RATE',
      parameter: { what: 'false positive rate', least: 0, aboveLeast: true, most: 1 - Number.EPSILON },
      metric: (value) => curveMetric(partialAuc(value)),
    },
    {
      ...score,
      ids: ['roc_auc_max_fpr_0.1'],
      summary: 'area under the ROC curve up to a false positive rate, 0.5 being chance',
      source: 'sklearn.metrics.roc_auc_score with max_fpr (McClish, 1989)',
      edges: nanOnOneClass,
    },
  ),
  single(gini, { ...score, summary: '2 * ROC AUC - 1', source: "Somers' D", edges: `${nanOnOneClass}; all scores equal: 0 with CONSTANT_SCORE` }),
  single(curveMetric(averagePrecision), {
    ...score,
    summary: 'step-wise area under the precision-recall curve',
    source: 'sklearn.metrics.average_precision_score',
    edges: `${zeroWithoutPositives}; all scores equal: the share of positives`,
  }),
  single(curveMetric(kolmogorovSmirnov), {
    ...score,
    summary: 'largest distance between the score distributions of the classes',
    source: 'scipy.stats.ks_2samp',
    edges: nanOnOneClass,
  }),
  single(curveMetric(equalErrorRate), {
    ...score,
    summary: 'mean of false positive and false negative rate where they differ least',
    source: 'torchmetrics.functional.classification.binary_eer',
    edges: nanOnOneClass,
  }),
  single(curveMetric(logAuc), {
    ...score,
    summary: 'mean recall over false positive rates of 0.001 to 0.1, on a logarithmic scale',
    source: 'torchmetrics.functional.classification.binary_logauc (Mysinger and Shoichet, 2010)',
    edges: nanOnOneClass,
  }),
  numberFamily(
    { start: 'lift@', placeholder: 'SHARE', parameter: rate('share of the rows'), metric: (value) => curveMetric(lift(value)) },
    {
      ...score,
      ids: ['lift@0.1'],
      summary: 'share of positives among the rows that score highest, as a multiple of that among all',
      source: 'lift chart; rows tied across the border count in part',
      edges: 'no positives: NaN with NO_POSITIVES',
    },
  ),
  pointFamily('precision_at_recall_', {
    formula: precisionAtRecall,
    of: 'torchmetrics.functional.classification.binary_precision_at_fixed_recall',
    edges: zeroWithoutPositives,
  }),
  pointFamily('recall_at_precision_', {
    formula: recallAtPrecision,
    of: 'torchmetrics.functional.classification.binary_recall_at_fixed_precision',
    edges: `${zeroWithoutPositives}; no threshold reaches it: 0`,
  }),
  pointFamily('sensitivity_at_specificity_', {
    formula: sensitivityAtSpecificity,
    of: 'torchmetrics.functional.classification.binary_sensitivity_at_specificity',
    edges: nanOnOneClass,
  }),
  pointFamily('specificity_at_sensitivity_', {
    formula: specificityAtSensitivity,
    of: 'torchmetrics.functional.classification.binary_specificity_at_sensitivity',
    edges: nanOnOneClass,
  }),
]
