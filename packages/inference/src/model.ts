import type { Batch } from './batch.ts'
import type { OutputTensor } from './output-tensor.ts'
import type { Numbers, Prediction, PredictOptions } from './prediction.ts'

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
  /** The output that holds the probabilities, where several could. */
  readonly output?: string | null
}

/** A model that is ready to score; disposing it frees the native session. */
export interface Model extends AsyncDisposable {
  /** `sha256:…` of the very bytes that were loaded. */
  readonly digest: `sha256:${string}`
  readonly bytes: number
  /** `onnx`, or where it does not run natively on the CPU `onnx on wasm`, `onnx on cuda`. */
  readonly format: string
  /** What a person should know of how it runs, such as that a GPU was asked for and is not there. */
  readonly notes: readonly string[]
  readonly inputs: readonly ModelValue[]
  /** Tensor outputs, after a ZipMap was removed. */
  readonly outputs: readonly ModelValue[]
  /** The columns of data that scoring reads. */
  readonly columns: readonly string[]
  /** Those of them that name images, which a batch brings decoded. */
  readonly pictures: readonly string[]
  /** Classes in the order of the probability columns, where the model says them. */
  readonly classes: readonly string[] | null
  readonly zipMapRemoved: boolean
  /**
   * P(positive) of each row, in order, checked to lie in 0..1, in the model's own precision.
   * @throws {InferenceError} as {@link Model.predict}
   */
  score(batch: Batch, options: ScoreOptions): Promise<Numbers>
  /**
   * What the model says of each row, for one kind of task, checked: probabilities lie in 0..1 and sum to 1, numbers are finite.
   * @throws {InferenceError} `INPUT_MISSING`, `INPUT_TYPE`, `INPUT_VALUE`, `NO_PROBABILITY_OUTPUT`, `NO_OUTPUT`, `OUTPUT_AMBIGUOUS`,
   * `POSITIVE_UNKNOWN`, `LABELS_UNNAMED`, `SCORE_NOT_FINITE`, `SCORE_OUT_OF_RANGE`, `PROBABILITY_SUM`, `DETECTION_INVALID`, `INFERENCE_FAILED`
   */
  predict(batch: Batch, options: PredictOptions): Promise<Prediction>
  /**
   * Every output as the model gave it; nothing is checked or turned into probabilities.
   * @throws {InferenceError} `INPUT_MISSING`, `INPUT_TYPE`, `INPUT_VALUE`, `INFERENCE_FAILED`
   */
  run(batch: Batch, options?: { readonly firstRow?: number }): Promise<readonly OutputTensor[]>
}
