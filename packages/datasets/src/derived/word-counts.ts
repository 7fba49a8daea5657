import { textWords, wordHash } from './text-words.ts'
import { Vocabulary } from './vocabulary.ts'

/** Words of fewer texts are in no vocabulary: they may be somebody's name, and say little of how others write. */
export const minTexts = 5
/** Of words that first come after so many different ones, none is counted: memory stays bounded whatever the texts are. */
const maxDifferent = 1_000_000

/** Counts in how many texts each word comes. */
export class WordCounts {
  readonly #texts = new Map<number, number>()

  add(text: string): void {
    for (const hash of new Set(textWords(text).map(wordHash))) {
      const before = this.#texts.get(hash) ?? 0
      if (before > 0 || this.#texts.size < maxDifferent) this.#texts.set(hash, before + 1)
    }
  }

  /** The words of most texts, at least {@link minTexts} of them; of equally common ones those of the lowest hash. */
  commonest(limit: number): Vocabulary {
    const common = [...this.#texts].filter(([, texts]) => texts >= minTexts)
    const ordered = common.toSorted(([one, times], [other, others]) => others - times || one - other)
    return new Vocabulary(ordered.slice(0, limit).map(([hash]) => hash))
  }
}
