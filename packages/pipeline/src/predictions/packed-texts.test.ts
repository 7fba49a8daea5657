import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PackedTexts, TextIndex } from './packed-texts.ts'

function packed(texts: readonly string[]): PackedTexts {
  const into = new PackedTexts(texts.length)
  for (const text of texts) into.append(text)
  return into
}

describe('texts side by side', () => {
  it('are given back as they were, of any letters and lengths', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })), (texts) => {
        const held = packed(texts)
        expect(texts.map((_, place) => held.at(place))).toEqual(texts)
      }),
    )
  })

  it('grow beyond what was set aside at first', () => {
    const long = 'ü'.repeat(50_000)
    expect(packed(['a', long, 'b']).at(1)).toBe(long)
  })
})

describe('an index of texts', () => {
  it('finds the place of each, as a map would', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 3 })), fc.array(fc.string({ maxLength: 3 })), (texts, asked) => {
        const index = new TextIndex(packed(texts))
        const questions = packed(asked)
        expect(asked.map((_, place) => index.placeOf(questions, place))).toEqual(asked.map((text) => texts.indexOf(text)))
        expect(index.repeated).toBe(-1)
      }),
    )
  })

  it('tells the first text that was there before', () => {
    expect(new TextIndex(packed(['a', 'b', 'c', 'b', 'a'])).repeated).toBe(3)
  })

  it('finds nothing among nothing', () => {
    expect(new TextIndex(packed([])).placeOf(packed(['']), 0)).toBe(-1)
  })
})
