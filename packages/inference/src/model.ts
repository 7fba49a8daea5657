import type { Batch } from './batch.ts'

export interface ModelValue {
  readonly name: string
  /** Element type as ONNX Runtime names it, such as `float32`. */
  readonly type: string
  /** A number where the size is fixed, else the name of the dimension, which may be empty. */
  readonly shape: readonly (number | string)[]
}

export interface ScoreOptions {
  /** The class whose probability is asked for; null for the second of two. */
  readonly positive: string | number | null
  /** The number of the batch's first row in the data, for messages; 0 when left out. */
  readonly firstRow?: number
}

/** A model that is ready to score; disposing it frees the native session. */
export interface Model extends AsyncDisposable {
  /** `sha256:…` of the very bytes that were loaded. */
  readonly digest: `sha256:${string}`
  readonly bytes: number
  readonly format: 'onnx'
  readonly inputs: readonly ModelValue[]
  /** Tensor outputs, after a ZipMap was removed. */
  readonly outputs: readonly ModelValue[]
  /** The columns of data that scoring reads. */
  readonly columns: readonly string[]
  /** Classes in the order of the probability columns, where the model says them. */
  readonly classes: readonly string[] | null
  readonly zipMapRemoved: boolean
  /**
   * P(positive) of each row, in order, checked to lie in 0..1.
   * @throws {InferenceError} `INPUT_MISSING`, `INPUT_TYPE`, `INPUT_VALUE`, `POSITIVE_UNKNOWN`, `NO_PROBABILITY_OUTPUT`,
   * `SCORE_NOT_FINITE`, `SCORE_OUT_OF_RANGE`, `INFERENCE_FAILED`
   */
  score(batch: Batch, options: ScoreOptions): Promise<Float64Array>
}
