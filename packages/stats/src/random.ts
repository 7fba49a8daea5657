import { StatsError } from './errors.ts'
import type { Seed } from './seed.ts'

const words = 2 ** 32
const mantissas = 2 ** 53
/** Up to here a word times the bound is exact in a double. */
const narrowBounds = 2 ** 21

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
  // The state as signed words, which the engine keeps unboxed.
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(seed: Seed) {
    if (seed.some((word) => !(Number.isInteger(word) && word >= 0 && word < words)) || seed.every((word) => word === 0))
      throw new StatsError('OUT_OF_RANGE', `the seed is ${seed.join(', ')}; it is four whole numbers below 2^32, not all 0`)
    this.#a = seed[0] | 0
    this.#b = seed[1] | 0
    this.#c = seed[2] | 0
    this.#d = seed[3] | 0
  }

  /** A whole number from 0 to 2^32 - 1. */
  word(): number {
    const b = this.#b
    const scrambled = Math.imul(b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
    const c = this.#c ^ this.#a
    const d = this.#d ^ b
    this.#b = b ^ c
    this.#a = this.#a ^ d
    this.#c = c ^ (b << 9)
    this.#d = (d << 11) | (d >>> 21)
    return result >>> 0
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
    for (let draw = 0; draw < draws; draw++) {
      const drawn = this.below(bound)
      counts[drawn] = (counts[drawn] as number) + 1
    }
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
