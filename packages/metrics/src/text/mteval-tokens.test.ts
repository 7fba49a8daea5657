import { describe, expect, it } from 'vitest'
import { mtevalTokens } from './mteval-tokens.ts'

describe('mtevalTokens', () => {
  it.each([
    ['It cost 1,000.5 - "well"-spent.', ['It', 'cost', '1,000.5', '-', '"', 'well', '"', '-spent', '.']],
    ['in 1990-95', ['in', '1990', '-', '95']],
    ['&quot;a &lt; b&quot; &amp; c', ['"', 'a', '<', 'b', '"', '&', 'c']],
    ['high-\nway', ['highway']],
    ['<skipped>a', ['a']],
    ['', []],
  ])('cuts %j', (line, tokens) => {
    expect(mtevalTokens(line)).toEqual(tokens)
  })
})
