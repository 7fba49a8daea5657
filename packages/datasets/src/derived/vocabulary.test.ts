import { describe, expect, it } from 'vitest'
import { textWords, wordHash } from './text-words.ts'
import { Vocabulary } from './vocabulary.ts'
import { minTexts, WordCounts } from './word-counts.ts'

describe('textWords', () => {
  it.each([
    ['Née 1985 in KÖLN', ['née', 'in', 'köln']],
    ['Ne\u0301e', ['née']],
    ['it’s x2-y3', ['it', 's', 'x', 'y']],
    ['日本 and ไทย', ['日', '本', 'and', 'ไ', 'ท', 'ย']],
    ['नमस्ते دنیا', ['नमस्ते', 'دنیا']],
    ['0151 23456 – !', []],
    ['', []],
    [`${'x'.repeat(9_999)} cut`, ['x'.repeat(9_999)]],
  ])('finds the words of %j', (text, words) => expect(textWords(text)).toEqual(words))
})

describe('wordHash', () => {
  // By the definition of FNV-1a over the bytes of UTF-16, counted in Python.
  it.each([
    ['', 2166136261],
    ['a', 723832900],
    ['köln', 2081496154],
    ['日', 920462047],
  ])('is FNV-1a of %j', (word, hash) => expect(wordHash(word)).toBe(hash))
})

const counted = (texts: readonly string[]) => {
  const counts = new WordCounts()
  for (const text of texts) counts.add(text)
  return counts
}
const repeated = (text: string, times: number) => Array.from({ length: times }, () => text)

describe('Vocabulary', () => {
  it('holds the words of most texts, and no word of fewer than five', () => {
    const counts = counted([...repeated('red green', 9), ...repeated('Green', minTexts), ...repeated('blue blue blue', minTexts - 1)])
    const vocabulary = counts.commonest(10)
    expect(['red', 'green', 'blue'].map((word) => vocabulary.unknownShare(word))).toEqual([0, 0, 1])
    expect(['red', 'green'].map((word) => counts.commonest(1).unknownShare(word))).toEqual([1, 0])
    expect(counts.commonest(0).size).toBe(0)
  })

  it('tells the share of words that it does not hold, and nothing of a text without words', () => {
    const vocabulary = counted(repeated('the cat', 5)).commonest(10)
    expect(vocabulary.unknownShare('The dog and the cat')).toBe(0.4)
    expect(vocabulary.unknownShare('dog dog the')).toBe(2 / 3)
    expect(vocabulary.unknownShare('12:30')).toBeNull()
  })

  it('is the same when it is read back, and small', () => {
    const words = Array.from({ length: 5000 }, (_, at) => [...String(at)].map((digit) => 'abcdefghij'[Number(digit)]).join(''))
    const vocabulary = counted(repeated(words.join(' ').slice(0, 9_990), 5)).commonest(4_096)
    const text = String(vocabulary)
    expect(String(Vocabulary.from(text))).toBe(text)
    expect(text).toHaveLength(4 * Math.ceil((4 * vocabulary.size) / 3))
    expect(Vocabulary.from(text).unknownShare('bcd zzz')).toBe(0.5)
  })

  it('names no word', () => expect(String(counted(repeated('secret', 9)).commonest(10))).toMatch(/^[A-Za-z0-9+/]{6}==$/))
})
