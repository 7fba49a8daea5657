import { catalogue, metric, type Rows, type RowsKind } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { defaultMetrics } from './default-metrics.ts'

const weight = null
const numbers = { label: Float64Array.of(1, 2, 4), prediction: Float64Array.of(1, 3, 3), weight }
const predicted = {
  quantiles: { levels: [0.5], values: Float64Array.of(1, 3, 3) },
  interval: { lower: Float64Array.of(0, 0, 0), upper: Float64Array.of(5, 5, 5) },
}
const boxes = { starts: Uint32Array.of(0, 1), category: Uint8Array.of(0), box: Float64Array.of(0, 0, 9, 9) }
const samples: { readonly [K in RowsKind]: Rows } = {
  binary: { kind: 'binary', label: Uint8Array.of(0, 1, 1), score: Float64Array.of(0.1, 0.8, 0.6), prediction: null, weight },
  multiclass: {
    kind: 'multiclass',
    classes: ['a', 'b'],
    label: Uint8Array.of(0, 1),
    prediction: null,
    probability: Float64Array.of(1, 0, 0.25, 0.75),
    weight,
  },
  multilabel: {
    kind: 'multilabel',
    labels: ['a', 'b'],
    label: Uint8Array.of(0, 1, 1, 0),
    score: Float64Array.of(0.25, 1, 0.75, 0),
    prediction: null,
    weight,
  },
  regression: { kind: 'regression', ...numbers, ...predicted },
  forecasting: {
    kind: 'forecasting',
    ...numbers,
    ...predicted,
    series: Uint8Array.of(0, 0, 0),
    scale: Float64Array.of(1, 1, 1),
    squaredScale: Float64Array.of(1, 1, 1),
    naive: null,
  },
  ranking: {
    kind: 'ranking',
    starts: Uint32Array.of(0, 2),
    relevance: Float64Array.of(0, 1),
    score: Float64Array.of(1, 2),
    item: null,
    popularity: null,
    relevant: null,
    weight,
  },
  clustering: {
    kind: 'clustering',
    label: Uint8Array.of(0, 1, 1),
    prediction: Uint8Array.of(0, 1, 1),
    features: { width: 1, values: Float64Array.of(0, 5, 6) },
    weight,
  },
  text: { kind: 'text', reference: [['a b']], prediction: ['a b'], likelihood: { log: Float64Array.of(-2), tokens: Float64Array.of(2) }, weight },
  detection: {
    kind: 'detection',
    classes: ['a'],
    truth: { ...boxes, crowd: Uint8Array.of(0), area: Float64Array.of(81) },
    prediction: { ...boxes, score: Float64Array.of(1) },
    weight,
  },
  segmentation: { kind: 'segmentation', classes: ['a', 'b'], confusion: Float64Array.of(3, 1, 0, 2), weight },
}

describe('the metrics that are measured where none is named', () => {
  it.each(Object.keys(catalogue) as RowsKind[])('of %s rows are in the catalogue, and all have a value on rows that hold everything', (kind) => {
    const rows = samples[kind]
    const measured = defaultMetrics(rows).map((id) => [id, Number.isFinite(metric(id, kind).measure(rows).value)])
    expect(measured.length).toBeGreaterThan(2)
    expect(measured.filter(([, hasValue]) => !hasValue)).toEqual([])
  })

  it.each<readonly [string, Rows, readonly string[]]>([
    ['scores that are no probabilities', { ...samples.binary, score: Float64Array.of(-1, 3, 2) } as Rows, ['roc_auc', 'average_precision']],
    ['decisions alone', { ...samples.binary, score: null, prediction: Uint8Array.of(0, 1, 1) } as Rows, ['accuracy', 'precision', 'recall', 'f1']],
    [
      'classes alone',
      { ...samples.multiclass, probability: null, prediction: Uint8Array.of(0, 1) } as Rows,
      ['accuracy', 'balanced_accuracy', 'f1_macro'],
    ],
    [
      'marks alone',
      { ...samples.multilabel, score: null, prediction: Uint8Array.of(0, 1, 1, 0) } as Rows,
      ['f1_macro', 'f1_micro', 'hamming_loss', 'accuracy'],
    ],
    [
      'labels with scores that are no probabilities',
      { ...samples.multilabel, score: Float64Array.of(-1, 2, 3, 0) } as Rows,
      ['average_precision_macro', 'lrap'],
    ],
    ['points alone', { ...samples.regression, quantiles: null, interval: null } as Rows, ['mae', 'rmse', 'r2', 'mean_error']],
    ['groups without truth', { ...samples.clustering, label: null } as Rows, ['silhouette']],
    ['likelihoods alone', { ...samples.text, prediction: null } as Rows, ['perplexity']],
  ])('of %s are those that they suffice for', (_, rows, ids) => {
    expect(defaultMetrics(rows)).toEqual(ids)
  })
})
