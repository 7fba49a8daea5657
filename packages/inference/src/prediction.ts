import type { DetectedBoxes, SegmentedImages } from './pictures/image-answers.ts'

/** Measured numbers, in the precision that the model gave them. */
export type Numbers = Float64Array | Float32Array

/** What a model is asked for. */
export const predictionKinds = [
  'binary',
  'multiclass',
  'multilabel',
  'regression',
  'ranking',
  'clustering',
  'detection',
  'segmentation',
  'text',
] as const
export type PredictionKind = (typeof predictionKinds)[number]

export interface PredictOptions {
  readonly kind: PredictionKind
  /** Of two classes the one whose probability is asked for; null or left out: the second. */
  readonly positive?: string | number | null
  /** The output to read, where several could be meant. */
  readonly output?: string | null
  /** The number of the batch's first row in the data, for messages; 0 when left out. */
  readonly firstRow?: number
}

/** What a model says of the rows of a batch, in their order. */
export type Prediction =
  | {
      readonly kind: 'binary'
      /** P(positive); null where the model only decides. */
      readonly score: Numbers | null
      /** 1 where it decides for `positive`; null where there is a score. */
      readonly decision: Uint8Array | null
    }
  | {
      readonly kind: 'multiclass'
      /** In the order of the probabilities' columns; null where the model only decides and names no classes. */
      readonly classes: readonly string[] | null
      /** rows × classes, row by row. */
      readonly probability: Numbers | null
      /** The class decided for; null where there are probabilities. */
      readonly decision: readonly string[] | null
    }
  | {
      readonly kind: 'multilabel'
      readonly labels: readonly string[]
      /** rows × labels, row by row. */
      readonly score: Numbers
    }
  | { readonly kind: 'regression'; readonly value: Numbers; readonly quantiles: Quantiles | null }
  | { readonly kind: 'ranking'; readonly score: Numbers }
  | { readonly kind: 'clustering' /** The group of each row. */; readonly group: readonly string[] }
  | DetectedBoxes
  | SegmentedImages
  | { readonly kind: 'text' /** What was written for each row. */; readonly texts: readonly string[] }

export interface Quantiles {
  /** Ascending, in (0, 1). */
  readonly levels: readonly number[]
  /** rows × levels, row by row. */
  readonly values: Numbers
}
