import { StatsError } from './errors.ts'
import type { Seed } from './seed.ts'

const words = 2 ** 32
const mantissas = 2 ** 53
/** Up to here a word times the bound is exact in a double. */
const narrowBounds = 2 ** 21
const wordsAtOnce = 1024

export interface Draws {
  readonly draws: number
  readonly bound: number
  /** One count for each number below the bound; each draw adds one. */
  readonly counts: Int32Array
}

/**
 * A seeded source of random numbers: xoshiro128** 1.1 (Blackman and Vigna, 2018), 128 bits of state, period 2^128 - 1. Whole-number
 * arithmetic alone, so one seed gives the same numbers on every platform. For statistics, never for secrets.
 * @throws {StatsError} `OUT_OF_RANGE` for a seed of zeros, from which only zeros follow, or of other than whole numbers below 2^32.
 * @example new RandomSource([1, 2, 3, 4]).word() // 11520
 */
export class RandomSource {
  /** The state: four words, signed. */
  readonly #state: Int32Array
  // Words are made many at a time, with the state in registers.
  readonly #made = new Uint32Array(wordsAtOnce)
  #used = wordsAtOnce

  constructor(seed: Seed) {
    if (seed.some((word) => !(Number.isInteger(word) && word >= 0 && word < words)) || seed.every((word) => word === 0))
      throw new StatsError('OUT_OF_RANGE', `the seed is ${seed.join(', ')}; it is four whole numbers below 2^32, not all 0`)
    this.#state = Int32Array.from(seed, (word) => word | 0)
  }

  /** A whole number from 0 to 2^32 - 1. */
  word(): number {
    if (this.#used === wordsAtOnce) this.#make()
    return this.#made[this.#used++] as number
  }

  /**
   * A number from [0, 1), one of the 2^53 evenly spaced ones, each as likely.
   * @example new RandomSource([1, 2, 3, 4]).uniform() // (11520 >>> 5) / 2^27
   */
  uniform(): number {
    const high = this.word() >>> 5
    const low = this.word() >>> 6
    return (high * 2 ** 26 + low) / mantissas
  }

  /**
   * A whole number from 0 to bound - 1, each exactly as likely: the high half of word times bound, drawn again in the rare case
   * that would favour some (Lemire, 2019).
   * @throws {StatsError} `OUT_OF_RANGE` for a bound that is no whole number from 1 to 2^32.
   */
  below(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= words))
      throw new StatsError('OUT_OF_RANGE', `the bound of a draw is ${bound}; it is a whole number from 1 to 2^32`)
    return bound <= narrowBounds ? this.#belowNarrow(bound) : this.#belowWide(bound)
  }

  /**
   * Draws from 0 to bound - 1 as often as told, and counts how often each number came.
   * @throws {StatsError} `OUT_OF_RANGE` for a bound that is no whole number from 1 to 2^32.
   */
  countDraws({ draws, bound, counts }: Draws): void {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= narrowBounds)) {
      for (let draw = 0; draw < draws; draw++) addOne(counts, this.below(bound))
      return
    }
    for (let left = draws; left > 0; ) left -= this.#countMade({ draws: left, bound, counts })
  }

  /** As often as words are at hand, by the rule of `below`; how many numbers that gave. */
  #countMade({ draws, bound, counts }: Draws): number {
    if (this.#used === wordsAtOnce) this.#make()
    const end = Math.min(wordsAtOnce, this.#used + draws)
    const refused = words % bound
    let counted = 0
    for (let at = this.#used; at < end; at++) {
      const word = this.#made[at] as number
      if (Math.imul(word, bound) >>> 0 < refused) continue
      addOne(counts, Math.floor((word * bound) / words))
      counted++
    }
    this.#used = end
    return counted
  }

  #make(): void {
    let [a = 0, b = 0, c = 0, d = 0] = this.#state
    for (let at = 0; at < wordsAtOnce; at++) {
      const scrambled = Math.imul(b, 5)
      this.#made[at] = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
    }
    this.#state.set([a, b, c, d])
    this.#used = 0
  }

  #belowNarrow(bound: number): number {
    let word = this.word()
    let low = Math.imul(word, bound) >>> 0
    if (low < bound) {
      const refused = words % bound
      while (low < refused) {
        word = this.word()
        low = Math.imul(word, bound) >>> 0
      }
    }
    return Math.floor((word * bound) / words)
  }

  /** Where the product no longer fits a double: the remainder, words from the largest multiple of the bound on being refused. */
  #belowWide(bound: number): number {
    const limit = words - (words % bound)
    let word = this.word()
    while (word >= limit) word = this.word()
    return word % bound
  }
}

function addOne(counts: Int32Array, at: number): void {
  counts[at] = (counts[at] as number) + 1
}
