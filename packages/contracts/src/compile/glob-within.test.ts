import { describe, expect, it } from 'vitest'
import { globWithin } from './glob-within.ts'

describe('globWithin', () => {
  it.each([
    ['^[A-Z]{2}$', '[A-Z][A-Z]'],
    ['^[A-Z]{2}\\n?$', '[A-Z][A-Z]'],
    ['^SKU-[0-9]{6}\n?$', 'SKU-[0-9][0-9][0-9][0-9][0-9][0-9]'],
    ['\\A\\d{2}\\.[a-f0-9]x\\z', '[0-9][0-9].[a-f0-9]x'],
    ['^a b$', 'a b'],
  ])('makes of %j the glob %j', (pattern, glob) => {
    expect(globWithin(pattern)).toBe(glob)
  })

  it.each([
    '[A-Z]',
    '^[A-Z]',
    '[A-Z]$',
    '^$',
    '^a?$',
    '^a+$',
    '^a*$',
    '^a|b$',
    '^a{2,3}$',
    '^a{300}$',
    '^(?i)a$',
    '^[^a]$',
    '^[!a]$',
    '^a.c$',
    '^\\w$',
    '^[a\\-z]$',
    '^a\\$$',
    '^é$',
    '^a?b$',
    '^[z-a]?$',
  ])('makes none of %j', (pattern) => {
    expect(globWithin(pattern)).toBeNull()
  })
})
