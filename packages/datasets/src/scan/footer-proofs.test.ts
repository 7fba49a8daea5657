import { describe, expect, it } from 'vitest'
import { openEngine } from '../engine.ts'
import { duckdb, fixture } from '../fixtures.ts'
import { openTable } from '../open-table.ts'
import { check, failingRows, outcomes } from './fixtures.ts'
import { footerProof } from './footer-proofs.ts'
import { readFooters } from './footer-statistics.ts'

const rows = `select i::INTEGER as n, i / 2.0 as d, date '2001-01-01' + i::INTEGER as day, timestamp '2001-01-01 12:00:00.5' + to_days(i::INTEGER) as at,
  case when i < 50 then null else i end as half, 'x' || i as s, {'b': i} as a, i as "a, b" from range(100) t(i)`

const range = (column: string, minimum: number | string | null, maximum: number | string | null, exclusive = false) =>
  check('range', {
    column,
    type: 'number',
    minimum: minimum === null ? null : { value: minimum, exclusive },
    maximum: maximum === null ? null : { value: maximum, exclusive },
  })

async function proven(select: string, checks: readonly ReturnType<typeof check>[]): Promise<readonly boolean[]> {
  await using data = await fixture()
  await using engine = await openEngine(duckdb)
  const table = await openTable(engine, [await data.parquet('a.parquet', select), await data.parquet('b.parquet', select)])
  const footers = await readFooters(engine, table)
  return checks.map((one) => footers !== null && footerProof(one, footers) !== null)
}

/** One column n of 1, 2 and 3, written by pyarrow with write_statistics=False. */
const withoutStatistics =
  'UEFSMRUAFSQVJCwVBhUAFQYVBhwAAAACAAAABgEBAAAAAgAAAAMAAAAVBBksNQAYBnNjaGVtYRUCABUCJQIYAW4AFgYZHBkcJgAcFQIZJQYAGRgBbhUAFgYWShZKJghJHBUA' +
  'FQAVAgA8KQYZJgAGAAAAFkoWBiYIFkoAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRkcHAAAAHoAAABQQVIx'

describe('footerProof', () => {
  it('proves what every part of every file states exactly, and nothing else', async () => {
    const cases = [
      [range('n', 0, 99), true],
      [range('n', -0.5, 99.5), true],
      [range('n', -1, 100, true), true],
      [range('n', 0, 99, true), false],
      [range('n', 0.5, null), false],
      [range('n', null, '98'), false],
      [range('n', '-9007199254740993', '9007199254740993'), true],
      [range('day', '2001-01-01', '2001-04-10'), true],
      [range('day', '2001-01-02', null), false],
      [range('at', '2001-01-01T12:00:00.5', null), true],
      [range('at', '2001-01-01T12:00:00.5', null, true), false],
      [range('half', 50, 99), true],
      [range('d', 0, 1000), false],
      [range('a, b', 0, 1000), false],
      [check('not_null', { column: 'n' }), true],
      [check('not_null', { column: 's' }), true],
      [check('not_null', { column: 'half' }), false],
      [check('not_null', { column: 'a' }), false],
      [check('not_null', { column: 'n', where: { kind: 'null', column: 's' } }), false],
      [check('not_null', { column: 'n', condition: { operator: 'greater', value: 0, unit: 'rows' } }), false],
      [check('is_null', { column: 'n' }), false],
    ] as const
    expect(
      await proven(
        rows,
        cases.map(([one]) => one),
      ),
    ).toEqual(cases.map(([, expected]) => expected))
  })

  it('proves nothing of a column whose files state nothing', async () => {
    const query = 'select unnest([[1], [2]]) as l, unnest([1::HUGEINT, 2]) as h'
    expect(await proven(query, [check('not_null', { column: 'l' }), range('h', 0, 9)])).toEqual([false, false])
    await using data = await fixture()
    const file = await data.text('a.parquet', Buffer.from(withoutStatistics, 'base64'))
    await using engine = await openEngine(duckdb)
    const footers = await readFooters(engine, await openTable(engine, [file]))
    expect(footers).toEqual({ rows: 3, statistics: new Map([['n', { nulls: null, bounds: null }]]) })
    const found = await outcomes(
      data.session,
      [file],
      [range('n', 2, null), check('unique', { columns: ['n'], count: 'repeats' }), check('not_null', { column: 'n' })],
    )
    expect(found.map(failingRows)).toEqual([[0], [], []])
  })
})
