import type { MetricOf } from '../metric.ts'
import { corpusMetric } from './corpus-metric.ts'
import { documentMetric } from './document-metric.ts'
import { mtevalTokens } from './mteval-tokens.ts'
import { overlap, type Tally, wordGrams } from './n-grams.ts'

/** Runs of one to four words. */
const orders = 4
/** Where the counts of matches and of all runs begin: before them stand the lengths of the texts and of their nearest references. */
const matches = 2
const totals = matches + orders

/**
 * BLEU of all documents together (Papineni et al., 2002) from 0 to 100, as sacrebleu computes it: signature
 * `case:mixed|eff:no|tok:13a|smooth:exp`. Of several references each run counts as often as one of them has it, and the nearest length
 * (the shorter of two) counts for the brevity penalty. No match at all is 0. Where an order has no match it is smoothed, and there is no
 * influence.
 * @example bleu.measure({ kind: 'text', prediction: ['the cat is on the mat'], reference: [['the cat is on the mat']], likelihood: null, weight: null }).value // 100.00000000000004, as exp(log(100)) is
 */
export const bleu: MetricOf<'text'> = corpusMetric({
  id: 'bleu',
  title: 'BLEU',
  better: 'higher',
  range: [0, 100],
  width: totals + orders,
  count: countRuns,
  of: { value: (sums) => scoreOf(sums, false), gradient: gradientOf },
})

/**
 * The mean of each document's own BLEU, 0 to 100, over the orders that its text is long enough for (sacrebleu's sentence BLEU, `eff:yes`).
 * Of several references the best counts on its own.
 */
export const sentenceBleu: MetricOf<'text'> = documentMetric({
  id: 'sentence_bleu',
  title: 'sentence BLEU',
  range: [0, 100],
  inference: 'mean',
  of: (prediction, reference) => scoreOf(countRuns(prediction, [reference]), true),
})

function countRuns(prediction: string, references: readonly string[]): Float64Array {
  const said = mtevalTokens(prediction)
  const meant = references.map(mtevalTokens)
  const counts = new Float64Array(totals + orders)
  counts[0] = said.length
  counts[1] = nearestLength(
    said.length,
    meant.map((tokens) => tokens.length),
  )
  for (let order = 0; order < orders; order++) {
    const most = mostOf(meant.map((tokens) => wordGrams(tokens, order + 1)))
    counts[matches + order] = overlap(wordGrams(said, order + 1), most)
    counts[totals + order] = Math.max(0, said.length - order)
  }
  return counts
}

/** Each run as often as the reference that has it most often. */
function mostOf(tallies: readonly Tally[]): Tally {
  const most = new Map<string, number>()
  for (const one of tallies) for (const [run, count] of one) most.set(run, Math.max(count, most.get(run) ?? 0))
  return most
}

function nearestLength(length: number, candidates: readonly number[]): number {
  return candidates.reduce((best, one) => {
    const nearer = Math.abs(one - length) - Math.abs(best - length)
    return nearer < 0 || (nearer === 0 && one < best) ? one : best
  })
}

function scoreOf(counts: Float64Array, hasEffectiveOrder: boolean): number {
  const [length, target] = counts as unknown as readonly [number, number]
  if (counts.subarray(matches, totals).every((count) => count === 0)) return 0
  let logs = 0
  let smoothing = 1
  let used = 0
  for (let order = 0; order < orders; order++) {
    const all = counts[totals + order] as number
    if (all === 0) break
    used = order + 1
    const matched = counts[matches + order] as number
    if (matched === 0) smoothing *= 2
    logs += Math.log((100 * (matched === 0 ? 1 / smoothing : matched)) / all)
  }
  if (used < orders && !hasEffectiveOrder) return 0
  return (length < target ? Math.exp(1 - target / length) : 1) * Math.exp(logs / used)
}

function gradientOf(sums: Float64Array): Float64Array | null {
  const [length, target] = sums as unknown as readonly [number, number]
  if (sums.subarray(matches).some((count) => count === 0)) return null
  const score = scoreOf(sums, false)
  const gradient = new Float64Array(sums.length)
  if (length < target) {
    gradient[0] = (score * target) / length ** 2
    gradient[1] = -score / length
  }
  for (let order = 0; order < orders; order++) {
    gradient[matches + order] = score / orders / (sums[matches + order] as number)
    gradient[totals + order] = -score / orders / (sums[totals + order] as number)
  }
  return gradient
}
