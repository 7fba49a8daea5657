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
