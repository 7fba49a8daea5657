import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { orderedFiles, requireUnchanged } from './data-file.ts'
import { fixture } from './fixtures.ts'

const rows = 'a,b\n1,2\n'
const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n'

describe('orderedFiles', () => {
  it.each([
    [
      'gzip without .gz',
      'x.csv',
      gzipSync(rows),
      'FORMAT_MISMATCH',
      'x.csv is compressed by gzip, and its name tells plain delimited text',
      'let its name end in .gz',
    ],
    [
      '.gz without gzip',
      'x.csv.gz',
      rows,
      'FORMAT_MISMATCH',
      'x.csv.gz is not compressed, and its name tells delimited text in gzip',
      'name it without the ending',
    ],
    [
      'zstd called gzip',
      'x.jsonl.gz',
      zstdCompressSync('{}'),
      'FORMAT_MISMATCH',
      'x.jsonl.gz is compressed by zstd, and its name tells lines of JSON in gzip',
      'let its name end in .zst',
    ],
    [
      'Parquet called CSV',
      'x.csv',
      'PAR1....PAR1',
      'FORMAT_MISMATCH',
      'x.csv is a Parquet file, and its name tells plain delimited text',
      'let its name end in .parquet',
    ],
    [
      'a spreadsheet',
      'x.csv',
      'PK\u0003\u0004',
      'FORMAT_MISMATCH',
      'x.csv is a zip archive, as .xlsx files are, and its name tells plain delimited text',
      'unpack it, and name the data files in it; a spreadsheet: export it as CSV',
    ],
    [
      'xz',
      'x.csv',
      Buffer.from('fd377a585a00', 'hex'),
      'FORMAT_MISMATCH',
      'x.csv is compressed by xz, and its name tells plain delimited text',
      'compress it by gzip or zstd',
    ],
    ['text called Parquet', 'x.parquet', rows, 'NOT_PARQUET', 'x.parquet is not a Parquet file', 'name it by what it is'],
    ['gzip called Parquet', 'x.parquet', gzipSync(rows), 'NOT_PARQUET', 'x.parquet is not a Parquet file', 'it is compressed by gzip'],
    [
      'a Git LFS pointer',
      'x.csv',
      lfs,
      'POINTER_WITHOUT_DATA',
      'x.csv is a Git LFS pointer, and its data are not here',
      'git lfs pull --include="x.csv"',
    ],
    [
      'a Git LFS pointer to Parquet',
      'x.parquet',
      lfs,
      'POINTER_WITHOUT_DATA',
      'x.parquet is a Git LFS pointer, and its data are not here',
      'git lfs pull --include="x.parquet"',
    ],
    [
      'a DVC pointer',
      'x.csv.dvc',
      'outs:\n',
      'POINTER_WITHOUT_DATA',
      'x.csv.dvc is a pointer of DVC, not data',
      'dvc pull x.csv.dvc, and name the data file',
    ],
    ['UTF-16', 'x.csv', Buffer.from('\ufeffa,b\n', 'utf16le'), 'TEXT_ENCODING', 'x.csv line 1: the text is UTF-16, not UTF-8', 'convert it to UTF-8'],
    [
      'no ending',
      'x',
      rows,
      'UNKNOWN_FORMAT',
      'x has no ending that tells its format',
      'data are .parquet, .csv, .tsv or .jsonl, the texts also as .gz or .zst',
    ],
  ])('refuses %s with its remedy', async (_, name, content, code, message, hint) => {
    await using data = await fixture()
    await expect(orderedFiles([await data.text(name, content)])).rejects.toMatchObject({ code, message, hint })
  })

  it('refuses a folder, and formats or compressions that differ', async () => {
    await using data = await fixture()
    await mkdir(join(data.folder, 'd.csv'))
    await expect(orderedFiles([{ name: 'd.csv', path: join(data.folder, 'd.csv') }])).rejects.toMatchObject({
      code: 'DATA_MISSING',
      hint: 'a folder stands for the data files in it',
    })
    const [csv, tsv, gz] = [await data.text('a.csv', rows), await data.text('b.tsv', rows), await data.text('c.csv.gz', gzipSync(rows))]
    await expect(orderedFiles([csv, tsv])).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT', message: 'b.tsv is tsv, a.csv is csv' })
    await expect(orderedFiles([gz, csv])).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT', message: 'c.csv.gz is csv in gzip, a.csv is csv' })
  })

  it('takes a format that was given, and finds out how such a file is compressed', async () => {
    await using data = await fixture()
    const { path, name } = await data.text('rows', zstdCompressSync('{"a":1}\n'))
    expect(await orderedFiles([{ path, name, format: 'jsonl' }])).toMatchObject({ format: 'jsonl', compression: 'zstd' })
    await expect(orderedFiles([{ path, name, format: 'parquet' }])).rejects.toMatchObject({ code: 'NOT_PARQUET', hint: 'it is compressed by zstd' })
  })

  it('holds a file to the compression that a contract names', async () => {
    await using data = await fixture()
    const files = [await data.text('a.csv', gzipSync(rows))]
    expect((await orderedFiles(files, 'gzip')).compression).toBe('gzip')
    await expect(orderedFiles(files, 'none')).rejects.toMatchObject({ code: 'FORMAT_MISMATCH' })
  })
})

describe('requireUnchanged', () => {
  it('refuses a file that grew, or went, since it was found', async () => {
    await using data = await fixture()
    const found = await orderedFiles([await data.text('a.csv', rows)])
    await requireUnchanged(found)
    await appendFile(join(data.folder, 'a.csv'), '3,4\n')
    await expect(requireUnchanged(found)).rejects.toMatchObject({ code: 'DATA_CHANGED', message: 'a.csv changed while it was read' })
    const gone = { files: [{ name: 'b.csv', path: join(data.folder, 'b.csv') }], states: [{ bytes: 1, changedMs: 0 }] }
    await expect(requireUnchanged(gone)).rejects.toMatchObject({ code: 'DATA_CHANGED' })
    await writeFile(join(data.folder, 'b.csv'), 'x')
    await expect(requireUnchanged(gone)).rejects.toMatchObject({ code: 'DATA_CHANGED' })
  })
})
