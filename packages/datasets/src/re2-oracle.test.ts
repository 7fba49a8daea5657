import { quoteText, re2Pattern } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { openEngine } from './engine.ts'
import { duckdb } from './fixtures.ts'

const patterns = [
  '^[A-Z]{3}$',
  'a.c',
  '\\s',
  '^\\S+$',
  '[\\s\\S]{4}',
  '[^\\s]',
  '^[^\\d\\W]+$',
  '\\bab\\b',
  '[\\b]',
  '(?<x>a)(?:b|c)',
  'a$',
  '^b',
  '[]',
  '[^]',
  '\\u00e9|\\x41\\/|\\-',
  '[[:alpha:]]',
  '\\cJ',
  '\\0',
  'a{,2}',
  '{a}',
  '[a\\-z&&]',
  '\\$\\^',
  '(?:a*?b)+c?',
  '[\\W]',
  '\\p{Lu}',
  '\\v|\\f',
]
const texts = [
  '',
  'ABC',
  'abc',
  'a\nc',
  'a\u2028c',
  'a\u00a0b',
  '\ufeff',
  'ab',
  'xaby',
  'a\n',
  'x\nb',
  'é',
  'A/',
  '-',
  ':]',
  '\b',
  'a{,2}',
  '{a}',
  '&',
  '$^',
  'É_9',
  '\u000b',
  '\0',
  'aab',
]

describe('a translated pattern in DuckDB', () => {
  it('matches exactly what the pattern matches in ECMAScript', async () => {
    await using engine = await openEngine(duckdb, { threads: 1 })
    for (const source of patterns) {
      const translated = re2Pattern(source)
      if (translated.kind !== 'pattern') throw new Error(`${source}: ${translated.reason}`)
      const sql = texts.map((text) => `regexp_matches(${quoteText(text)}, ${quoteText(translated.re2)})`).join(', ')
      const [row] = await engine.rows(`select ${sql}`)
      const expected = texts.map((text) => (source.includes('\\p') ? new RegExp(source, 'u') : new RegExp(source)).test(text))
      expect(row, source).toEqual(expected)
    }
  })
})
