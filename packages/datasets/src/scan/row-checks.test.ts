import type { Check, Comparison, Filter } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { check, failingRows, outcomes } from './fixtures.ts'

type Case = readonly [one: Check, expected: readonly number[] | string]

/** What each check finds on the rows of a query, as Parquet. */
async function expectOn(select: string, cases: readonly Case[]): Promise<void> {
  await using data = await fixture({ threads: 2 })
  const file = await data.parquet('a.parquet', select)
  const found = await outcomes(
    data.session,
    [file],
    cases.map(([one]) => one),
  )
  expect(found.map((one) => failingRows(one))).toEqual(cases.map(([, expected]) => expected))
}

const bound = (value: number | string | null, exclusive = false) => (value === null ? null : { value, exclusive })
const range = (
  column: string,
  minimum: number | string | null,
  maximum: number | string | null,
  more: { type?: 'integer' | 'number' | 'date' | 'timestamp' | 'time' | 'string'; exclusive?: boolean } = {},
) => check('range', { column, type: more.type ?? 'number', minimum: bound(minimum, more.exclusive), maximum: bound(maximum, more.exclusive) })

describe('range', () => {
  it('takes numbers exactly, at both ends, with NaN in no range', () =>
    expectOn(
      "select * from (values (1, 1.5::double, 9007199254740993, 0.1::float), (2, 'nan', 9007199254740992, 0.2), (null, null, null, null), (3, '-infinity', -5, 0.3)) v(n, d, big, f)",
      [
        [range('n', 1, 3), []],
        [range('n', 1, 3, { exclusive: true }), [0, 3]],
        [range('n', 1.5, 2.5), [0, 3]],
        [range('n', null, null), []],
        [range('d', 0, null), [1, 3]],
        [range('d', null, 2), [1]],
        [range('d', null, null), [1]],
        [range('d', 1.5, 1.5), [1, 3]],
        [range('big', null, '9007199254740992'), [0]],
        [range('big', '9007199254740993', null), [1, 3]],
        [range('big', null, '99999999999999999999999'), []],
        [range('f', 0.1, 0.2), [3]],
        [range('n', '2001-01-01', null), 'column "n" is INTEGER, and "2001-01-01" does not compare with that'],
      ],
    ))

  it('takes dates, times and texts', () =>
    expectOn(
      "select * from (values (date '2001-01-01', timestamp '2001-01-01 12:00:00', time '10:00', 'a'), (date '2001-06-30', timestamp '2001-06-30 23:59:59.5', time '23:00', 'b')) v(day, moment, clock, s)",
      [
        [range('day', '2001-01-02', null, { type: 'date' }), [0]],
        [range('day', null, '2001-06-29T12:00:00', { type: 'timestamp' }), [1]],
        [range('moment', '2001-01-01T12:00:00', '2001-06-30 23:59:59.5', { type: 'timestamp' }), []],
        [range('moment', '2001-01-01T12:00:00', null, { type: 'timestamp', exclusive: true }), [0]],
        [range('moment', null, '2001-06-30', { type: 'date' }), [1]],
        [range('clock', null, '22:00', { type: 'time' }), [1]],
        [range('s', 'b', null, { type: 'string' }), [0]],
        [range('day', '2001-02-29', null, { type: 'date' }), 'column "day" is DATE, and "2001-02-29" does not compare with that'],
        [range('day', 1, null), 'column "day" is DATE, not number'],
      ],
    ))
})

describe('in_set and not_in_set', () => {
  const rows =
    "select * from (values (1, 1.5::double, 1.25::decimal(9, 2), 'a', true, date '2001-01-01', 0.1::float), (2, 'nan', 2.00, 'b''', false, date '2001-01-02', 0.2), (null, null, null, null, null, null, null)) v(n, d, de, s, b, day, f)"
  const many = Array.from({ length: 5000 }, (_, at) => at * 2)
  it('compare numbers with numbers and texts with texts, and pass over nulls', () =>
    expectOn(rows, [
      [check('in_set', { column: 'n', values: [1, 2.5] }), [1]],
      [check('in_set', { column: 'n', values: [0.5] }), [0, 1]],
      [check('in_set', { column: 'n', values: [] }), [0, 1]],
      [check('not_in_set', { column: 'n', values: [] }), []],
      [check('not_in_set', { column: 'n', values: [2, 3] }), [1]],
      [check('in_set', { column: 'd', values: [1.5, Number.NaN] }), []],
      [check('in_set', { column: 'de', values: [1.25] }), [1]],
      [check('in_set', { column: 'f', values: [0.1] }), [1]],
      [check('in_set', { column: 's', values: ["b'", 'c'] }), [0]],
      [check('in_set', { column: 'b', values: [true] }), [1]],
      [check('in_set', { column: 'day', values: ['2001-01-01'] }), [1]],
      [check('in_set', { column: 'n', values: ['9007199254740993', '1'] }), [1]],
      [check('in_set', { column: 's', values: ['a', 1] }), 'column "s" is VARCHAR, and 1 does not compare with that'],
      [check('in_set', { column: 'n', values: ['a'] }), 'column "n" is INTEGER, and "a" does not compare with that'],
    ]))

  it('look up many values as they look up few', () =>
    expectOn(rows, [
      [check('in_set', { column: 'n', values: many }), [0]],
      [check('not_in_set', { column: 'n', values: many }), [1]],
      [check('in_set', { column: 'n', values: [...many, '9007199254740993', '1'] }), []],
      [check('in_set', { column: 'd', values: [...many, 1.5] }), [1]],
      [check('in_set', { column: 'de', values: [...many, 1.255] }), [0]],
      [check('in_set', { column: 's', values: [...many.map(String), "b'"] }), [0]],
      [check('in_set', { column: 'f', values: [...many, 0.1] }), [1]],
      [check('in_set', { column: 'day', values: Array.from({ length: 28 }, (_, at) => `2001-01-${String(at + 2).padStart(2, '0')}`) }), [0]],
    ]))

  it('decide a hundred thousand values at once', async () => {
    await using data = await fixture()
    const values = Array.from({ length: 100_000 }, (_, at) => `v${at}`)
    const file = await data.parquet('a.parquet', "select 'v' || i as s from range(100_002) t(i)")
    const [found] = await outcomes(data.session, [file], [check('in_set', { column: 's', values })])
    expect(failingRows(found)).toEqual([100_000, 100_001])
  })
})

describe('texts', () => {
  const pattern = (source: string, re2: string | null = source) => ({ source, re2, javascript: source })
  it('match any, all or none of some patterns, by RE2 or by JavaScript', () =>
    expectOn("select unnest(['ABE', 'abab', 'x1', null, 'É']) as s, unnest([12, 345, 6, null, 7]) as n", [
      [check('pattern', { column: 's', patterns: [pattern('^[A-Z]{3}$')], match: 'any' }), [1, 2, 4]],
      [check('pattern', { column: 's', patterns: [pattern('b'), pattern('^a')], match: 'all' }), [0, 2, 4]],
      [check('pattern', { column: 's', patterns: [pattern('b'), pattern('[0-9]')], match: 'any' }), [0, 4]],
      [check('pattern', { column: 's', patterns: [pattern('b'), pattern('[0-9]')], match: 'none' }), [1, 2]],
      [check('pattern', { column: 's', patterns: [pattern('(ab)\\1', null)], match: 'any' }), [0, 2, 4]],
      [check('pattern', { column: 's', patterns: [pattern('(ab)\\1', null), pattern('[0-9]')], match: 'none' }), [1, 2]],
      [check('pattern', { column: 's', patterns: [pattern('(?<!x)\\d', null), pattern('^.$')], match: 'none' }), [4]],
      [check('pattern', { column: 's', patterns: [pattern('\\-(?=a)', null)], match: 'none' }), []],
      [check('pattern', { column: 's', patterns: [pattern('(', null)], match: 'any' }), '/(/ is no regular expression'],
      [check('pattern', { column: 'n', patterns: [pattern('^.{2}$')], match: 'any' }), [1, 2, 4]],
      [check('like', { column: 's', patterns: ['%b%', 'x_'], match: 'any' }), [0, 4]],
      [check('like', { column: 's', patterns: ['%b%', 'a%'], match: 'all' }), [0, 2, 4]],
      [check('like', { column: 's', patterns: ['A%', 'x%'], match: 'none' }), [0, 2]],
    ]))

  it('have lengths in code points, bytes and graphemes; lists in items', () =>
    expectOn("select * from (values ('e\u0301', [1, 2], map {'a': 1}, 5), ('👍', [], map {}, 6), (null, null, null, null)) v(s, l, m, n)", [
      [check('length', { column: 's', unit: 'code_points', minimum: 2, maximum: null }), [1]],
      [check('length', { column: 's', unit: 'bytes', minimum: null, maximum: 3 }), [1]],
      [check('length', { column: 's', unit: 'graphemes', minimum: 1, maximum: 1 }), []],
      [check('length', { column: 'l', unit: 'items', minimum: 1, maximum: 2 }), [1]],
      [check('length', { column: 'm', unit: 'items', minimum: 1, maximum: null }), [1]],
      [check('length', { column: 'n', unit: 'code_points', minimum: 1, maximum: null }), 'column "n" is INTEGER, not string'],
      [check('length', { column: 'n', unit: 'items', minimum: 1, maximum: null }), 'column "n" is INTEGER, which has no items'],
    ]))

  it('are read by strptime, and by JSON Schemas as JSON', () =>
    expectOn(
      `select * from (values ('03/01/2001', '[1, 2]', 5, 1.5::double), ('2001-01-03', '{"a": 1', 7, 'nan'), ('30/02/2001', '"x"', null, 2), (null, null, 1, null)) v(day, j, n, d)`,
      [
        [check('strptime', { column: 'day', format: '%d/%m/%Y' }), [1, 2]],
        [
          check('strptime', { column: 'day', format: '%Q' }),
          'Invalid Input Error: Failed to parse format specifier %Q: Unrecognized format for strftime/strptime: %Q',
        ],
        [check('json_schema', { column: 'j', schema: { type: 'array' }, draft: '2020-12' }), [1, 2]],
        [check('json_schema', { column: 'j', schema: { type: 'string', format: 'ipv4' }, draft: 'draft-07' }), [0, 1, 2]],
        [check('json_schema', { column: 'n', schema: { maximum: 5 }, draft: '2020-12' }), [1]],
        [
          check('row_json_schema', {
            columns: ['n', 'd'],
            schema: { properties: { n: { type: 'integer' }, d: { type: 'number' } } },
            draft: '2020-12',
          }),
          [1, 2, 3],
        ],
        [
          check('row_json_schema', {
            columns: ['n', 'j'],
            schema: { if: { properties: { n: { const: 5 } } }, else: false },
            draft: 'draft-07',
          }),
          [1, 2, 3],
        ],
      ],
    ))
})

describe('numbers', () => {
  it('are multiples exactly where they are exact, and as they are written where they are doubles', () =>
    expectOn(
      "select * from (values (6, 0.3::double, 1.50::decimal(9, 2), 9007199254740993), (7, 0.35, 1.55, 9007199254740994), (null, null, null, null), (-6, 'infinity', -0.25, 0), (0, 123456789.05, 0, -1)) v(n, d, de, big)",
      [
        [check('multiple_of', { column: 'n', of: 3 }), [1]],
        [check('multiple_of', { column: 'n', of: 1.5 }), [1]],
        [check('multiple_of', { column: 'n', of: 0.001 }), []],
        [check('multiple_of', { column: 'd', of: 0.1 }), [1, 3, 4]],
        [check('multiple_of', { column: 'd', of: 0.05 }), [3]],
        [check('multiple_of', { column: 'de', of: 0.25 }), [1]],
        [check('multiple_of', { column: 'de', of: 0.5 }), [1, 3]],
        [check('multiple_of', { column: 'big', of: 2 }), [0, 4]],
        [check('multiple_of', { column: 'n', of: 0 }), 'nothing is a multiple of 0'],
      ],
    ))

  it('are finite, or infinite where that is allowed', () =>
    expectOn("select unnest([1.0::double, 'nan', 'infinity', null]) as d, unnest([1, 2, 3, null]) as n", [
      [check('finite', { column: 'd', allow: 'nothing' }), [1, 2]],
      [check('finite', { column: 'd', allow: 'infinity' }), [1]],
      [check('finite', { column: 'n', allow: 'nothing' }), []],
    ]))

  it('lie within some standard deviations of their mean', () =>
    expectOn(
      "select unnest([1.0::double, 1, 1, 1, 1, 1, 1, 1, 1, 5, -3, null]) as d, unnest([1.0::double, 1, 1, 1, 1, 1, 1, 1, 1, 5, 'nan', null]) as x, 3 as same",
      [
        [check('z_score', { column: 'd', threshold: 2, sides: 'both' }), [9, 10]],
        [check('z_score', { column: 'd', threshold: 2, sides: 'above' }), [9]],
        [check('z_score', { column: 'x', threshold: 2, sides: 'above' }), [9, 10]],
        [check('z_score', { column: 'same', threshold: 0, sides: 'both' }), []],
      ],
    ))
})

describe('the order of rows', () => {
  it('is that of the files, within groups where there are any, with nulls passed over', () =>
    expectOn("select * from (values (1, 'a'), (2, 'a'), (null, 'a'), (2, 'b'), (1, 'b'), (3, 'a'), (0, 'b')) v(n, g)", [
      [check('ordered', { column: 'n', direction: 'increasing', strict: false, within: [] }), [4, 6]],
      [check('ordered', { column: 'n', direction: 'increasing', strict: true, within: [] }), [3, 4, 6]],
      [check('ordered', { column: 'n', direction: 'increasing', strict: true, within: ['g'] }), [4, 6]],
      [check('ordered', { column: 'n', direction: 'decreasing', strict: false, within: ['g'] }), [1, 5]],
      [
        check('ordered', {
          column: 'n',
          direction: 'increasing',
          strict: false,
          within: [],
          where: { kind: 'compare', column: 'g', operator: '=', value: 'a' },
        }),
        [],
      ],
    ]))

  it('is told over many row groups as over one', async () => {
    await using data = await fixture({ threads: 4 })
    const file = await data.parquet('a.parquet', 'select case when i in (122_880, 300_000) then 0 else i end as n from range(400_000) t(i)')
    const [found] = await outcomes(data.session, [file], [check('ordered', { column: 'n', direction: 'increasing', strict: true, within: [] })])
    expect([found?.failed, failingRows(found)]).toEqual([2, [122_880, 300_000]])
  })
})

describe('several columns', () => {
  const rows = "select * from (values (1, 2, 3, 'x'), (2, 2, 6, 'y'), (null, 2, 8, 'x'), (null, null, 10, null), (3, 1, 6, 'z')) v(a, b, c, s)"
  it('compare, with a null failing wherever the row is looked at', () =>
    expectOn(rows, [
      [check('compare', { left: 'a', operator: '<=', right: 'b', ignore: 'any_null' }), [4]],
      [check('compare', { left: 'a', operator: '<=', right: 'b', ignore: 'all_null' }), [2, 4]],
      [check('compare', { left: 'a', operator: '<=', right: 'b', ignore: 'never' }), [2, 3, 4]],
      [check('compare', { left: 'a', operator: '<>', right: 'b', ignore: 'any_null' }), [1]],
      [check('compare', { left: 'a', operator: '=', right: 's', ignore: 'never' }), 'column "a" is INTEGER and "s" is VARCHAR: they do not compare'],
    ]))

  it('add up, show listed tuples, and repeat no value', () =>
    expectOn(rows, [
      [check('row_sum', { columns: ['a', 'b', 'c'], total: 10, ignore: 'any_null' }), [0]],
      [check('row_sum', { columns: ['a', 'b', 'c'], total: 10, ignore: 'never' }), [0]],
      [check('row_sum', { columns: ['a', 's'], total: 10, ignore: 'never' }), 'column "s" is VARCHAR, not number'],
      [
        check('tuple_in_set', {
          columns: ['a', 's'],
          values: [
            [1, 'x'],
            [null, 'x'],
          ],
          ignore: 'never',
        }),
        [1, 3, 4],
      ],
      [check('tuple_in_set', { columns: ['a', 's'], values: [[1, 'x']], ignore: 'any_null' }), [1, 4]],
      [
        check('tuple_in_set', {
          columns: ['a', 's'],
          values: [[1, 'x'], [null, 'x'], ...Array.from({ length: 3000 }, (_, at) => [at + 2, 'z'])],
          ignore: 'all_null',
        }),
        [1],
      ],
      [
        check('tuple_in_set', { columns: ['a', 's'], values: [['x', 'x']], ignore: 'any_null' }),
        'column "a" is INTEGER, and "x" does not compare with that',
      ],
      [check('unique_in_row', { columns: ['a', 'b'], ignore: 'any_null' }), [1]],
      [check('unique_in_row', { columns: ['a', 'b'], ignore: 'never' }), [1, 3]],
      [check('unique_in_row', { columns: ['a', 'b', 'c'], ignore: 'all_null' }), [1, 3]],
    ]))

  it('meet filters, in which a comparison with a null is false', () =>
    expectOn(rows, [
      [check('row', { must: { kind: 'compare', column: 'a', operator: '<', value: 3 } }), [2, 3, 4]],
      [check('row', { must: { kind: 'not', part: { kind: 'compare', column: 'a', operator: '<', value: 3 } } }), [0, 1]],
      [
        check('row', {
          must: {
            kind: 'any',
            parts: [
              { kind: 'null', column: 'a' },
              { kind: 'in', column: 's', values: ['x', 'y'] },
            ],
          },
        }),
        [4],
      ],
      [check('row', { must: { kind: 'all', parts: [] } }), []],
      [check('row', { must: { kind: 'compare_columns', left: 'a', operator: '=', right: 'b' } }), [0, 2, 3, 4]],
      [check('complete', { columns: ['a', 'b'], match: 'all' }), [2, 3]],
      [check('complete', { columns: ['a', 'b'], match: 'any' }), [3]],
      [check('is_null', { column: 'a' }), [0, 1, 4]],
      [check('null_count', { column: 's', missing: ['z'] }), [3, 4]],
      [check('not_null', { column: 'a', where: { kind: 'not', part: { kind: 'null', column: 's' } } }), [2]],
      [check('row', { must: { kind: 'compare', column: 's', operator: '=', value: 1 } }), 'column "s" is VARCHAR, and 1 does not compare with that'],
    ]))

  it('meet filters on dates, large integers and fractions exactly', () => {
    const row = (must: Filter) => check('row', { must })
    const compare = (column: string, operator: Comparison, value: string | number | boolean): Filter => ({ kind: 'compare', column, operator, value })
    return expectOn(
      "select * from (values (date '2001-01-01', 9007199254740993, true, 1), (date '2001-01-02', 9007199254740992, false, 2)) v(day, big, flag, n)",
      [
        [row(compare('day', '>', '2001-01-01')), [0]],
        [row(compare('day', '<=', '2001-01-01T00:00:00')), [1]],
        [row(compare('big', '=', '9007199254740993')), [1]],
        [row(compare('big', '>=', '9007199254740992.5')), [1]],
        [row(compare('flag', '=', true)), [1]],
        [row(compare('n', '<', 1.5)), [1]],
        [row(compare('n', '<>', 1.5)), []],
        [row(compare('n', '=', 1.5)), [0, 1]],
        [row({ kind: 'not', part: compare('n', '=', 1.5) }), []],
        [row(compare('day', '>', 'yesterday')), 'column "day" is DATE, and "yesterday" does not compare with that'],
        [row(compare('flag', '=', 1)), 'column "flag" is BOOLEAN, and 1 does not compare with that'],
      ],
    )
  })
})
