import { describe, expect, it } from 'vitest'
import { re2Pattern } from './re2-pattern.ts'

describe('re2Pattern', () => {
  it.each([
    ['^[A-Z]{3}$', '^[A-Z]{3}$'],
    ['(?<code>a)(?:b)', '(?P<code>a)(?:b)'],
    ['a.b', 'a[^\\n\\r\\x{2028}\\x{2029}]b'],
    ['\\d{4}\\-\\d{2}', '[0-9]{4}\\-[0-9]{2}'],
    ['[\\d.-]', '[0-9.-]'],
    ['[[:alpha:]]', '[\\[:alpha:]\\]'],
    ['[]', '[^\\x{0}-\\x{10ffff}]'],
    ['\\u00e9\\x41\\u{1F600}\\uD83D\\uDE00', '\\x{e9}\\x{41}\\x{1f600}\\x{1f600}'],
    ['\\p{Lu}\\P{Script=Greek}', '\\p{Lu}\\P{Greek}'],
    ['{a}', '\\{a\\}'],
  ])('writes %s as %s', (source, re2) => expect(re2Pattern(source)).toEqual({ kind: 'pattern', re2 }))

  it.each(['a(?=b)', 'a(?!b)', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?<x>a)\\k<x>', 'a{1001}', '(?s:a)', '\\p{Emoji=Yes}', '\\uD800'])(
    'says that RE2 cannot run %s',
    (source) => expect(re2Pattern(source).kind).toBe('unsupported'),
  )

  it.each(['(', '[', 'a**', 'b{2,1}', '[z-a]'])('says that %s is no pattern', (source) => expect(re2Pattern(source).kind).toBe('invalid'))
})
