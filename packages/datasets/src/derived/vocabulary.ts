import { textWords, wordHash } from './text-words.ts'

/** Words of a column of texts, kept as hashes of 32 bits. */
export class Vocabulary {
  readonly #hashes: ReadonlySet<number>

  constructor(hashes: Iterable<number>) {
    this.#hashes = new Set(hashes)
  }

  /** From the form in a profile; what is no such text reads as far as it goes. */
  static from(words: string): Vocabulary {
    const bytes = Buffer.from(words, 'base64')
    return new Vocabulary(Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32LE(4 * at)))
  }

  get size(): number {
    return this.#hashes.size
  }

  /**
   * The share of a text's words, repeated ones each time, that are not in the vocabulary; null of a text without words. A word that is not
   * in it is taken for one that is with a chance of one in a million (4,096 of 2³² hashes).
   */
  unknownShare(text: string): number | null {
    const words = textWords(text)
    return words.length === 0 ? null : words.filter((word) => !this.#hashes.has(wordHash(word))).length / words.length
  }

  /** Ascending hashes, four bytes each with the lowest first, in base64: 22 kB of 4,096 words. */
  toString(): string {
    const bytes = Buffer.alloc(4 * this.size)
    for (const [at, hash] of [...this.#hashes].toSorted((one, other) => one - other).entries()) bytes.writeUInt32LE(hash, 4 * at)
    return bytes.toString('base64')
  }
}
