import { describe, expect, it } from 'vitest'
import { fullPattern } from './full-pattern.ts'

function matches(source: string, text: string): boolean {
  const read = fullPattern(source)
  if (!('pattern' in read)) throw new Error(JSON.stringify(read))
  return new RegExp(read.pattern.javascript, 'u').test(text)
}

describe('fullPattern', () => {
  it('anchors a pattern at both ends, with its alternatives', () => {
    expect(fullPattern('a|bc')).toEqual({ pattern: { source: 'a|bc', re2: '^(?:a|bc)$', javascript: '^(?:a|bc)$' } })
  })

  it.each([
    ['a|bc', 'abc', false],
    ['a|bc', 'bc', true],
    ['^[A-Z]{3}$', 'ABC', true],
    ['[A-Z]{3}', 'ABCD', false],
    ['\\d+', '١٢', true],
    ['\\D', '١', false],
    ['\\w+', 'é_1', true],
    ['\\W', '_', false],
    ['[\\w-]+', 'a-b', true],
    ['[a-z-[aeiou]]+', 'xyz', true],
    ['[a-z-[aeiou]]+', 'xaz', false],
    ['\\i\\c*', 'xs:name-1', true],
    ['\\i\\c*', '1x', false],
    ['\\p{Lu}\\p{Ll}*', 'Ümit', true],
    ['(?i)abc', 'aBC', true],
    ['(?P<two>ab)(?P=two)', 'abab', true],
    ['(?:a(?#never seen)b)', 'ab', true],
    ['a{,2}', 'aa', true],
    ['a{,2}', 'aaa', false],
    ['{a}', '{a}', true],
    ['[]a]+', ']a', true],
    ['[[]', '[', true],
    ['a.c', 'a\nc', false],
    ['a.c', 'a\rc', true],
    ['\\Aa\\Z', 'a', true],
    ['(?!bad).*', 'bad', false],
    ['(a)\\1', 'aa', true],
    ['\\x41\\u0042\\U00000043', 'ABC', true],
    ['a\\-b\\/c\\"', 'a-b/c"', true],
    ['', '', true],
    ['', 'a', false],
  ])('%j on %j: %s', (source, text, expected) => {
    expect(matches(source, text)).toBe(expected)
  })

  it('leaves to JavaScript what RE2 has not', () => {
    expect(fullPattern('(?!x)a')).toEqual({ pattern: { source: '(?!x)a', re2: null, javascript: '^(?:(?!x)a)$' } })
  })

  it.each(['(', '[a', 'a**', '\\q', 'a\\', '{2}', '[b-a]', ')'])('says why %j is no pattern', (source) => {
    expect(Object.keys(fullPattern(source))).toEqual(['invalid'])
  })

  it.each(['(?x)a b', '(?>a)', 'a++', 'a{2}+', '(?(1)a|b)', '\\p{IsGreek}', '[\\W]', 'a(?i)b'])('says what of %j cannot be run', (source) => {
    expect(Object.keys(fullPattern(source))).toEqual(['unsupported'])
  })
})
