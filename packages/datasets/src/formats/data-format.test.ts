import { describe, expect, it } from 'vitest'
import { formatOfName, requireFormat } from './data-format.ts'
import { plainEnding } from './written-form.ts'

describe('formatOfName', () => {
  it.each([
    ['a.parquet', 'parquet', 'none', ','],
    ['a/b.PQ', 'parquet', 'none', ','],
    ['a.csv', 'csv', 'none', ','],
    ['a.b.csv.gz', 'csv', 'gzip', ','],
    ['a.tsv.zst', 'csv', 'zstd', '\t'],
    ['a.tab', 'csv', 'none', '\t'],
    ['a.jsonl', 'jsonl', 'none', ','],
    ['a.ndjson.gzip', 'jsonl', 'gzip', ','],
  ])('tells %s', (name, format, compression, delimiter) => expect(formatOfName(name)).toEqual({ format, compression, delimiter }))

  it.each(['a.txt', 'csv', 'a.gz', 'a.json', 'a.csv.bak', ''])('knows nothing of "%s"', (name) => expect(formatOfName(name)).toBeNull())
})

describe('requireFormat', () => {
  it('takes the format that was given before that of the name, and keeps what else the name tells', () => {
    expect(requireFormat('rows', 'jsonl')).toEqual({ format: 'jsonl', compression: 'none', delimiter: ',' })
    expect(requireFormat('a.tsv.gz', 'csv')).toEqual({ format: 'csv', compression: 'gzip', delimiter: '\t' })
  })

  it('refuses a name without an ending, and Parquet within gzip', () => {
    expect(() => requireFormat('rows', null)).toThrow(expect.objectContaining({ code: 'UNKNOWN_FORMAT' }))
    expect(() => requireFormat('a.parquet.gz', null)).toThrow(expect.objectContaining({ code: 'UNKNOWN_FORMAT', hint: 'unpack it' }))
  })
})

describe('plainEnding', () => {
  it('leaves compression out', () =>
    expect(['a.csv.gz', 'a.tab', 'x.ndjson.zst', 'p.pq'].map(plainEnding)).toEqual(['.csv', '.tsv', '.jsonl', '.parquet']))

  it('refuses what is no data', () => expect(() => plainEnding('a.txt')).toThrow(expect.objectContaining({ code: 'UNKNOWN_FORMAT' })))
})
