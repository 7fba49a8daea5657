import type { MetricOf, MetricWarning } from '../metric.ts'
import type { FunctionOfSums, UnitSums } from '../unit-sums.ts'
import { corpusMetric } from './corpus-metric.ts'
import { editCounts } from './edit-counts.ts'
import { characters, spokenWords } from './words.ts'

/** Sums of hits, substitutions, deletions and insertions. */
type Sums = readonly [hits: number, substitutions: number, deletions: number, insertions: number]

/**
 * Word error rate: exchanged, left out and added words over all words of the references (jiwer, with its splitting of words; case and
 * punctuation count). Of several references the one with the lowest rate counts. Above 1 where much is added. Where no reference has a
 * word it is the number of added words, with `EMPTY_REFERENCE`.
 * @example wordErrorRate.measure({ kind: 'text', prediction: ['a x'], reference: [['a b c']], likelihood: null, weight: null }).value // 0.6666666666666666
 */
export const wordErrorRate: MetricOf<'text'> = rate({
  ...{ id: 'wer', title: 'word error rate', range: [0, Infinity], split: spokenWords, unit: 'words' },
  of: { value: errorRate, gradient: errorGradient },
})

/** The same of characters, spaces included, without those at both ends. */
export const characterErrorRate: MetricOf<'text'> = rate({
  ...{ id: 'cer', title: 'character error rate', range: [0, Infinity], split: characters, unit: 'characters' },
  of: { value: errorRate, gradient: errorGradient },
})

/**
 * Match error rate: errors over all pairs of the alignment, 0 to 1 (Morris et al., 2004).
 * @example matchErrorRate.measure({ kind: 'text', prediction: ['a x y'], reference: [['a b']], likelihood: null, weight: null }).value // 0.6666666666666666
 */
export const matchErrorRate: MetricOf<'text'> = rate({
  ...{ id: 'mer', title: 'match error rate', range: [0, 1], split: spokenWords, unit: 'words' },
  of: {
    value(sums) {
      const [hits, substitutions, deletions, insertions] = sums as unknown as Sums
      const pairs = hits + substitutions + deletions + insertions
      return pairs === 0 ? 0 : (pairs - hits) / pairs
    },
    gradient(sums) {
      const hits = sums[0] as number
      const pairs = sums.reduce((sum, one) => sum + one, 0)
      if (pairs === 0) return null
      return sums.map((_, at) => (at === 0 ? (hits - pairs) / pairs ** 2 : hits / pairs ** 2))
    },
  },
})

/**
 * Word information lost: 1 less the product of the shares of both sides' words that match (Morris et al., 2004).
 * @example wordInformationLost.measure({ kind: 'text', prediction: ['a x'], reference: [['a b']], likelihood: null, weight: null }).value // 0.75
 */
export const wordInformationLost: MetricOf<'text'> = rate({
  ...{ id: 'wil', title: 'word information lost', range: [0, 1], split: spokenWords, unit: 'words' },
  of: {
    value(sums) {
      const { hits, meant, said } = lengths(sums)
      if (meant === 0 && said === 0) return 0
      return meant === 0 || said === 0 ? 1 : 1 - (hits / meant) * (hits / said)
    },
    gradient(sums) {
      const { hits, meant, said } = lengths(sums)
      if (meant === 0 || said === 0) return null
      const kept = (hits / meant) * (hits / said)
      const byMeant = kept / meant
      const bySaid = kept / said
      return Float64Array.of(byMeant + bySaid - (2 * hits) / meant / said, byMeant + bySaid, byMeant, bySaid)
    },
  },
})

interface Rate extends Pick<MetricOf<'text'>, 'id' | 'title' | 'range'> {
  readonly split: (text: string) => readonly string[]
  readonly unit: string
  readonly of: FunctionOfSums
}

function rate({ split, unit, ...about }: Rate): MetricOf<'text'> {
  const count = (prediction: string, references: readonly string[]) => {
    const said = split(prediction)
    const all = references.map((reference) => {
      const { hits, substitutions, deletions, insertions } = editCounts(split(reference), said)
      return Float64Array.of(hits, substitutions, deletions, insertions)
    })
    return all.reduce((best, one) => (errorRate(one) < errorRate(best) ? one : best))
  }
  const warn = (_: Float64Array, counts: UnitSums) => emptyReferences(counts, unit)
  return corpusMetric({ ...about, better: 'lower', width: 4, count, warn })
}

function emptyReferences({ values, width }: UnitSums, unit: string): readonly MetricWarning[] {
  let empty = 0
  for (let from = 0; from < values.length; from += width) if (lengths(values.subarray(from, from + width)).meant === 0) empty++
  if (empty === 0) return []
  return [
    {
      code: 'EMPTY_REFERENCE',
      message: `the references of ${empty} of ${values.length / width} documents have no ${unit}; all that was said there is added`,
    },
  ]
}

function lengths(sums: Float64Array) {
  const [hits, substitutions, deletions, insertions] = sums as unknown as Sums
  return { hits, meant: hits + substitutions + deletions, said: hits + substitutions + insertions, errors: substitutions + deletions + insertions }
}

function errorRate(sums: Float64Array): number {
  const { meant, errors } = lengths(sums)
  return meant === 0 ? errors : errors / meant
}

function errorGradient(sums: Float64Array): Float64Array | null {
  const { meant, errors } = lengths(sums)
  if (meant === 0) return null
  const longer = -errors / meant ** 2
  return Float64Array.of(longer, longer + 1 / meant, longer + 1 / meant, 1 / meant)
}
