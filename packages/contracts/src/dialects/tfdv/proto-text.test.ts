import { describe, expect, it } from 'vitest'
import { protoText } from './proto-text.ts'

describe('protoText', () => {
  it.each([
    ['plain é 😀', 'plain é 😀'],
    ['a\\n\\t\\\\\\"\\\'\\?b', 'a\n\t\\"\'?b'],
    ['caf\\303\\251', 'café'],
    ['caf\\xc3\\xA9', 'café'],
    ['\\u00e9\\U0001F600', 'é😀'],
    ['\\0012', '\u00012'],
    ['\\a\\b\\f\\v\\r', '\x07\b\f\v\r'],
    ['', ''],
    ['\\357\\273\\277x', '\uFEFFx'],
  ])('reads %j', (written, text) => expect(protoText(written)).toBe(text))

  it.each(['\\q', '\\x', '\\u12', '\\U00110000', '\\ud800', '\\303', '\\377\\376', '\\'])('reads nothing from %j', (written) =>
    expect(protoText(written)).toBeNull(),
  )
})
