import { RandomSource, seedOf } from '@seaworthy/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typo } from './typo.ts'

/** Draws that are told beforehand. */
function told(...draws: readonly number[]) {
  const left = [...draws]
  return { below: () => left.shift() ?? 0 }
}

describe('typo', () => {
  it.each([
    ['leaves a character out', told(1, 0, 0), 'hp'],
    ['types a character twice', told(1, 1, 0), 'hiip'],
    ['changes a character for a letter', told(1, 2, 25), 'hzp'],
    ['exchanges neighbours', told(1, 3, 0), 'hpi'],
    ['types another letter where the exchange changes nothing', told(2, 3, 0), 'hiap'],
  ])('%s', (_, random, expected) => {
    expect(typo('hip', random)).toBe(expected)
  })

  it('makes another text of any but the empty one, and breaks no character in two', () => {
    expect(typo('', told(0, 0, 0))).toBe('')
    expect(typo('🚢', told(0, 0, 0))).toBe('a🚢')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (text, seed) => {
        const mistyped = typo(text, new RandomSource(seedOf(seed)))
        expect(mistyped).not.toBe(text)
        expect(mistyped.isWellFormed()).toBe(true)
      }),
    )
  })
})
