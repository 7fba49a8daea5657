import type { Check } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { openEngine } from './engine.ts'
import { contract, duckdb, fixture } from './fixtures.ts'
import { openTable } from './open-table.ts'
import { candidateRows } from './repeated-rows.ts'

const samples = { show: true, limit: 9 }
const repeatsOf = (columns: readonly string[] | null): Check => ({
  kind: 'duplicates',
  id: 'repeated',
  severity: 'error',
  line: 1,
  columns,
  condition: { operator: 'equal', value: 0, unit: 'rows' },
})

describe('checks of repeated rows', () => {
  it('take nulls, NaN and both zeros as equal in duplicates, and skip nulls where values are to be unique', async () => {
    await using data = await fixture()
    const values = "null, null, 'nan'::double, 'nan'::double, 0, '-0'::double, 1"
    const { checks } = await data.session.check({
      files: [await data.parquet('a.parquet', `select unnest([${values}]) as x, 'same' as s`)],
      samples,
      contract: contract({ properties: ['{ name: x, logicalType: number, unique: true }'], quality: ['{ metric: duplicateValues, mustBe: 0 }'] }),
    })
    const found = checks.filter(({ kind }) => kind === 'unique' || kind === 'duplicates')
    expect(found.map(({ id, failed, share, samples }) => [id, failed, share, samples.map(({ row }) => row)])).toEqual([
      ['x.unique', 2, 2 / 7, [3, 5]],
      ['duplicates', 3, 3 / 7, [1, 3, 5]],
    ])
  })

  it('set few rows aside, and none where many rows repeat or columns are missing', async () => {
    await using data = await fixture()
    await using engine = await openEngine(duckdb)
    const few = await openTable(engine, [await data.parquet('a.parquet', 'select i % 99_999 as h, 1 as n from range(100_000) v(i)')])
    const checks = [repeatsOf(['h', 'n']), repeatsOf(null), repeatsOf(['gone'])]
    const candidates = await candidateRows(engine, few, checks)
    expect([...candidates.keys()]).toEqual(checks.slice(0, 2))
    expect(await engine.rows(`select "seaworthy row", "seaworthy file", h from "seaworthy repeated 1" order by 1`)).toEqual([
      [0n, 0n, 0n],
      [99_999n, 0n, 0n],
    ])
    const many = await openTable(engine, [await data.parquet('b.parquet', 'select 1 as one from range(200_001)')])
    expect(await candidateRows(engine, many, [repeatsOf(null)])).toEqual(new Map())
  })

  it('find the same where so many rows repeat that none are set aside', async () => {
    await using data = await fixture()
    const { checks } = await data.session.check({
      files: [await data.parquet('a.parquet', 'select r // 2 as r from range(250_000) v(r)')],
      samples: { show: true, limit: 2 },
      contract: contract({ properties: ['{ name: r, logicalType: integer, unique: true }'] }),
    })
    const expected = {
      outcome: 'fail',
      failed: 125_000,
      share: 0.5,
      samples: [
        { row: 1, value: '0' },
        { row: 3, value: '1' },
      ],
    }
    expect(checks.at(-1)).toMatchObject(expected)
  })
})
