import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cell, openRowsFile, rowsFormat, type WrittenColumn } from './rows-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rows-'))
})
afterAll(() => rm(folder, { recursive: true }))

const column = (name: string, cells: readonly Cell[]): WrittenColumn => ({ name, at: (row) => cells[row] ?? null })
const columns = [
  column('id', [9007199254740993n, 2n]),
  column('text, quoted', ['a "b"', '']),
  column('score', [0.5, Number.NaN]),
  column('none', [null, null]),
]

describe('a file of rows', () => {
  it.each([
    ['csv', 'id,"text, quoted",score,none\n9007199254740993,"a ""b""",0.5,\n2,"",NaN,\n2,"",NaN,\n'],
    [
      'jsonl',
      '{"id":9007199254740993,"text, quoted":"a \\"b\\"","score":0.5,"none":null}\n{"id":2,"text, quoted":"","score":null,"none":null}\n{"id":2,"text, quoted":"","score":null,"none":null}\n',
    ],
  ] as const)('is written batch by batch as %s', async (format, text) => {
    const at = path.join(folder, `deep/${format}.${format}`)
    await using file = await openRowsFile(at, format)
    await file.append(columns, 2)
    await file.append(
      columns.map(({ name, at: cell }) => ({ name, at: () => cell(1) })),
      1,
    )
    await file.finish()
    expect(await readFile(at, 'utf8')).toBe(text)
  })

  it('is not there where it was not finished, nor a part of it', async () => {
    const own = path.join(folder, 'stopped')
    {
      await using file = await openRowsFile(path.join(own, 'a.csv'), 'csv')
      await file.append(columns, 2)
    }
    expect(await readdir(own)).toEqual([])
  })

  it('says where it cannot be written', async () => {
    const at = path.join(folder, 'taken')
    await (await openRowsFile(path.join(at, 'a.csv'), 'csv')).finish()
    await using file = await openRowsFile(at, 'csv')
    await expect(file.finish()).rejects.toMatchObject({ code: 'EISDIR' })
  })
})

describe('the format that a name tells', () => {
  it.each([
    ['a.csv', 'csv'],
    ['a.JSONL', 'jsonl'],
    ['b/a.ndjson', 'jsonl'],
    ['a.parquet', 'parquet'],
  ])('of %s is %s', (name, format) => expect(rowsFormat(name)).toBe(format))

  it('is asked for where there is none', () => expect(() => rowsFormat('a.txt')).toThrow(expect.objectContaining({ code: 'USAGE' })))
})
