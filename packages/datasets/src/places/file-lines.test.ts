import { gzipSync, zstdCompressSync } from 'node:zlib'
import { commaSeparated } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { fileLines } from './file-lines.ts'

const delimited = { dialect: commaSeparated, width: 2 }
const text = '\ufeffa,b\r\n"x\r\ny",1\r\n\r\nz,2\nlast,"\n\n"'

describe('fileLines', () => {
  it.each([
    ['plain', 'x.csv', text, 'none'],
    ['in gzip, of two members', 'x.csv.gz', Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))]), 'gzip'],
    [
      'in zstd, of two frames',
      'x.csv.zst',
      Buffer.concat([zstdCompressSync(Buffer.from(text.slice(0, 9))), zstdCompressSync(Buffer.from(text.slice(9)))]),
      'zstd',
    ],
  ] as const)('counts line ends within quotes, blank lines and any line end, %s', async (_, name, content, compression) => {
    await using data = await fixture()
    const file = await data.text(name, content)
    expect(await fileLines({ file, compression, delimited }, [2, 0, 1, 2, 9])).toEqual(
      new Map([
        [0, 2],
        [1, 5],
        [2, 6],
      ]),
    )
  })

  it('counts lines that end in carriage returns, and passes over comments', async () => {
    await using data = await fixture()
    const file = await data.text('x.csv', '#c\ra,b\r1,2\r#d\r3,4')
    expect(await fileLines({ file, compression: 'none', delimited: { dialect: { ...commaSeparated, comment: '#' }, width: 2 } }, [0, 1])).toEqual(
      new Map([
        [0, 3],
        [1, 5],
      ]),
    )
  })

  it('counts lines of JSON that are not blank', async () => {
    await using data = await fixture()
    const file = await data.text('x.jsonl', '\n{"a":1}\r\n \t\n{"a":2}\n{"a":3}')
    expect(await fileLines({ file, compression: 'none', delimited: null }, [1, 2])).toEqual(
      new Map([
        [1, 4],
        [2, 5],
      ]),
    )
  })

  it('finds places over many parts of a large file', async () => {
    await using data = await fixture()
    const records = Array.from({ length: 300_000 }, (_, at) => (at % 1000 === 7 ? `"${at}\n",x\n` : `${at},x\n`))
    const file = await data.text('x.csv', `a,b\n${records.join('')}`)
    const wanted = [0, 7, 8, 123_456, 299_999]
    const lines = wanted.map((record) => record + 2 + Math.ceil(Math.max(0, record - 7) / 1000))
    expect([...(await fileLines({ file, compression: 'none', delimited }, wanted)).values()]).toEqual(lines)
  })

  it('asks nothing of a file for no records', async () => {
    expect(await fileLines({ file: { name: 'x.csv', path: '/none' }, compression: 'none', delimited }, [])).toEqual(new Map())
  })

  it.each([
    ['gzip', 'x.csv.gz', gzipSync('a,b\n1,2\n'.repeat(1000)).subarray(0, 40), 'DATA_TRUNCATED', 'x.csv.gz: its gzip data end early'],
    [
      'zstd',
      'x.csv.zst',
      zstdCompressSync(Buffer.from('a,b\n1,2\n'.repeat(1000))).subarray(0, 20),
      'DATA_TRUNCATED',
      'x.csv.zst: its zstd data end early',
    ],
    [
      'gzip',
      'y.csv.gz',
      gzipSync('a,b\n1,2\n'.repeat(9)).fill(0xff, 12, 20),
      'DATA_UNREADABLE',
      expect.stringMatching(/^y\.csv\.gz: its gzip data are damaged: /),
    ],
  ] as const)('refuses %s that ends early or is damaged (%s)', async (compression, name, content, code, message) => {
    await using data = await fixture()
    const file = await data.text(name, content)
    await expect(fileLines({ file, compression, delimited }, [5000])).rejects.toMatchObject({ code, message })
  })
})
