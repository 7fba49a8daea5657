import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../engine.ts'
import { duckdb, fixture } from '../fixtures.ts'
import { openTable } from '../open-table.ts'
import { dataFilesIn } from './data-files-in.ts'
import { partitionColumns } from './partitions.ts'

const file = (name: string) => ({ name, path: `/${name}` })

describe('partitionColumns', () => {
  it('reads names and values of folders, decoded', () => {
    expect(partitionColumns([file('f/ye%20ar=2001/m=__HIVE_DEFAULT_PARTITION__/a.csv'), file('f/ye%20ar=a%2Fb=c/m=%zz/b.csv')], ['x'])).toEqual([
      { name: 'ye ar', values: ['2001', 'a/b=c'] },
      { name: 'm', values: [null, '%zz'] },
    ])
    expect(partitionColumns([file('=x/a=b.csv')], [])).toEqual([])
  })

  it.each([
    ['differ in their folders', ['a=1/x.csv', 'b=1/y.csv'], [], 'b=1/y.csv: its partition columns are b, those of a=1/x.csv are a'],
    ['have none beside others', ['a=1/x.csv', 'y.csv'], [], 'y.csv: its partition columns are none, those of a=1/x.csv are a'],
    ['have a column twice', ['a=1/A=2/x.csv'], [], 'a=1/A=2/x.csv: two folders are called "a="'],
    ['hold the column too', ['a=1/x.csv'], ['A'], 'a=1/x.csv: the column "a" stands in the file and in the name of a folder'],
  ])('refuses files that %s', (_, names, inFiles, message) => {
    expect(() => partitionColumns(names.map(file), inFiles)).toThrow(expect.objectContaining({ code: 'SCHEMA_MISMATCH', message }))
  })
})

describe('a partitioned folder', () => {
  it.each(['parquet', 'csv', 'jsonl'])('adds its columns to files of %s, typed', async (format) => {
    await using data = await fixture()
    const folder = join(data.folder, 'sales')
    for (const [month, n] of [
      ['03', 1],
      ['04', 2],
    ] as const) {
      const below = join(folder, 'year=2001', `month=${month}`)
      await mkdir(below, { recursive: true })
      const to = join(below, `part.${format}`)
      if (format === 'parquet') await data.parquet(`sales/year=2001/month=${month}/part.parquet`, `select ${n} as n`)
      else await writeFile(to, format === 'csv' ? `n\n${n}\n` : `{"n":${n}}\n`)
    }
    await writeFile(join(folder, '_SUCCESS'), '')
    await using engine = await openEngine(duckdb, { threads: 2 })
    const table = await openTable(engine, await dataFilesIn({ folder, name: 'sales' }))
    expect(table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      format === 'parquet' ? 'n INTEGER' : 'n BIGINT',
      'year BIGINT',
      'month VARCHAR',
    ])
    const { relation, row, file } = table.located
    expect(await engine.rows(`select n::INTEGER, year::INTEGER, month, (${row})::INTEGER, (${file})::INTEGER from ${relation} order by 4`)).toEqual([
      [1, 2001, '03', 0, 0],
      [2, 2001, '04', 1, 1],
    ])
    expect(await engine.rows(`select count(*)::INTEGER from ${table.relation} where month = '04'`)).toEqual([[1]])
  })
})

describe('dataFilesIn', () => {
  it('lists data below a folder by name, and passes over what is hidden or no data', async () => {
    await using data = await fixture()
    await mkdir(join(data.folder, 'b/.cache'), { recursive: true })
    await mkdir(join(data.folder, '_tmp'))
    for (const name of ['b/z.csv', 'b/a.csv.gz', 'b/.a.csv', 'b/_a.csv', 'b/.cache/x.csv', '_tmp/x.csv', 'README.md', 'c.jsonl'])
      await writeFile(join(data.folder, name), 'x')
    const found = await dataFilesIn({ folder: data.folder, name: 'data/' })
    expect(found).toEqual(['b/a.csv.gz', 'b/z.csv', 'c.jsonl'].map((name) => ({ name: `data/${name}`, path: join(data.folder, name) })))
  })

  it('refuses a folder that is not there, or holds no data', async () => {
    await using data = await fixture()
    await data.text('README.md', 'x')
    await expect(dataFilesIn({ folder: join(data.folder, 'none'), name: 'none' })).rejects.toMatchObject({
      code: 'DATA_MISSING',
      message: 'none is not a folder that can be read',
    })
    await expect(dataFilesIn({ folder: data.folder, name: 'd' })).rejects.toMatchObject({ code: 'DATA_MISSING', message: 'd holds no data file' })
  })
})
