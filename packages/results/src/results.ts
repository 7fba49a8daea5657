/** Whose files are read. */
export type ResultsFormat =
  | 'scikit-learn-report'
  | 'mlflow-store'
  | 'mlflow-sqlite'
  | 'dvclive'
  | 'dvc'
  | 'tensorboard'
  | 'hugging-face-trainer'
  | 'hugging-face-evaluate'
  | 'lightning'
  | 'lm-eval'
  | 'keras'
  | 'boosting'
  | 'catboost'
  | 'weights-and-biases'
  | 'ultralytics'
  | 'prometheus'
  | 'flat'

/** One number that a tool wrote. */
export interface ReportedMetric {
  /** As the tool calls it, parts joined by "/". */
  readonly name: string
  /** The id of the same metric in our catalogue; null where there is none, or it is computed in another way. */
  readonly canonical: string | null
  readonly value: number
  /** The file, from what was given. */
  readonly file: string
}

/** What one unit (a question, a document) got, by which two models can be paired. */
export interface ReportedSample {
  readonly unit: string
  readonly metric: string
  readonly value: number
}

/** What a tool left behind. */
export interface Results {
  readonly format: ResultsFormat
  readonly metrics: readonly ReportedMetric[]
  /** Which of many numbers of one name was taken, and why: "epoch 12, the last". Null where there is one of each. */
  readonly taken: string | null
  /** Null where the tool keeps no outcomes of single units. */
  readonly samples: readonly ReportedSample[] | null
}

/** Results, and what was read for them. */
export interface ReadResults extends Results {
  /** Files, from what was given. */
  readonly read: readonly string[]
}
