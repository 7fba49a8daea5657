import { MetricsError } from '../errors.ts'
import { refuseAt, requireLength, requireWeight } from './requirements.ts'
import { picked, pickedOrNull } from './select.ts'

/** What a metric of generated text reads. The unit is the document: a question, a sentence. */
export interface TextRows {
  readonly kind: 'text'
  /** One or more right answers for each document. */
  readonly reference: readonly (readonly string[])[]
  /** What the model wrote; null where only likelihoods are known. */
  readonly prediction: readonly string[] | null
  /** Summed natural logarithm of the likelihood of each document's tokens, and their number; needed by perplexity. */
  readonly likelihood: { readonly log: Float64Array; readonly tokens: Float64Array } | null
  readonly weight: Float64Array | null
}

export type WrittenText = TextRows & { readonly prediction: readonly string[] }
export type LikelyText = TextRows & { readonly likelihood: NonNullable<TextRows['likelihood']> }

/**
 * Refuses documents without a reference or without a text of the model; an empty text is one. Documents are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABEL_INVALID`, `PREDICTIONS_MISSING`, `WEIGHT_INVALID`.
 */
export function requireWritten(rows: TextRows): asserts rows is WrittenText {
  const { reference, prediction, weight } = rows
  if (reference.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no documents to measure on')
  refuseAt(
    reference.findIndex((texts) => texts.length === 0),
    'LABEL_INVALID',
    (row) => `document ${row} has no reference`,
  )
  if (prediction === null)
    throw new MetricsError('PREDICTIONS_MISSING', 'the documents have no text of the model', { hint: 'name the column that it wrote' })
  requireLength(prediction.length, 'predictions', reference.length)
  if (weight) requireWeight(weight, reference.length)
}

/**
 * Refuses documents without the likelihood of their tokens, at most 1.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LIKELIHOODS_MISSING`, `LIKELIHOOD_INVALID`, `WEIGHT_INVALID`.
 */
export function requireLikely(rows: TextRows): asserts rows is LikelyText {
  const { reference, likelihood, weight } = rows
  if (reference.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no documents to measure on')
  if (likelihood === null) {
    const hint = 'give the summed log likelihood of the tokens of each document, and their number'
    throw new MetricsError('LIKELIHOODS_MISSING', 'how likely the model holds the documents is not known', { hint })
  }
  requireLength(likelihood.log.length, 'log likelihoods', reference.length)
  requireLength(likelihood.tokens.length, 'numbers of tokens', reference.length)
  refuseAt(
    likelihood.log.findIndex((log) => !(log <= 0 && log > -Infinity)),
    'LIKELIHOOD_INVALID',
    (row) => `the log likelihood of document ${row} is ${likelihood.log[row]}, not a finite number of at most 0`,
  )
  refuseAt(
    likelihood.tokens.findIndex((tokens) => !(Number.isInteger(tokens) && tokens >= 0)),
    'LIKELIHOOD_INVALID',
    (row) => `document ${row} has ${likelihood.tokens[row]} tokens`,
  )
  if (weight) requireWeight(weight, reference.length)
}

/** The documents at some places, in that order. */
export function selectText({ kind, reference, prediction, likelihood, weight }: TextRows, units: Uint32Array): TextRows {
  const at = <Value>(values: readonly Value[]): readonly Value[] => Array.from(units, (unit) => values[unit] as Value)
  return {
    kind,
    reference: at(reference),
    prediction: prediction && at(prediction),
    likelihood: likelihood && { log: picked(likelihood.log, units), tokens: picked(likelihood.tokens, units) },
    weight: pickedOrNull(weight, units),
  }
}
