import { describe, expect, it } from 'vitest'
import { contract, fixture } from '../fixtures.ts'
import { check, failingRows, outcomes } from './fixtures.ts'

const samples = { show: true, limit: 9 }

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

  it('count the rows beyond the first, or all of a group, within the rows that a filter lets through', async () => {
    await using data = await fixture()
    const select = "select * from (values ('a', 1), ('a', 1), ('b', 1), ('a', 2), (null, 2), ('b', 3), ('a', 1)) v(s, n)"
    const files = { parquet: await data.parquet('a.parquet', select), csv: await data.text('a.csv', 's,n\na,1\na,1\nb,1\na,2\n,2\nb,3\na,1\n') }
    const some = { kind: 'compare', column: 'n', operator: '<', value: 3 } as const
    const checks = [
      check('unique', { columns: ['s'], count: 'repeats' }),
      check('unique', { columns: ['s'], count: 'all' }),
      check('unique', { columns: ['s', 'n'], count: 'repeats' }),
      check('unique', { columns: ['s'], count: 'all', where: some }),
      check('unique', { columns: ['s'], count: 'all', condition: { unit: 'passing', operator: 'greater_or_equal', value: 1 / 6 } }),
      check('duplicates', { columns: null, count: 'all', condition: { unit: 'percent', operator: 'less', value: 50 } }),
    ]
    for (const file of Object.values(files)) {
      const found = await outcomes(data.session, [file], checks, { types: { s: 'string', n: 'integer' } })
      expect(
        found.map((one) => [one.outcome, one.failed, one.observed, failingRows(one)]),
        file.name,
      ).toEqual([
        ['fail', 4, null, [1, 3, 5, 6]],
        ['fail', 6, null, [0, 1, 2, 3, 5]],
        ['fail', 2, null, [1, 6]],
        ['fail', 4, null, [0, 1, 3, 6]],
        ['fail', 6, 0, [0, 1, 2, 3, 5]],
        ['pass', 3, 300 / 7, []],
      ])
    }
  })

  it('are proven unique or found by every way there is: bits, hashes in the scan, hashes apart, groups', async () => {
    await using data = await fixture({ threads: 2 })
    const select = (last: string) =>
      `select case when i = 99_999 then ${last} else i end as dense, (i * 1_000_003)::VARCHAR as s from range(100_000) t(i)`
    const csv = (last: string) => `dense,s\n${Array.from({ length: 2000 }, (_, at) => `${at === 1999 ? last : at},x${at}\n`).join('')}`
    const checks = [
      check('unique', { columns: ['dense'], count: 'repeats' }),
      check('unique', { columns: ['s'], count: 'repeats' }),
      check('duplicates', { columns: null, count: 'repeats' }),
    ]
    const types = { dense: 'integer', s: 'string' } as const
    for (const [file, last] of [
      [await data.parquet('a.parquet', select('99_999')), null],
      [await data.parquet('b.parquet', select('7')), 99_999],
      [await data.parquet('wide.parquet', select('9_000_000_000_000')), null],
      [await data.text('a.csv', csv('1999')), null],
      [await data.text('b.csv', csv('7')), 1999],
    ] as const) {
      const found = await outcomes(data.session, [file], checks, { types })
      expect(found.map(failingRows), file.name).toEqual([last === null ? [] : [last], [], []])
    }
  })

  it('find the same where so many rows repeat that none are set aside', async () => {
    await using data = await fixture()
    const { checks } = await data.session.check({
      files: [await data.parquet('a.parquet', 'select r // 2 as r from range(450_000) v(r)')],
      samples: { show: true, limit: 2 },
      contract: contract({ properties: ['{ name: r, logicalType: integer, unique: true }'] }),
    })
    const expected = {
      outcome: 'fail',
      failed: 225_000,
      share: 0.5,
      samples: [
        { row: 1, value: '0' },
        { row: 3, value: '1' },
      ],
    }
    expect(checks.at(-1)).toMatchObject(expected)
  })
})
