import { describe, expect, it } from 'vitest'
import type { CheckOutcome } from './check-outcome.ts'
import { contract, fixture } from './fixtures.ts'

const samples = { show: true, limit: 2 }
const rows = (check: CheckOutcome | undefined) => check?.samples.map(({ row, value, file }) => [row, value, file])
const brief = (checks: readonly CheckOutcome[]) => checks.map(({ id, outcome, failed, observed }) => [id, outcome, failed, observed])

describe('check', () => {
  it('decides every kind of check on Parquet, and names the first offending records across files in name order', async () => {
    await using data = await fixture()
    const select = (from: string) => `select * from (values ${from}) v(day, delay, code)`
    const b = await data.parquet('b.parquet', select(`(date '2001-01-03', 5, 'ABE'), (date '2001-01-03', 9000, 'x'), (null, null, null)`))
    const a = await data.parquet(
      'a.parquet',
      select(`(date '2001-01-01', -500, 'ABE'), (date '2001-01-02', 7, 'YAKK'), (date '2001-01-02', 7, 'YAKK')`),
    )
    const { rows: count, checks } = await data.session.check({
      files: [b, a],
      samples,
      contract: contract({
        properties: [
          "{ name: day, logicalType: date, required: true, logicalTypeOptions: { exclusiveMinimum: '2001-01-01' } }",
          '{ name: delay, logicalType: integer, physicalType: int, unique: true, logicalTypeOptions: { minimum: -120, maximum: 1200 } }',
          "{ name: code, logicalType: string, logicalTypeOptions: { pattern: '^[A-Z]{3}$', minLength: 2 }, quality: [{ metric: invalidValues, arguments: { validValues: [ABE] }, mustBe: 0 }, { metric: missingValues, arguments: { missingValues: [x] }, mustBeLessThan: 40, unit: percent }] }",
        ],
        quality: [
          '{ metric: rowCount, mustBe: 7 }',
          '{ metric: duplicateValues, mustBe: 0, severity: warning }',
          '{ type: sql, query: "select max(delay) from {object}", mustBeLessThan: 100 }',
        ],
      }),
    })
    expect(count).toBe(6)
    expect(brief(checks)).toEqual([
      ['day.present', 'pass', 0, null],
      ['day.type', 'pass', 0, 'DATE'],
      ['day.required', 'fail', 1, null],
      ['day.range', 'fail', 1, null],
      ['delay.present', 'pass', 0, null],
      ['delay.type', 'pass', 0, 'INTEGER'],
      ['delay.unique', 'fail', 1, null],
      ['delay.range', 'fail', 2, null],
      ['code.present', 'pass', 0, null],
      ['code.type', 'pass', 0, 'VARCHAR'],
      ['code.length', 'fail', 1, null],
      ['code.pattern', 'fail', 3, null],
      ['code.valid', 'fail', 3, null],
      ['code.missing', 'pass', 2, 100 / 3],
      ['row_count', 'fail', 0, 6],
      ['duplicates', 'fail', 1, 1],
      ['sql', 'fail', 0, 9000],
    ])
    const found = new Map(checks.map((check) => [check.id, check]))
    expect(rows(found.get('delay.range'))).toEqual([
      [0, '-500', 'a.parquet'],
      [4, '9000', 'b.parquet'],
    ])
    expect(rows(found.get('day.required'))).toEqual([[5, null, 'b.parquet']])
    expect(rows(found.get('delay.unique'))).toEqual([[2, '7', 'a.parquet']])
    expect(rows(found.get('duplicates'))).toEqual([[2, '2001-01-02, 7, YAKK', 'a.parquet']])
    expect(found.get('delay.range')).toMatchObject({ column: 'delay', severity: 'error', expected: 'between -120 and 1200', share: 1 / 3 })
    expect(found.get('duplicates')?.severity).toBe('warning')
  })

  it('finds on CSV what TRY_CAST would let pass, and quotes what is written', async () => {
    await using data = await fixture()
    const values = ['1', '1.5', '1e3', '1_000', '0x1F', ' 12 ', '007', '99999999999999999999', '""', '', '-3']
    const file = await data.text('a.csv', `n,note\n${values.map((value) => `${value},"a, ""b""\nc"\n`).join('')}`)
    const properties = [
      '{ name: n, logicalType: integer, required: true, logicalTypeOptions: { minimum: 0 } }',
      '{ name: note, logicalType: string }',
    ]
    const { checks } = await data.session.check({ files: [file], contract: contract({ properties }), samples: { show: true, limit: 20 } })
    const found = new Map(checks.map((check) => [check.id, check]))
    expect(found.get('n.type')?.samples.map(({ row, value }) => [row, value])).toEqual([
      [1, '1.5'],
      [2, '1e3'],
      [3, '1_000'],
      [4, '0x1F'],
      [5, ' 12 '],
      [6, '007'],
      [7, '99999999999999999999'],
      [8, ''],
    ])
    expect(found.get('n.required')?.samples).toEqual([{ row: 9, value: null, file: 'a.csv', line: 20 }])
    expect(found.get('n.range')?.samples).toEqual([{ row: 10, value: '-3', file: 'a.csv', line: 22 }])
  })

  it('hides values but not row numbers where samples are not shown', async () => {
    await using data = await fixture()
    const file = await data.text('a.csv', 'n\n1\nx\n')
    const { checks } = await data.session.check({
      files: [file],
      contract: contract({ properties: ['{ name: n, logicalType: integer }'] }),
      samples: { show: false, limit: 5 },
    })
    expect(checks[1]?.samples).toEqual([{ row: 1, value: null, file: 'a.csv', line: 3 }])
  })

  it('reads the columns that no check names too', async () => {
    await using data = await fixture()
    const files = [await data.text('a.csv', Buffer.from('n,s\n1,a\n2,\xff\n', 'latin1'))]
    const question = { files, samples, contract: contract({ properties: ['{ name: n, logicalType: integer }'] }) }
    await expect(data.session.check(question)).rejects.toMatchObject({ code: 'TEXT_ENCODING', message: 'a.csv line 3: the text is not UTF-8' })
  })

  it('quotes no value in a message either', async () => {
    await using data = await fixture()
    const file = await data.text('a.csv', 's\nsecret\n')
    const question = {
      files: [file],
      contract: contract({ properties: ['{ name: s }'], quality: ['{ type: sql, query: "select max(s::int) from {object}", mustBe: 0 }'] }),
    }
    const messages = async (show: boolean) => (await data.session.check({ ...question, samples: { show, limit: 5 } })).checks[1]?.message
    expect(await messages(true)).toContain('secret')
    expect(await messages(false)).toBe('the query cannot run: Conversion Error')
  })

  it('fails on a missing column, with the nearest name, and decides nothing about it', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', 'select 1 as delays')
    const { checks } = await data.session.check({
      files: [file],
      contract: contract({ properties: ['{ name: delay, logicalType: integer, required: true }'] }),
      samples,
    })
    const message = 'the data have no column "delay" (did you mean "delays"?)'
    expect(checks.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['fail', message],
      ['error', message],
      ['error', message],
    ])
  })

  it('fails a NaN against a lower bound alone', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', "select unnest([1.0, 'nan'::double]) as x")
    const properties = ['{ name: x, logicalType: number, logicalTypeOptions: { minimum: 0 } }']
    const { checks } = await data.session.check({ files: [file], contract: contract({ properties }), samples })
    expect(rows(checks.at(-1))).toEqual([[1, 'nan', 'a.parquet']])
  })

  it('gives SQL rules nothing but the data, and tells alone which one cannot run', async () => {
    await using data = await fixture()
    const secret = await data.text('secret.csv', 'n\n1\n')
    const file = await data.parquet('a.parquet', 'select 1 as n')
    const quality = [
      `{ name: other_file, type: sql, query: "select count(*) from read_csv('${secret.path}')", mustBe: 0 }`,
      '{ name: missing_column, type: sql, query: "select max(m) from {object}", mustBe: 1 }',
      `{ name: closes_early, type: sql, query: "select 0), 0, (select 0", mustBe: 0 }`,
      '{ name: two_rows, type: sql, query: "select unnest([1, 2]) from {object}", mustBe: 1 }',
      '{ name: two_columns, type: sql, query: "select 1, 2", mustBe: 1 }',
      '{ name: nothing, type: sql, query: "select n from {object} where n > 1", mustBe: 1 }',
      '{ name: good, type: sql, query: "select max(n) from {object} -- the only one", mustBe: 1 }',
    ]
    const { checks } = await data.session.check({ files: [file], contract: contract({ properties: ['{ name: n }'], quality }), samples })
    expect(checks.slice(1).map(({ id, outcome }) => [id, outcome])).toEqual([
      ['other_file', 'error'],
      ['missing_column', 'error'],
      ['closes_early', 'error'],
      ['two_rows', 'error'],
      ['two_columns', 'error'],
      ['nothing', 'error'],
      ['good', 'pass'],
    ])
    expect(checks[1]?.message).toMatch(/file system operations are disabled/)
  })

  it('gives the same outcomes with one thread and with several, record numbers included', async () => {
    await using one = await fixture({ threads: 1 })
    await using many = await fixture({ threads: 4 })
    const csv = await one.text(
      'a.csv',
      `n,s\n${Array.from({ length: 200_000 }, (_, at) => `${at % 1000},${at % 40_000 === 39_999 ? 'bad' : 'ABC'}\n`).join('')}`,
    )
    const question = {
      files: [csv],
      samples: { show: true, limit: 4 },
      contract: contract({
        properties: [
          "{ name: s, logicalType: string, logicalTypeOptions: { pattern: '^[A-Z]+$' } }",
          '{ name: n, logicalType: integer, unique: true }',
        ],
      }),
    }
    const found = await one.session.check(question)
    expect(found.checks[2]?.samples.map(({ row }) => row)).toEqual([39_999, 79_999, 119_999, 159_999])
    expect(found.checks[5]?.samples.map(({ row }) => row)).toEqual([1000, 1001, 1002, 1003])
    expect(await many.session.check(question)).toEqual(found)
  })

  it('asks which object of several is meant', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', 'select 1 as n')
    const one = contract({ properties: ['{ name: n }'] })
    const two = { ...one, objects: [...one.objects, { name: 'u', columns: [], checks: [], text: null, notes: [] }] }
    await expect(data.session.check({ files: [file], contract: two, samples })).rejects.toMatchObject({
      code: 'OBJECT_UNKNOWN',
      hint: 'objects: t, u',
    })
    expect((await data.session.check({ files: [file], contract: two, object: 't', samples })).checks).toHaveLength(1)
  })
})
