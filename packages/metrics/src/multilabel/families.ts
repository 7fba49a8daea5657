import { type Family, single } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { ratioFamilies } from '../multiclass/ratio-families.ts'
import { numberParameter } from '../number-parameter.ts'
import { averagedRatio } from './averaged-ratio.ts'
import { accuracy, hammingLoss } from './exact-match.ts'
import { averagePrecisionSamples, coverageError, lrap, rankingLoss } from './label-ranking.ts'
import { labelArea, labelPrecision } from './ranked-labels.ts'
import { sampleRatio } from './sample-ratio.ts'

const decision = 'prediction, or score at THRESHOLD, 0.5'
const anyNumber = { what: 'a number', allows: Number.isFinite }

/** Every metric of a classifier that may give several labels, one line each. */
export const multilabelFamilies: readonly Family<'multilabel'>[] = [
  thresholdFamily('accuracy', accuracy, { summary: 'share of rows whose labels are all right', source: 'sklearn.metrics.accuracy_score' }),
  thresholdFamily('hamming_loss', hammingLoss, { summary: 'share of labels of rows that are wrong', source: 'sklearn.metrics.hamming_loss' }),
  ...ratioFamilies<'multilabel'>({
    withSpecificity: false,
    averages: ['macro', 'micro', 'weighted', 'samples'],
    reads: decision,
    edges: 'over nothing: 0.0 with NO_PREDICTED_POSITIVES or NO_POSITIVES; every label counts, be it in no row',
    suffix: '[@THRESHOLD]',
    metric({ id, ratio, rest }) {
      if (rest.startsWith('class:')) return averagedRatio({ id, ratio, average: { name: rest.slice('class:'.length) }, threshold: null })
      const { name, threshold } = splitThreshold(id, rest)
      if (name === 'samples') return sampleRatio({ id, ratio, threshold })
      return name === 'micro' || name === 'macro' || name === 'weighted' ? averagedRatio({ id, ratio, average: name, threshold }) : null
    },
  }),
  single(lrap, {
    reads: 'score',
    summary: "share of the row's labels among what scores as high as each of them",
    source: 'sklearn.metrics.label_ranking_average_precision_score',
    edges: 'a row with no label, or all, counts 1, with DEGENERATE',
  }),
  single(coverageError, {
    reads: 'score',
    summary: 'how far down the ranking all labels of a row are found',
    source: 'sklearn.metrics.coverage_error',
    edges: 'a row with no label counts 0, with NO_POSITIVES',
  }),
  single(rankingLoss, {
    reads: 'score',
    summary: 'share of pairs of a label and another that are ranked wrongly, or tied',
    source: 'sklearn.metrics.label_ranking_loss',
    edges: 'a row with no label, or all, counts 0, with DEGENERATE',
  }),
  ...(['macro', 'micro'] as const).map((average) =>
    single(labelArea(average), {
      reads: 'score',
      summary: average === 'macro' ? 'mean ROC AUC of the labels' : 'ROC AUC of all labels of all rows together',
      source: `sklearn.metrics.roc_auc_score(average='${average}')`,
      edges: 'a label that no row, or every row, has: NaN with ONE_CLASS',
    }),
  ),
  ...(['macro', 'micro'] as const).map((average) =>
    single(labelPrecision(average), {
      reads: 'score',
      summary: average === 'macro' ? 'mean average precision of the labels' : 'average precision of all labels of all rows together',
      source: `sklearn.metrics.average_precision_score(average='${average}')`,
      edges: 'a label that no row has counts 0, with NO_POSITIVES',
    }),
  ),
  single(averagePrecisionSamples, {
    reads: 'score',
    summary: "mean average precision of the rows' labels",
    source: "sklearn.metrics.average_precision_score(average='samples')",
    edges: 'a row with no label counts 0, with NO_POSITIVES',
  }),
]

type ByThreshold = (threshold: number | null, id: string) => MetricOf<'multilabel'>

function thresholdFamily(name: string, metric: ByThreshold, about: Pick<Family<'multilabel'>, 'summary' | 'source'>): Family<'multilabel'> {
  return {
    form: `${name}[@THRESHOLD]`,
    ids: [name],
    reads: decision,
    ...about,
    edges: 'scores outside 0 to 1 are refused where no THRESHOLD is named',
    parse(id) {
      const split = splitThreshold(id, id)
      return split.name === name ? metric(split.threshold, id) : null
    },
  }
}

/** What stands before an @, and the number behind it, if there is one. Only names of letters can be meant: others are not read. */
function splitThreshold(id: string, text: string): { readonly name: string; readonly threshold: number | null } {
  const [, name = text, behind] = /^([a-z_]+)@(.*)$/su.exec(text) ?? []
  const isKnown = ['accuracy', 'hamming_loss', 'samples', 'micro', 'macro', 'weighted'].includes(name)
  return { name, threshold: behind === undefined || !isKnown ? null : numberParameter(id, behind, anyNumber) }
}
