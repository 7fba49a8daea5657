import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { check, outcomes } from './fixtures.ts'

const sql = (query: string, more = {}) => check('sql', { column: null, query, ...more })
const rowsOf = (query: string, more = {}) => check('sql_rows', { query, ...more })
const expression = (text: string, more = {}) => check('expression', { sql: text, ...more })

describe('queries of a contract', () => {
  it('see the object and the other tables by their names, with typed columns', async () => {
    await using data = await fixture()
    const file = await data.text('a.csv', 'code,delay\nABE,1\nYAK,5\nXXX,x\n')
    const references = new Map([['airports', [await data.parquet('airports.parquet', "select unnest(['ABE', 'YAK']) as iata")]]])
    const found = await outcomes(
      data.session,
      [file],
      [
        sql('select max(delay) from t', { condition: { operator: 'equal', value: 5, unit: 'rows' } }),
        sql('with a as (select * from airports) select count(*) from t where code not in (select iata from a);'.replace(';', '')),
        rowsOf('select code from t where code not in (select iata from airports) -- strays'),
        rowsOf('select * from t where delay > 1', { condition: { operator: 'less_or_equal', value: 50, unit: 'percent' } }),
      ],
      { references, types: { code: 'string', delay: 'integer' } },
    )
    expect(found.map(({ outcome, observed, failed, share }) => [outcome, observed, failed, share])).toEqual([
      ['pass', 5, 0, 0],
      ['fail', 1, 0, 0],
      ['fail', 1, 1, 1 / 3],
      ['pass', 100 / 3, 1, 1 / 3],
    ])
  })

  it('state what must hold of each row, where a null passes', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', "select * from (values (1, 'a'), (null, 'b'), (3, 'c'), (4, 'c')) v(n, s)")
    const found = await outcomes(
      data.session,
      [file],
      [
        expression('n < 3'),
        expression("case s when 'c' then n > 3 else true end -- of c alone"),
        expression('n < 3', {
          where: { kind: 'compare', column: 's', operator: '=', value: 'c' },
          condition: { operator: 'less_or_equal', value: 100, unit: 'percent' },
        }),
        expression('s in (select s from t where n = 1)'),
      ],
    )
    expect(found.map(({ outcome, failed, share, samples }) => [outcome, failed, share, samples.map(({ row }) => row)])).toEqual([
      ['fail', 2, 0.5, [2, 3]],
      ['fail', 1, 0.25, [2]],
      ['pass', 2, 1, []],
      ['fail', 3, 0.75, [1, 2, 3]],
    ])
  })

  it.each([
    ['true) or (false', 'syntax error at or near ")"'],
    ['true), (false', 'syntax error at or near ")"'],
    ['true) union all select (false', 'syntax error at or near ")"'],
    ['true, false', 'it is not one expression'],
    ['true union all select false', 'it is not one expression'],
    ['true limit 1', 'it is not one expression'],
    ['true as a', 'syntax error at or near "as"'],
    ['true from t', 'it is not one expression'],
    ['true; drop view t', 'Only SELECT statements can be serialized to json!'],
    ['n <', 'syntax error at end of input'],
    ['', 'SELECT clause without selection list'],
    ['gone > 1', 'Binder Error: Referenced column "gone" not found in FROM clause!'],
    ['sum(n) > 1', 'Binder Error: aggregate function calls cannot be nested'],
  ])('are refused as an expression: %s', async (text, why) => {
    await using data = await fixture()
    const [found] = await outcomes(data.session, [await data.parquet('a.parquet', 'select 1 as n')], [expression(text)])
    expect([found?.outcome, found?.message]).toEqual(['error', `the query cannot run: ${why}`])
  })

  it('read no other file, write none, and change nothing', async () => {
    await using data = await fixture()
    const secret = await data.text('secret.csv', 'n\n1\n')
    const file = await data.parquet('a.parquet', 'select 1 as n')
    const queries = [
      `select count(*) from read_csv('${secret.path}')`,
      `select count(*) from '${secret.path}'`,
      `select count(*) from glob('${data.folder}/*')`,
      `select length(content) from read_text('${secret.path}')`,
      `copy t to '${data.folder}/out.csv'`,
      `attach '${data.folder}/db.duckdb'`,
      'load httpfs',
      'set threads = 1',
      'create table x as select 1',
      'drop view t',
      'pragma database_list',
      'select 1; select 2',
      'select count(*) from airports',
    ]
    const found = await outcomes(data.session, [file], [...queries.map((query) => sql(query)), sql('select count(*) - 1 from t')])
    expect(found.map(({ outcome }) => outcome)).toEqual([...queries.map(() => 'error'), 'pass'])
    expect(found[0]?.message).toMatch(
      /^the query cannot run: Permission Error: .*; a query reads the data and the other tables of the contract by their names/,
    )
    expect(found[8]?.message).toBe('the query cannot run: it is not a SELECT')
  })

  it('that never end are stopped, and the others are decided', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', 'select 1 as n')
    const found = await outcomes(
      data.session,
      [file],
      [
        sql('select count(*) from range(1_000_000_000_000)'),
        rowsOf('select * from range(1_000_000_000_000) where range < 0'),
        expression('(select count(*) from range(1_000_000_000_000)) > 0'),
        check('not_null', { column: 'n' }),
        sql('select count(*) - 1 from t'),
      ],
      { timeoutMs: 200 },
    )
    const late = ['error', 'the query took longer than 0.2 s']
    expect(found.map(({ outcome, message }) => [outcome, message])).toEqual([late, late, late, ['pass', null], ['pass', null]])
  })

  it('have no say in other checks, whatever the object is called', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', 'select 1 as n')
    const ofName = (name: string) => ({
      path: 'c.yaml',
      dialect: 'odcs' as const,
      objects: [{ name, columns: [], checks: [sql(`select sum(n) - 1 from "${name.replaceAll('"', '""')}"`)], text: null, notes: [] }],
    })
    for (const name of ['order', 'read_parquet', 'seaworthy', 'pg_class', 'a"b; drop table x', '‮rtl', 'line\nbreak', 'sqlite_master'])
      expect(
        (await data.session.check({ files: [file], contract: ofName(name), samples: { show: true, limit: 1 } })).checks[0]?.message,
        name,
      ).toBeNull()
  })
})

describe('a test in JavaScript', () => {
  it('that never ends is stopped, and says so', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', `select repeat('a', 40) || 'b' as s`)
    const runaway = { source: '^(a+)+$(?=x)', re2: null, javascript: '^(a+)+$(?=x)' }
    const found = await outcomes(
      data.session,
      [file],
      [check('pattern', { column: 's', patterns: [runaway], match: 'any' }), check('not_null', { column: 's' })],
      {
        timeoutMs: 200,
      },
    )
    expect(found.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['error', 'a value took longer than 0.2 s to test'],
      ['pass', null],
    ])
  })

  it('decides each distinct text once, however many there are, and fails their rows', async () => {
    await using data = await fixture({ threads: 2 })
    const file = await data.parquet('a.parquet', "select 'v' || (i % 30_000) as s from range(100_000) t(i)")
    const odd = { source: '(?<!x)[13579]$', re2: null, javascript: '(?<!x)[13579]$' }
    const [found] = await outcomes(data.session, [file], [check('pattern', { column: 's', patterns: [odd], match: 'none' })])
    expect([found?.failed, found?.samples.map(({ value }) => value)]).toEqual([50_000, ['v1', 'v3', 'v5', 'v7', 'v9']])
  })
})
