import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandUri, isRemote, parseAddress, type SourceAddress } from './address.ts'
import { hfUri } from './address-hf.ts'
import { s3Uri } from './address-s3.ts'
import { SourceError } from './errors.ts'

const s3 = { kind: 's3', bucket: 'bkt', key: 'a/b.csv', endpoint: null, region: null, versionId: null } as const

const read: readonly (readonly [string, SourceAddress])[] = [
  ['data/x.csv', { kind: 'files', glob: 'data/x.csv' }],
  ['data/**/*.parquet', { kind: 'files', glob: 'data/**/*.parquet' }],
  ['a..b/x.csv', { kind: 'files', glob: 'a..b/x.csv' }],
  ['https://host/a.csv', { kind: 'https', url: 'https://host/a.csv' }],
  ['HTTPS://Host/a b.csv?x=1#n.csv', { kind: 'https', url: 'https://host/a%20b.csv?x=1#n.csv' }],
  ['http://127.0.0.1:8000/a.csv', { kind: 'https', url: 'http://127.0.0.1:8000/a.csv' }],
  ['http://localhost/a.csv', { kind: 'https', url: 'http://localhost/a.csv' }],
  ['http://[::1]:1/a.csv', { kind: 'https', url: 'http://[::1]:1/a.csv' }],
  ['s3://bkt/a/b.csv', s3],
  ['s3://bkt/a/*.csv', { ...s3, key: 'a/*.csv' }],
  ['s3://bkt/a/?.csv', { ...s3, key: 'a/?.csv' }],
  ['s3://bkt/50% (1)/#1.csv', { ...s3, key: '50% (1)/#1.csv' }],
  ['s3://bkt/a/b.csv?endpoint=http://127.0.0.1:17070&region=us-east-1', { ...s3, endpoint: 'http://127.0.0.1:17070', region: 'us-east-1' }],
  ['s3://bkt/a/?.csv?region=eu-west-1', { ...s3, key: 'a/?.csv', region: 'eu-west-1' }],
  ['s3://bkt/a/b.csv?versionId=3%2FL4%2B', { ...s3, versionId: '3/L4+' }],
  ['hf://datasets/own/name/x.csv', { kind: 'hf', repository: 'own/name', revision: 'main', path: 'x.csv' }],
  ['hf://datasets/own/name@v1.0/a/*.parquet', { kind: 'hf', repository: 'own/name', revision: 'v1.0', path: 'a/*.parquet' }],
  [
    'hf://datasets/own/name@refs/convert/parquet/a.parquet',
    { kind: 'hf', repository: 'own/name', revision: 'refs/convert/parquet', path: 'a.parquet' },
  ],
  ['hf://datasets/own/name@refs/pr/7/a.csv', { kind: 'hf', repository: 'own/name', revision: 'refs/pr/7', path: 'a.csv' }],
  ['hf://datasets/own/name@a%2Fb/a.csv', { kind: 'hf', repository: 'own/name', revision: 'a/b', path: 'a.csv' }],
  ['data/x.parquet.dvc', { kind: 'dvc', pointer: 'data/x.parquet.dvc', out: null }],
  ['data/x.dvc#x/a.csv', { kind: 'dvc', pointer: 'data/x.dvc', out: 'x/a.csv' }],
  ['dvc.lock', { kind: 'dvc', pointer: 'dvc.lock', out: null }],
  ['ml/dvc.lock#out/a.csv', { kind: 'dvc', pointer: 'ml/dvc.lock', out: 'out/a.csv' }],
  ['notdvc.lock', { kind: 'files', glob: 'notdvc.lock' }],
  ['.dvc/tmp/x.csv', { kind: 'files', glob: '.dvc/tmp/x.csv' }],
  ['command:python fetch.py', { kind: 'command', run: 'python fetch.py', file: null }],
  ['command: cat a.csv | head\ncat b.csv\n', { kind: 'command', run: 'cat a.csv | head\ncat b.csv', file: null }],
  ['command:python fetch.py #out:a/b.csv', { kind: 'command', run: 'python fetch.py', file: 'a/b.csv' }],
]

const refused: readonly (readonly [string, RegExp])[] = [
  ['', /is empty/],
  ['  ', /is empty/],
  [' data/x.csv', /space around it/],
  ['data/x\u0000.csv', /does not print/],
  ['data/x\n.csv', /does not print/],
  ['/etc/passwd', /not inside the repository/],
  ['~/x.csv', /not inside the repository/],
  ['C:/x.csv', /not inside the repository/],
  ['data\\x.csv', /backslash/],
  ['../x.csv', /leaves the repository/],
  ['data/../../x.csv', /leaves the repository/],
  ['../x.csv.dvc', /leaves the repository/],
  ['x.dvc#../../y', /leaves the repository/],
  ['x.dvc#', /leaves the repository, or names nothing/],
  ['data/*.dvc', /pattern of pointers/],
  ['ftp://host/x.csv', /begins with ftp:\/\//],
  ['gs://bucket/x.csv', /begins with gs:\/\//],
  ['file:///etc/passwd', /begins with file:\/\//],
  ['http://host/x.csv', /not encrypted/],
  ['http://localhost.evil.example/x.csv', /not encrypted/],
  ['https://user:pass@host/x.csv', /user or password/],
  ['https://', /is no URL/],
  ['https://host/', /names a folder/],
  ['s3://', /no bucket/],
  ['s3://x', /no bucket/],
  ['s3://bkt', /no object/],
  ['s3://bkt/', /no object/],
  ['s3://bkt/a/', /no object/],
  ['s3://a b/x.csv', /no bucket/],
  ['s3://bkt/a.csv?region=a&profile=b', /setting "profile"/],
  ['s3://bkt/a.csv?endpoint=nowhere', /endpoint that is none/],
  ['s3://bkt/a.csv?endpoint=ftp://host', /endpoint that is none/],
  ['s3://bkt/a.csv?endpoint=http://u:p@host', /endpoint that is none/],
  ['hf://own/name/x.csv', /no file of a dataset/],
  ['hf://datasets/name/x.csv', /no file of a dataset/],
  ['hf://datasets/own/name', /no file of a dataset/],
  ['hf://datasets/own/name/', /no file of a dataset/],
  ['hf://datasets/own/name/a//b.csv', /part that is empty/],
  ['hf://datasets/own/../x/y.csv', /part that is empty/],
  ['hf://datasets/own/name@%zz/a.csv', /revision that cannot be read/],
  ['hf://datasets/own/name@..%2F..%2Fapi/a.csv', /revision that cannot be read/],
  ['command:', /names no command/],
  ['command:  ', /names no command/],
  ['command:a\u0000b', /names no command/],
]

function faultOf(text: string): SourceError {
  try {
    parseAddress(text)
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(text)} was read`)
}

describe('parseAddress', () => {
  it.each(read)('reads %j', (text, address) => {
    expect(parseAddress(text)).toEqual(address)
  })

  it.each(refused)('refuses %j, and says what to write', (text, message) => {
    const { code, message: said, hint } = faultOf(text)
    expect({ code, hasHint: hint !== null && hint.length > 10 }).toEqual({ code: 'ADDRESS_INVALID', hasHint: true })
    expect(said).toMatch(message)
  })

  it('does not repeat a password that stands in an address', () => {
    expect(faultOf('https://user:secret@host/x.csv').message).toBe('the source "https://host/x.csv" holds a user or password')
  })

  it('answers any text with an address or its one code', () => {
    const pieces = fc.constantFrom(
      's3://',
      'hf://datasets/',
      'https://',
      'command:',
      'bkt',
      '/',
      '@',
      '?',
      '#',
      '%',
      '..',
      '*',
      'a',
      '.dvc',
      'dvc.lock',
      'endpoint=',
      '\\',
      '\0',
      ' ',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        try {
          return typeof parseAddress(text).kind === 'string'
        } catch (error) {
          return error instanceof SourceError && error.code === 'ADDRESS_INVALID'
        }
      }),
      { numRuns: 2000, seed: 4 },
    )
  })
})

describe('the address of one file', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9 _.%()+=,-]{1,12}$/).filter((text) => text.trim() === text && !/^\.+$/.test(text))

  it('of S3 is read back as what it was made of', () => {
    const texts = fc.option(fc.stringMatching(/^[a-zA-Z0-9_.+/&=-]{1,20}$/), { nil: null })
    const endpoints = fc.constantFrom(null, 'http://127.0.0.1:17070', 'https://minio.example/s3')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), texts, texts, endpoints, (parts, region, versionId, endpoint) => {
        const address = { ...s3, key: parts.join('/'), region, versionId, endpoint }
        expect(parseAddress(s3Uri(address))).toEqual(address)
      }),
      { seed: 4 },
    )
  })

  it('of Hugging Face is read back as what it was made of', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('main', 'a/b', 'refs/convert/parquet', 'v1'), (parts, revision) => {
        const address = { kind: 'hf', repository: 'own/name', revision, path: parts.join('/') } as const
        expect(parseAddress(hfUri(address))).toEqual(address)
      }),
      { seed: 4 },
    )
  })

  it('of a command is the command with a comment', () => {
    expect(commandUri('python fetch.py', 'a.csv')).toBe('command:python fetch.py #out:a.csv')
    expect(parseAddress(commandUri('python fetch.py', 'a.csv'))).toEqual({ kind: 'command', run: 'python fetch.py', file: 'a.csv' })
  })
})

describe('isRemote', () => {
  it('is false for files of the repository alone', () => {
    const remote = ['data/*.csv', 'https://h/a.csv', 's3://bkt/a', 'hf://datasets/o/n/a', 'a.dvc', 'command:x'].map((text) =>
      isRemote(parseAddress(text)),
    )
    expect(remote).toEqual([false, true, true, true, true, true])
  })
})
