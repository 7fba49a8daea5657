import type { Sample } from '../profile/profile-sample.ts'
import type { Source } from '../profile/source.ts'
import type { TextPlan } from './derivation.ts'
import { sampledValues } from './sampled-values.ts'
import { rowPhase } from './spread-rows.ts'
import { Vocabulary } from './vocabulary.ts'
import { WordCounts } from './word-counts.ts'

export const unknownWordsMeasure = 'out_of_vocabulary'
/** Edges of its bins besides quantiles: texts of a reference may have no unknown word at all. */
export const unknownWordsEdges: readonly number[] = Array.from({ length: 20 }, (_, at) => at / 20)
/** Of a column; 22 kB in the profile. */
export const maxWords = 4_096
/** Of all columns of a profile together: 350 kB. */
export const maxWordsInAll = 65_536

export interface UnknownWords {
  /** Null where it is that of a reference, or no word is common enough. */
  readonly vocabulary: Vocabulary | null
  readonly rows: number
  /** Of each text with words. */
  readonly shares: readonly number[]
}

/**
 * A vocabulary from half of the sampled rows, and the shares of words of the other half that are not in it: what a word that is new to the
 * vocabulary is worth among such texts. (On the texts that it was made of the share would be lower, and any new data would seem to drift.)
 */
export async function ownUnknownWords(source: Source, { relation }: Sample, { plan, limit }: WordsQuestion): Promise<UnknownWords> {
  const counts = new WordCounts()
  await eachText(source, `select ${plan.sql} from ${relation}`, (text, row) => {
    if (text !== null && rowPhase(row) < 0.5) counts.add(text)
  })
  const vocabulary = counts.commonest(limit)
  if (vocabulary.size === 0) return { vocabulary: null, rows: 0, shares: [] }
  const others = await unknownShares(source, `select ${plan.sql} from ${relation}`, { vocabulary, isAsked: (row) => rowPhase(row) >= 0.5 })
  return { vocabulary, ...others }
}

export interface WordsQuestion {
  readonly plan: TextPlan
  /** The most words of a vocabulary. */
  readonly limit: number
}

/** The same shares of all sampled rows, by the vocabulary of a reference. */
export async function unknownWordsLike(
  source: Source,
  { relation }: Sample,
  { plan, words }: { readonly plan: TextPlan; readonly words: string },
): Promise<UnknownWords> {
  const asked = { vocabulary: Vocabulary.from(words), isAsked: () => true }
  return { vocabulary: null, ...(await unknownShares(source, `select ${plan.sql} from ${relation}`, asked)) }
}

async function unknownShares(
  source: Source,
  sql: string,
  { vocabulary, isAsked }: { readonly vocabulary: Vocabulary; readonly isAsked: (row: number) => boolean },
): Promise<Omit<UnknownWords, 'vocabulary'>> {
  const shares: number[] = []
  let rows = 0
  await eachText(source, sql, (text, row) => {
    if (!isAsked(row)) return
    rows++
    const share = text === null ? null : vocabulary.unknownShare(text)
    if (share !== null) shares.push(share)
  })
  return { rows, shares }
}

async function eachText(source: Source, sql: string, visit: (text: string | null, row: number) => void): Promise<void> {
  let row = 0
  for await (const some of sampledValues(source, sql)) for (const value of some) visit(typeof value === 'string' ? value : null, row++)
}
