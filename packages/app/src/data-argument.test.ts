import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DataSources, Line } from '@seaworthy/pipeline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataArgument, referenceArgument } from './data-argument.ts'

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'seaworthy-argument-'))
  mkdirSync(path.join(cwd, 'data/year=2026'), { recursive: true })
  for (const name of ['data/b.csv', 'data/a.csv', 'data/year=2026/c.csv', '[odd].csv']) writeFileSync(path.join(cwd, name), 'id\n1\n')
})
afterAll(() => rmSync(cwd, { recursive: true }))

const digest = `sha256:${'0'.repeat(64)}` as const
/** A place with two files under one address, and none under any other. */
const remote: DataSources = {
  list: async (source) => (source === 's3://b/*.csv' ? ['1.csv', '2.csv'].map((name) => ({ name, uri: `s3://b/${name}` })) : []),
  fetch: async ({ name }) => ({ name, path: `/cache/${name}`, digest, bytes: 3 }),
  held: async () => 'absent',
}
const place = () => ({ cwd, line: { data: remote } as Line })
const named = async (given: string) => (await dataArgument(given, place())).map(({ name, path: at }) => [name, path.relative(cwd, at)])

describe('dataArgument', () => {
  it.each([
    ['a file', 'data/a.csv', ['data/a.csv']],
    ['a file whose name looks like a glob', '[odd].csv', ['[odd].csv']],
    ['a glob, sorted, without folders', 'data/*', ['data/a.csv', 'data/b.csv']],
    ['a glob over folders', 'data/**/*.csv', ['data/a.csv', 'data/b.csv', 'data/year=2026/c.csv']],
  ])('reads %s', async (_what, given, names) => {
    expect(await named(given)).toEqual(names.map((name) => [name, name]))
  })

  it('reads a folder with all data below it', async () => {
    expect((await named('data/year=2026')).map(([, at]) => at)).toEqual(['data/year=2026/c.csv'])
  })

  it('reads an address from where it was fetched to, under the names of its place', async () => {
    expect(await dataArgument('s3://b/*.csv', place())).toEqual([
      { name: '1.csv', path: '/cache/1.csv' },
      { name: '2.csv', path: '/cache/2.csv' },
    ])
  })

  it.each(['data/*.parquet', 'gone.csv', 's3://b/*.parquet'])('refuses %s, which nothing matches', async (given) => {
    await expect(dataArgument(given, place())).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: `no file matches ${given}` })
  })
})

describe('referenceArgument', () => {
  it('reads tables by name, each from a file, a glob or an address', async () => {
    const found = await referenceArgument(' users = data/a.csv, orders=s3://b/*.csv,', place())
    expect([...found].map(([name, files]) => [name, files.map((file) => file.name)])).toEqual([
      ['users', ['data/a.csv']],
      ['orders', ['1.csv', '2.csv']],
    ])
  })

  it('is none where nothing was said', async () => {
    expect([...(await referenceArgument('', place()))]).toEqual([])
  })

  it.each(['data/a.csv', '=data/a.csv', 'users='])('refuses %s', async (given) => {
    await expect(referenceArgument(given, place())).rejects.toMatchObject({ code: 'INPUT_INVALID', message: `"${given}" names no table` })
  })
})
