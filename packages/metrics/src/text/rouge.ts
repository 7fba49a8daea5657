import type { MetricOf } from '../metric.ts'
import { documentMetric } from './document-metric.ts'
import { commonLength, commonPlaces } from './longest-common-subsequence.ts'
import { overlap, tally, wordGrams } from './n-grams.ts'

/**
 * Mean over documents of the F1 of runs of n words that text and reference share (Lin, 2004), as rouge-score computes it without
 * stemming: lower case, words of a to z and digits. Of several references the best counts.
 * @example rougeN(1).measure({ kind: 'text', prediction: ['The cat'], reference: [['the dog']], likelihood: null, weight: null }).value // 0.5
 */
export function rougeN(n: 1 | 2): MetricOf<'text'> {
  return documentMetric({
    id: `rouge_${n}`,
    title: `ROUGE-${n}`,
    range: [0, 1],
    inference: 'mean',
    of(prediction, reference) {
      const said = rougeWords(prediction)
      const meant = rougeWords(reference)
      const shared = overlap(wordGrams(meant, n), wordGrams(said, n))
      return f1(shared, Math.max(0, said.length - n + 1), Math.max(0, meant.length - n + 1))
    },
  })
}

/**
 * The same of the longest common subsequence of words, the text as one sentence.
 * @example rougeL.measure({ kind: 'text', prediction: ['a b c d'], reference: [['a c b d']], likelihood: null, weight: null }).value // 0.75
 */
export const rougeL: MetricOf<'text'> = documentMetric({
  id: 'rouge_l',
  title: 'ROUGE-L',
  range: [0, 1],
  inference: 'mean',
  of(prediction, reference) {
    const said = rougeWords(prediction)
    const meant = rougeWords(reference)
    return f1(commonLength(meant, said), said.length, meant.length)
  },
})

/**
 * The same of sentences, one on each line: each sentence of the reference gives the union of its common subsequences with all sentences
 * of the text, no word counted more often than both have it.
 */
export const rougeLsum: MetricOf<'text'> = documentMetric({
  id: 'rouge_lsum',
  title: 'ROUGE-Lsum',
  range: [0, 1],
  inference: 'mean',
  of(prediction, reference) {
    const said = sentences(prediction)
    const meant = sentences(reference)
    return f1(unionLength(meant, said), said.flat().length, meant.flat().length)
  },
})

function unionLength(meant: readonly (readonly string[])[], said: readonly (readonly string[])[]): number {
  const left = new Map(tally(meant.flat()))
  const available = new Map(tally(said.flat()))
  let hits = 0
  for (const sentence of meant) {
    const places = new Set(said.flatMap((other) => commonPlaces(sentence, other)))
    for (const place of [...places].sort((a, b) => a - b)) {
      const word = sentence[place] as string
      if ((left.get(word) ?? 0) < 1 || (available.get(word) ?? 0) < 1) continue
      left.set(word, (left.get(word) as number) - 1)
      available.set(word, (available.get(word) as number) - 1)
      hits++
    }
  }
  return hits
}

function f1(shared: number, said: number, meant: number): number {
  const precision = shared / Math.max(1, said)
  const recall = shared / Math.max(1, meant)
  return shared === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

function sentences(text: string): readonly (readonly string[])[] {
  return text.split('\n').map(rougeWords)
}

function rougeWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9]+/gu) ?? []
}
