import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../engine.ts'
import { contract, duckdb, type Fixture, fixture } from '../fixtures.ts'

const asked = contract({
  properties: [
    '{ name: n, logicalType: integer, required: true, logicalTypeOptions: { maximum: 5 } }',
    '{ name: year, logicalType: integer, required: true, logicalTypeOptions: { minimum: 2001 } }',
  ],
})

async function file(data: Fixture, name: string, content: string | Uint8Array) {
  await mkdir(dirname(join(data.folder, name)), { recursive: true })
  await writeFile(join(data.folder, name), content)
  return { name, path: join(data.folder, name) }
}

describe('a check', () => {
  it.each([
    ['CSV', '.csv', 'n\n1\n"x\ny"\n9\n', 5],
    ['CSV in gzip', '.csv.gz', gzipSync('n\n1\nx\n9\n'), 4],
    ['TSV in zstd', '.tsv.zst', zstdCompressSync(Buffer.from('n\n1\n\nx\n9\n')), 5],
    ['lines of JSON', '.jsonl', '{"n":1}\n\n{"n":"7"}\n{"n":9}\n', 4],
    ['lines of JSON in gzip', '.jsonl.gz', gzipSync('{"n":1}\n{"n":"7"}\n{"n":9}\n'), 3],
  ])('on %s in partitioned folders names file, record and line', async (_, ending, content, line) => {
    await using data = await fixture()
    const files = [await file(data, `year=2000/a${ending}`, content), await file(data, `year=2001/b${ending}`, content)]
    const { rows, checks } = await data.session.check({ files, contract: asked, samples: { show: true, limit: 9 } })
    const samples = new Map(checks.map(({ id, samples }) => [id, samples]))
    expect(rows).toBe(6)
    expect(samples.get('n.type')?.map(({ row, file }) => [row, file])).toEqual([
      [1, `year=2000/a${ending}`],
      [4, `year=2001/b${ending}`],
    ])
    expect(samples.get('n.range')).toEqual([
      { row: 2, value: '9', file: `year=2000/a${ending}`, line },
      { row: 5, value: '9', file: `year=2001/b${ending}`, line },
    ])
    expect(samples.get('year.range')?.map(({ row, value }) => [row, value])).toEqual([
      [0, '2000'],
      [1, '2000'],
      [2, '2000'],
    ])
  })

  it('on Parquet in partitioned folders names file and record', async () => {
    await using data = await fixture()
    await using engine = await openEngine(duckdb, { threads: 1 })
    const files = []
    for (const year of [2000, 2001]) {
      const made = await file(data, `year=${year}/a.parquet`, '')
      await engine.run(`copy (select unnest([1, null, 9]) as n) to '${made.path}' (format parquet)`)
      files.push(made)
    }
    const { checks } = await data.session.check({ files, contract: asked, samples: { show: true, limit: 9 } })
    const samples = new Map(checks.map(({ id, samples }) => [id, samples]))
    expect(samples.get('n.required')).toEqual([
      { row: 1, value: null, file: 'year=2000/a.parquet', line: null },
      { row: 4, value: null, file: 'year=2001/a.parquet', line: null },
    ])
    expect(samples.get('year.range')?.map(({ row }) => row)).toEqual([0, 1, 2])
    expect(checks.find(({ id }) => id === 'year.required')?.outcome).toBe('pass')
  })
})
