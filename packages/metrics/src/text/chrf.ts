import type { MetricOf } from '../metric.ts'
import { corpusMetric } from './corpus-metric.ts'
import { characterGrams, overlap, type Tally, totalOf, wordGrams } from './n-grams.ts'
import { words } from './words.ts'

/** Runs of one to six characters. */
const characterOrders = 6
/** Recall counts twice as much as precision, squared. */
const factor = 4
const punctuation = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')

/**
 * Character F2 of all documents together (Popović, 2015), 0 to 100, as sacrebleu computes it: precision and recall of runs of one to six
 * characters, white space left out, averaged over the orders that both sides have (`case:mixed|eff:yes|nc:6|nw:0|space:no`). With word
 * runs up to an order it is chrF++ (Popović, 2017). Of several references the one with the best score of its own counts.
 * @example chrf(0).measure({ kind: 'text', prediction: ['abc'], reference: [['abc']], likelihood: null, weight: null }).value // 100
 */
export function chrf(wordOrders: 0 | 2): MetricOf<'text'> {
  return corpusMetric({
    id: wordOrders === 0 ? 'chrf' : `chrf_${wordOrders}`,
    title: wordOrders === 0 ? 'chrF' : 'chrF++',
    better: 'higher',
    range: [0, 100],
    width: 3 * (characterOrders + wordOrders),
    count: (prediction, references) => countRuns(prediction, references, wordOrders),
    of: { value: scoreOf, gradient: gradientOf },
  })
}

function countRuns(prediction: string, references: readonly string[], wordOrders: number): Float64Array {
  const said = runsOf(prediction, wordOrders)
  let best = new Float64Array(3 * said.length)
  let bestScore = -1
  for (const reference of references) {
    const counts = countsOf(said, runsOf(reference, wordOrders))
    const score = scoreOf(counts)
    if (score > bestScore) {
      best = counts
      bestScore = score
    }
  }
  return best
}

/** For each order: runs of the text, runs of the reference, shared runs. Runs of an order that the reference has none of do not count. */
function countsOf(said: readonly Tally[], meant: readonly Tally[]): Float64Array<ArrayBuffer> {
  const counts = new Float64Array(3 * said.length)
  said.forEach((own, order) => {
    const other = meant[order] as Tally
    counts[3 * order] = other.size > 0 ? totalOf(own) : 0
    counts[3 * order + 1] = totalOf(other)
    counts[3 * order + 2] = overlap(own, other)
  })
  return counts
}

function runsOf(text: string, wordOrders: number): readonly Tally[] {
  const parts = words(text)
  const characters = [...parts.join('')]
  const split = parts.flatMap(withoutPunctuation)
  return [
    ...Array.from({ length: characterOrders }, (_, order) => characterGrams(characters, order + 1)),
    ...Array.from({ length: wordOrders }, (_, order) => wordGrams(split, order + 1)),
  ]
}

/** One mark of punctuation is cut off, at the end before the beginning. */
function withoutPunctuation(word: string): readonly string[] {
  const characters = [...word]
  if (characters.length === 1) return [word]
  if (punctuation.has(word.slice(-1))) return [word.slice(0, -1), word.slice(-1)]
  return punctuation.has(word.slice(0, 1)) ? [word.slice(0, 1), word.slice(1)] : [word]
}

interface Averages {
  readonly precision: number
  readonly recall: number
  /** Orders that both sides have. */
  readonly orders: number
}

function averages(counts: Float64Array): Averages {
  let precision = 0
  let recall = 0
  let orders = 0
  for (let at = 0; at < counts.length; at += 3) {
    const said = counts[at] as number
    const meant = counts[at + 1] as number
    if (said === 0 || meant === 0) continue
    precision += (counts[at + 2] as number) / said
    recall += (counts[at + 2] as number) / meant
    orders++
  }
  return { precision: precision / Math.max(1, orders), recall: recall / Math.max(1, orders), orders }
}

function scoreOf(counts: Float64Array): number {
  const { precision, recall } = averages(counts)
  return precision + recall > 0 ? (100 * (1 + factor) * precision * recall) / (factor * precision + recall) : 0
}

function gradientOf(sums: Float64Array): Float64Array | null {
  const { precision, recall, orders } = averages(sums)
  if (!(precision + recall > 0)) return null
  const scale = (100 * (1 + factor)) / (factor * precision + recall) ** 2 / orders
  const gradient = new Float64Array(sums.length)
  for (let at = 0; at < sums.length; at += 3) {
    const [said, meant, shared] = sums.subarray(at, at + 3) as unknown as readonly [number, number, number]
    if (said === 0 || meant === 0) continue
    gradient[at] = (-scale * recall ** 2 * shared) / said ** 2
    gradient[at + 1] = (-scale * factor * precision ** 2 * shared) / meant ** 2
    gradient[at + 2] = scale * (recall ** 2 / said + (factor * precision ** 2) / meant)
  }
  return gradient
}
