import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pythonPattern } from './python-pattern.ts'

const read = (source: string, anchor: 'none' | 'start' = 'none') => pythonPattern(source, { anchor })

describe('pythonPattern', () => {
  it.each([
    ['^[A-Z]{3}$', '^[A-Z]{3}(?=\\n?$)', '^[A-Z]{3}\\n?$'],
    ['a|b$|(c$)', 'a|b(?=\\n?$)|(c(?=\\n?$))', 'a|b\\n?$|(c\\n?$)'],
    ['\\d+\\Z', '[\\p{Nd}]+$', '[\\p{Nd}]+$'],
    ['(?P<code>x{,3})[]a-]', '(?<code>x{0,3})[\\]a\\-]', '(?P<code>x{0,3})[\\]a\\-]'],
    ['(?i)é/{a}', '(?i:é\\/\\{a\\})', '(?i:é\\/\\{a\\})'],
    ['(?x) a b # words\n c', 'abc', 'abc'],
    ['(?s)a.b(?-s:.)', 'a[^]b(?:[^\\n])', 'a[\\x{0}-\\x{10ffff}]b(?:[^\\n])'],
    ['[\\s\\S]*', '[^]*', '[\\x{0}-\\x{10ffff}]*'],
    ['(?#a comment)\\u00e9\\a\\012', '\\xe9\\x07\\x0a', '\\x{e9}\\x{7}\\x{a}'],
    ['(?a)\\w\\b', '[0-9A-Za-z_]\\b', '[0-9A-Za-z_]\\b'],
  ])('writes %j for JavaScript and for RE2', (source, javascript, re2) => {
    expect(read(source)).toEqual({ pattern: { source, javascript, re2 } })
  })

  it('binds to the start where Python matches from there', () => {
    expect(read('a|b', 'start')).toEqual({ pattern: { source: 'a|b', javascript: '^(?:a|b)', re2: '^(?:a|b)' } })
  })

  it.each(['(?<=a)b', '(a)\\1', '(?P<q>a)(?P=q)', '\\bword\\b', '(a$)\\n', '(?m)^a$', '[^\\W_]'])('leaves %j to JavaScript', (source) => {
    expect(read(source)).toMatchObject({ pattern: { re2: null } })
  })

  it.each([
    ['(', 'missing ), unterminated subpattern'],
    ['a)', 'unbalanced parenthesis'],
    ['[a', 'unterminated character set'],
    ['\\q', 'bad escape \\q'],
    ['a\\', 'bad escape (end of pattern)'],
    ['[\\w-z]', 'bad character range'],
    ['a(?i)', 'global flags not at the start of the expression'],
    ['(?L)a', "bad inline flags: cannot use 'L' flag with a str pattern"],
    ['(?<n>a)', 'unknown extension (?<n'],
  ])('says that %j is no expression of Python', (source, reason) => expect(read(source)).toEqual({ fault: 'invalid', reason }))

  it.each(['a**', '*a', '[z-a]', 'a{2,1}', '\\2(a)'])('says that %j is none for any engine', (source) =>
    expect(read(source)).toMatchObject({ fault: 'invalid' }),
  )

  it.each(['(?>a)', 'a++', '(a)?(?(1)b|c)', '\\N{BULLET}', '\\ud800'])('says that %j is beyond us', (source) =>
    expect(read(source)).toMatchObject({ fault: 'unsupported' }),
  )

  it('finds in JavaScript what Python finds', () => {
    const file = new URL('../../../fixtures/great-expectations/patterns.json', import.meta.url)
    const { texts, found }: { texts: readonly string[]; found: Readonly<Record<string, readonly number[]>> } = JSON.parse(readFileSync(file, 'utf8'))
    const ours = Object.keys(found).map((source) => {
      const pattern = read(source)
      return [source, texts.flatMap((text, at) => ('pattern' in pattern && new RegExp(pattern.pattern.javascript, 'u').test(text) ? [at] : []))]
    })
    expect(ours.length * texts.length).toBeGreaterThan(1000)
    expect(Object.fromEntries(ours)).toEqual(found)
  })

  it('reads or refuses every text', () => {
    const part = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '\\',
      '{',
      '}',
      '?',
      '*',
      '+',
      '|',
      '^',
      '$',
      '.',
      '-',
      'a',
      '1',
      ',',
      'P<n>',
      '(?',
      ':',
      '=',
      '!',
      '#',
      '\n',
      'w',
      'Z',
      '😀',
    )
    const property = fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const found = read(parts.join(''))
      expect('pattern' in found ? new RegExp(found.pattern.javascript, 'u') : found.reason).toBeTruthy()
    })
    fc.assert(property, { seed: 4, numRuns: 3000 })
  })
})
