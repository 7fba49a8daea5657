import type { MetricOf } from '../metric.ts'
import { documentMetric } from './document-metric.ts'
import { overlap, tally } from './n-grams.ts'
import { words } from './words.ts'

const punctuation = /[!-/:-@[-`{-~]/gu
const articles = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu

/**
 * Share of answers that are a reference, after SQuAD's normalisation: lower case, without ASCII punctuation, without "a", "an" and "the",
 * white space made one.
 * @example exactMatch.measure({ kind: 'text', prediction: ['The  cat!'], reference: [['a cat']], likelihood: null, weight: null }).value // 1
 */
export const exactMatch: MetricOf<'text'> = documentMetric({
  id: 'exact_match',
  title: 'exact match',
  range: [0, 1],
  inference: 'share',
  of: (prediction, reference) => (normalised(prediction).join(' ') === normalised(reference).join(' ') ? 1 : 0),
})

/**
 * Mean over answers of the F1 of the words that answer and reference share, after the same normalisation; two answers without words
 * agree (SQuAD 2.0). Of several references the best counts.
 * @example tokenF1.measure({ kind: 'text', prediction: ['the black cat'], reference: [['a cat']], likelihood: null, weight: null }).value // 0.6666666666666666
 */
export const tokenF1: MetricOf<'text'> = documentMetric({
  id: 'token_f1',
  title: 'token F1',
  range: [0, 1],
  inference: 'mean',
  of(prediction, reference) {
    const said = normalised(prediction)
    const meant = normalised(reference)
    if (said.length === 0 || meant.length === 0) return said.length === meant.length ? 1 : 0
    const same = overlap(tally(said), tally(meant))
    const precision = same / said.length
    const recall = same / meant.length
    return same === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  },
})

function normalised(text: string): string[] {
  return words(text.toLowerCase().replace(punctuation, '').replace(articles, ' '))
}
