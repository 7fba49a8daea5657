import { describe, expect, it } from 'vitest'
import { ConfigError } from './errors.ts'
import type { Lock } from './lock.ts'
import { parseLock } from './parse-lock.ts'
import { serializeLock } from './serialize-lock.ts'

const digest = (digit: string) => `sha256:${digit.repeat(64)}` as const
const lock: Lock = {
  version: 1,
  sources: [
    {
      source: 'data/*.parquet',
      files: [
        { path: 'data/2001-01.parquet', uri: null, digest: digest('a'), bytes: 10, rows: 3 },
        { path: 'data/2001-02.parquet', uri: null, digest: digest('b'), bytes: 12, rows: 4 },
      ],
    },
    { source: 'data/none-*.csv', files: [] },
  ],
}

function problems(text: string): readonly string[] {
  try {
    parseLock(text, 'seaworthy.lock')
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, line, column }) => `${code} ${line}:${column}`)
    throw error
  }
  return []
}

describe('the lock', () => {
  it('is written sorted, under a header that says by what', () => {
    const [first, second] = lock.sources
    if (!first || !second) throw new Error('the fixture has two sources')
    const text = serializeLock({ version: 1, sources: [second, { ...first, files: first.files.toReversed() }] })
    expect(text).toBe(serializeLock(lock))
    expect(text.split('\n').slice(0, 9)).toEqual([
      '# written by seaworthy lock: the exact data that this commit trains and judges on; commit it, never edit it',
      '',
      'version: 1',
      'sources:',
      '  data/*.parquet:',
      '    - path: data/2001-01.parquet',
      `      digest: ${digest('a')}`,
      '      bytes: 10',
      '      rows: 3',
    ])
  })

  it('comes back as it was written', () => {
    expect(parseLock(serializeLock(lock), 'seaworthy.lock')).toEqual(lock)
  })

  it('keeps where remote files come from', () => {
    const remote: Lock = {
      version: 1,
      sources: [
        {
          source: 's3://flights/2001-*.parquet',
          files: [{ path: 'flights/2001-01.parquet', uri: 's3://flights/2001-01.parquet?versionId=a', digest: digest('d'), bytes: 1, rows: 1 }],
        },
      ],
    }
    expect(parseLock(serializeLock(remote), 'seaworthy.lock')).toEqual(remote)
  })

  it('keeps names that YAML would take for something else', () => {
    const odd: Lock = { version: 1, sources: [{ source: '*: #x', files: [{ path: 'yes', uri: null, digest: digest('c'), bytes: 0, rows: 0 }] }] }
    expect(parseLock(serializeLock(odd), 'seaworthy.lock')).toEqual(odd)
  })

  it.each([
    ['an empty file', '', ['LOCK_EMPTY 1:1']],
    ['text that is not YAML', 'sources: {', ['LOCK_UNREADABLE 1:11']],
    ['a file twice', serializeLock(lock).replace('2001-02', '2001-01'), ['LOCK_DUPLICATE_PATH 10:13']],
    ['a short digest', serializeLock(lock).replace('aaaa', ''), ['LOCK_BAD_DIGEST 7:15']],
    ['a negative size', serializeLock(lock).replace('bytes: 12', 'bytes: -1'), ['INVALID_VALUE 12:14']],
    ['a missing count', serializeLock(lock).replace('\n      rows: 3', ''), ['MISSING_KEY 6:7']],
    ['an unknown key', serializeLock(lock).replace('rows: 3', 'row: 3'), ['MISSING_KEY 6:7', 'UNKNOWN_KEY 9:7']],
    ['a path out of the repository', serializeLock(lock).replace('path: data', 'path: ../data'), ['PATH_INVALID 6:13']],
    ['an address that is a number', serializeLock(lock).replace('digest:', 'uri: 7\n      digest:'), ['WRONG_TYPE 7:12']],
    ['an address that is empty', serializeLock(lock).replace('digest:', "uri: ''\n      digest:"), ['INVALID_VALUE 7:12']],
    ['an address that is nothing', serializeLock(lock).replace('digest:', 'uri: null\n      digest:'), ['WRONG_TYPE 7:12']],
    ['addresses in a list', serializeLock(lock).replace('digest:', 'uri: [s3://a/b]\n      digest:'), ['WRONG_TYPE 7:12']],
    ['a source that is no place', serializeLock(lock).replace('data/*.parquet:', 'gs://b/*.parquet:'), ['PATH_INVALID 5:3']],
    ['another version', serializeLock(lock).replace('version: 1', 'version: 9'), ['UNKNOWN_VERSION 3:10']],
  ])('is refused with %s', (_what, text, expected) => {
    expect(problems(text)).toEqual(expected)
  })
})
