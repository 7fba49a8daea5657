import type { Ignore } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { type Asked, finding, findings, rowsSql } from './fixtures/compiled-findings.ts'

type ForeignKey = Extract<Asked, { kind: 'foreign_key' }>
const foreignKey = (columns: string, references: string, ignore: Ignore = 'any_null', more: Partial<ForeignKey> = {}): ForeignKey => ({
  kind: 'foreign_key',
  columns: columns.split(' '),
  table: 'airports',
  references: references.split(' '),
  ignore,
  condition: { operator: 'equal', value: 0, unit: 'rows' },
  where: null,
  ...more,
})
const select = rowsSql('origin, day', ["'ABE', 1", "'JFK', 2", "'XXX', 1", 'null, 1', "'ABE', null", 'null, null'])
const airports = rowsSql('code, n', ["'ABE', 1::BIGINT", "'JFK', 1", "'LGA', null", 'null, 5'])
const setting = { select, references: { airports } }

describe('foreign_key', () => {
  it('fails values that the other table does not hold, and passes over nulls', async () => {
    expect(await finding(foreignKey('origin', 'code'), setting)).toMatchObject({ outcome: 'fail', failed: 1, share: 1 / 6 })
    const known = { kind: 'in', column: 'origin', values: ['ABE', 'JFK'] } as const
    expect(await finding(foreignKey('origin', 'code', 'any_null', { where: known }), setting)).toMatchObject({ outcome: 'pass', failed: 0 })
    const most = { operator: 'greater_or_equal', value: 0.75, unit: 'passing' } as const
    expect(await finding(foreignKey('origin', 'code', 'any_null', { condition: most }), setting)).toMatchObject({ outcome: 'pass', observed: 0.75 })
  })

  it('looks for tuples, with nulls as the check says', async () => {
    const failed = async (ignore: Ignore) => (await finding(foreignKey('origin day', 'code n', ignore), setting)).failed
    // JFK 2 and XXX 1; then also (null, 1) and (ABE, null); then also (null, null)
    expect([await failed('any_null'), await failed('all_null'), await failed('never')]).toEqual([2, 4, 5])
  })

  it('finds a null beside a null where nulls are looked for', async () => {
    const other = rowsSql('code, n', ["'ABE', null", 'null, 1', 'null, null'])
    const failed = async (columns: string, references: string) =>
      (await finding(foreignKey(columns, references, 'never'), { select, references: { airports: other } })).failed
    expect([await failed('origin day', 'code n'), await failed('origin', 'code')]).toEqual([3, 2])
  })

  it('fails every value where the other table is empty', async () => {
    const empty = { select, references: { airports: `select * from (${airports}) where false` } }
    expect((await finding(foreignKey('origin', 'code'), empty)).failed).toBe(4)
  })

  it('cannot be decided without the table, its columns, or types that compare', async () => {
    const message = async (check: Asked) => (await finding(check, setting)).message
    expect(await message(foreignKey('origin', 'cod'))).toBe('table "airports": the data have no column "cod" (did you mean "code"?)')
    expect(await message(foreignKey('origin', 'n'))).toBe('column "origin" is VARCHAR and "airports.n" is BIGINT: they do not compare')
    expect(await message(foreignKey('origin day', 'code'))).toBe('2 columns cannot be looked for in 1 columns of "airports"')
    expect(await message({ ...foreignKey('origin', 'code'), table: 'airport' })).toBe(
      'no data are given for the table "airport" (did you mean "airports"?)',
    )
    expect((await finding(foreignKey('origin', 'code'), { select })).message).toBe(
      'no data are given for the table "airports" (give its files by this name)',
    )
  })
})

describe('same_row_count', () => {
  it('compares the numbers of rows', async () => {
    const check: Asked = { kind: 'same_row_count', table: 'airports' }
    expect(await finding(check, { select: airports, references: { airports } })).toMatchObject({ outcome: 'pass', observed: 4 })
    expect(await finding(check, setting)).toMatchObject({ outcome: 'fail', observed: 6, message: 'the data have 6 rows, "airports" has 4' })
  })
})

describe('same_rows', () => {
  const check: Asked = { kind: 'same_rows', table: 'b', columns: null }
  const compare = (a: string, b: string, columns: readonly string[] | null = null) =>
    finding({ kind: 'same_rows', table: 'b', columns }, { select: a, references: { b } })

  it('takes rows in any order, columns by name, and nulls for equal', async () => {
    const a = rowsSql('x, y', ["1, 'a'", "1, 'a'", "null, 'b'"])
    const b = rowsSql('y, x', ["'b', null::BIGINT", "'a', 1", "'a', 1"])
    expect(await compare(a, b)).toMatchObject({ outcome: 'pass', failed: 0, message: null, offenders: [] })
  })

  it('counts repeats, and says which side each row is on', async () => {
    const a = rowsSql('x, y', ["1, 'a'", "1, 'a'", "2, 'c'", "null, 'b'"])
    const b = rowsSql('x, y', ["1, 'a'", "3, 'c'", "3, 'c'", "null, 'b'"])
    expect(await compare(a, b)).toEqual({
      outcome: 'fail',
      observed: null,
      failed: 4,
      share: 0.5,
      message: 'rows that only the data have: 2; rows that only "b" has: 2',
      offenders: [
        [1n, 0n, 'only in the data: 1, a'],
        [2n, 0n, 'only in the data: 2, c'],
        [null, null, 'only in "b": 3, c'],
        [null, null, 'only in "b": 3, c'],
      ],
    })
  })

  it('compares some columns alone', async () => {
    const a = rowsSql('x, y', ["1, 'a'", "2, 'b'"])
    const b = rowsSql('x, z', ['2, true', '1, false'])
    expect((await compare(a, b, ['x'])).outcome).toBe('pass')
    expect((await compare(a, b, ['y'])).message).toBe('table "b": the data have no column "y" (did you mean "x"?)')
  })

  it('fails on columns that only one side has', async () => {
    const one = rowsSql('x', ['1'])
    const two = rowsSql('x, extra', ['1, 2'])
    expect(await compare(one, two)).toMatchObject({ outcome: 'fail', message: expect.stringContaining('"b" has a column "extra"') })
    expect(await compare(two, one)).toMatchObject({ outcome: 'fail', message: expect.stringContaining('table "b": the data have no column "extra"') })
  })

  it('cannot be decided without the table', async () => {
    expect(await findings([check], { select: 'select 1 as x' })).toMatchObject([{ outcome: 'error' }])
  })
})
