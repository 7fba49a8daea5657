import { describe, expect, it } from 'vitest'
import { RandomSource } from './random.ts'
import { type Seed, seedOf } from './seed.ts'

describe('RandomSource', () => {
  it('gives the numbers of the reference code of xoshiro128** 1.1', () => {
    const random = new RandomSource([1, 2, 3, 4])
    const expected = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804]
    expect(Array.from(expected, () => random.word())).toEqual(expected)
  })

  it('gives words at full width from words at full width', () => {
    const random = new RandomSource([0xffffffff, 0x9e3779b9, 0x80000000, 1])
    expect([random.word(), random.word(), random.word()]).toEqual(reference([0xffffffff, 0x9e3779b9, 0x80000000, 1], 3))
  })

  it('makes a uniform number of 27 and 26 bits of two words', () => {
    const words = new RandomSource(seedOf('u'))
    const [first, second] = [words.word(), words.word()]
    expect(new RandomSource(seedOf('u')).uniform()).toBe(((first >>> 5) * 2 ** 26 + (second >>> 6)) / 2 ** 53)
  })

  it('has uniform numbers in [0, 1) with the mean and variance of that', () => {
    const random = new RandomSource(seedOf('moments'))
    const drawn = Float64Array.from({ length: 100_000 }, () => random.uniform())
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length
    expect(Math.min(...drawn.subarray(0, 10_000))).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn.subarray(0, 10_000))).toBeLessThan(1)
    expect(mean).toBeCloseTo(0.5, 2)
    expect(variance).toBeCloseTo(1 / 12, 3)
  })

  it.each([1, 3, 2 ** 21, 2 ** 21 + 1])('counts below %i what single draws give, and goes on from there', (bound) => {
    const [counting, single] = [new RandomSource(seedOf('count')), new RandomSource(seedOf('count'))]
    const [counts, expected] = [new Int32Array(bound), new Int32Array(bound)]
    for (const draws of [5, 0, 3_000]) {
      counting.countDraws({ draws, bound, counts })
      for (let draw = 0; draw < draws; draw++) {
        const drawn = single.below(bound)
        expected[drawn] = (expected[drawn] as number) + 1
      }
    }
    expect(Buffer.compare(Buffer.from(counts.buffer), Buffer.from(expected.buffer))).toBe(0)
    expect(counting.word()).toBe(single.word())
  })

  it.each([1, 2, 3, 7, 10, 1000])('draws each number below %i as often, within chance', (bound) => {
    const counts = new Int32Array(bound)
    const draws = 200 * bound
    new RandomSource(seedOf(`below ${bound}`)).countDraws({ draws, bound, counts })
    const chiSquare = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(draws)
    expect(chiSquare).toBeLessThan(bound - 1 + 5 * Math.sqrt(2 * bound))
  })

  it('refuses, for wide bounds, the words from the largest multiple of the bound on', () => {
    const random = new RandomSource([1, 2, 3, 4])
    const bound = 2 ** 32 - 2 ** 31 + 1
    const kept = new RandomSource([1, 2, 3, 4])
    const words = Array.from({ length: 40 }, () => kept.word()).filter((word) => word < bound)
    expect(words.length).toBeLessThan(40)
    expect(Array.from(words, () => random.below(bound))).toEqual(words)
  })

  it('skips, for narrow bounds, the words whose low half falls short', () => {
    const random = new RandomSource([1, 2, 3, 4])
    // 2^32 mod 3 = 1: the low half of word times 3 is 0 for the word 0, which stands second.
    expect([random.below(3), random.below(3), random.below(3), random.below(3)]).toEqual([0, 0, 0, Math.floor((2031721883 * 3) / 2 ** 32)])
  })

  it('passes the whole word at a bound of 2^32, and gives only 0 at a bound of 1', () => {
    expect(new RandomSource([1, 2, 3, 4]).below(2 ** 32)).toBe(11520)
    expect(new RandomSource([1, 2, 3, 4]).below(1)).toBe(0)
  })

  it.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1])('refuses the bound %d', (bound) => {
    const counts = new Int32Array(1)
    expect(() => new RandomSource([1, 2, 3, 4]).countDraws({ draws: 1, bound, counts })).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
    expect(() => new RandomSource([1, 2, 3, 4]).below(bound)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
  })

  it.each<[string, Seed]>([
    ['zeros', [0, 0, 0, 0]],
    ['a fraction', [0.5, 1, 1, 1]],
    ['a negative word', [-1, 1, 1, 1]],
    ['a word of 33 bits', [2 ** 32, 1, 1, 1]],
    ['NaN', [Number.NaN, 1, 1, 1]],
  ])('refuses a seed of %s', (_, seed) => {
    expect(() => new RandomSource(seed)).toThrow(expect.objectContaining({ name: 'StatsError', code: 'OUT_OF_RANGE' }))
  })
})

/** The definition, written out in whole numbers of any size. */
function reference(seed: Seed, count: number): number[] {
  const mask = 0xffffffffn
  const turn = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) & mask
  let [a, b, c, d] = [BigInt(seed[0]), BigInt(seed[1]), BigInt(seed[2]), BigInt(seed[3])]
  return Array.from({ length: count }, () => {
    const word = (turn((b * 5n) & mask, 7n) * 9n) & mask
    const shifted = (b << 9n) & mask
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = turn(d, 11n)
    return Number(word)
  })
}
