import { describe, expect, it } from 'vitest'
import { safeName } from './file-name.ts'

describe('safeName', () => {
  it.each(['x.csv', '2001/01.parquet', 'year=2001/part 0.parquet', 'données.csv', 'a..b', '.hidden', '-x'])('leaves %j as it is', (name) => {
    expect(safeName(name, 'a place')).toBe(name)
  })

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/../b',
    'a/./b',
    'a//b',
    '/x',
    'x/',
    'a\\b',
    'C:x',
    'c:/x',
    'a\u0000b',
    'a\nb',
    'a\u001bb',
    'a\u202Eb',
    'a\u2066b',
    'a\uD800b',
    'x'.repeat(1025),
  ])('refuses %j', (name) => {
    expect(() => safeName(name, 's3://bkt')).toThrow(expect.objectContaining({ name: 'SourceError', code: 'FILE_UNSAFE' }))
  })

  it('says the place and the name, with what does not print made visible', () => {
    expect(() => safeName('a\u0000b', 's3://bkt')).toThrow('s3://bkt lists "a\\u0000b", which holds a character that does not print')
  })
})
