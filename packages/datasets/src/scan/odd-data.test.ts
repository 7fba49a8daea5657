import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { check, failingRows, outcomes } from './fixtures.ts'

const oddNames = [
  'a"b',
  "it's",
  'x; drop table t; --',
  'line\nbreak',
  '\u202egnp',
  'rows',
  'c0',
  'count(*)',
  'row',
  'file',
  'value',
  'h',
  'v',
  'select',
  'é',
  'a.b',
  'a, b',
  't',
  'seaworthy',
  ' blank ',
  '\\',
  '%',
]

describe('checks', () => {
  it('take columns of any name', async () => {
    await using data = await fixture()
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
    const columns = oddNames.map((name) => `case i when 1 then null else i end as ${quoted(name)}`).join(', ')
    const csv = `${oddNames.map(quoted).join(',')}\n${['0', '', '2'].map((value) => oddNames.map(() => value).join(',')).join('\n')}\n`
    const checks = oddNames.flatMap((column) => [
      check('not_null', { column }),
      check('range', { column, type: 'integer', minimum: null, maximum: { value: 1, exclusive: false } }),
      check('unique', { columns: [column], count: 'repeats' }),
      check('in_set', { column, values: Array.from({ length: 20 }, (_, at) => at + 1) }),
      check('pattern', { column, patterns: [{ source: '(?=0)', re2: null, javascript: '(?=0)' }], match: 'any' }),
      check('ordered', { column, direction: 'decreasing', strict: false, within: [] }),
      check('z_score', { column, threshold: 9, sides: 'both' }),
    ])
    for (const file of [await data.parquet('a.parquet', `select ${columns} from range(3) t(i)`), await data.text('a.csv', csv)]) {
      const types = Object.fromEntries(oddNames.map((name) => [name, 'integer' as const]))
      const found = await outcomes(data.session, [file], checks, { types })
      for (const [at, name] of oddNames.entries())
        expect(found.slice(at * 7, at * 7 + 7).map(failingRows), `${file.name} ${name}`).toEqual([[1], [2], [], [0], [2], [2], []])
    }
  })

  it('of text files pass over what is not of its type, but for null and type checks', async () => {
    await using data = await fixture()
    const csv = await data.text('a.csv', 'n,s\n1,a\nx,b\n,\n30,ccc\n')
    const lines = await data.text('a.jsonl', '{"n": 1, "s": "a"}\n{"n": "x", "s": "b"}\n{"n": null}\n{"n": 30, "s": "ccc"}\n')
    const checks = [
      check('type', { column: 'n', type: 'integer', duckType: null }),
      check('not_null', { column: 'n' }),
      check('range', { column: 'n', type: 'integer', minimum: null, maximum: { value: 9, exclusive: false } }),
      check('not_in_set', { column: 'n', values: [1] }),
      check('compare', { left: 'n', operator: '>', right: 'n', ignore: 'any_null' }),
      check('length', { column: 's', unit: 'code_points', minimum: null, maximum: 1 }),
      check('in_set', { column: 's', values: ['a'] }),
      check('pattern', { column: 's', patterns: [{ source: '(?<=c)c', re2: null, javascript: '(?<=c)c' }], match: 'none' }),
    ]
    for (const file of [csv, lines]) {
      const found = await outcomes(data.session, [file], checks, { types: { n: 'integer', s: 'string' } })
      expect(found.map(failingRows), file.name).toEqual([[1], [2], [3], [0], [0, 3], [3], [1, 3], [3]])
      expect(found[0]?.samples[0]?.line, file.name).toBe(file.name === 'a.csv' ? 3 : 2)
    }
  })

  it('of rows as JSON tell a key that is not there from a null', async () => {
    await using data = await fixture()
    const file = await data.text('a.jsonl', '{"a": 1}\n{"a": null}\n{"b": 2}\n{"a": "1"}\n{"a": [1, {"c": 2}]}\n')
    const schemas = [
      { required: ['a'] },
      { properties: { a: { type: 'integer' } } },
      { properties: { a: { not: { type: 'null' } } } },
      { properties: { a: { type: ['integer', 'string', 'null'] } }, additionalProperties: false },
    ]
    const checks = schemas.map((schema) => check('row_json_schema', { columns: ['a', 'b'], schema, draft: '2020-12' }))
    expect((await outcomes(data.session, [file], checks)).map(failingRows)).toEqual([[2], [1, 3, 4], [1], [2, 4]])
  })

  it('find the same in every run, with one thread and with several', async () => {
    await using one = await fixture({ threads: 1 })
    await using many = await fixture({ threads: 4 })
    const select = `select i as id, case when hash(i) % 50 = 0 then null else (hash(i, 1) % 1_000_003) / 7 end as d, 'v' || (hash(i, 2) % 5000) as s,
      (hash(i, 3) % 90)::INTEGER as n from range(25_000) t(i)`
    const files = [await one.parquet('a.parquet', select), await one.parquet('b.parquet', select)]
    const where = { kind: 'compare', column: 'n', operator: '<', value: 45 } as const
    const checks = [
      check('not_null', { column: 'd', condition: { unit: 'passing', operator: 'greater_or_equal', value: 0.99 } }),
      check('range', { column: 'd', type: 'number', minimum: { value: 10, exclusive: false }, maximum: null, where }),
      check('z_score', { column: 'd', threshold: 1.7, sides: 'both' }),
      check('unique', { columns: ['id'], count: 'repeats' }),
      check('unique', { columns: ['s', 'n'], count: 'all', where }),
      check('duplicates', { columns: null, count: 'repeats' }),
      check('pattern', { column: 's', patterns: [{ source: '(?<!1)7', re2: null, javascript: '(?<!1)7' }], match: 'none' }),
      check('ordered', { column: 'n', direction: 'increasing', strict: false, within: ['s'] }),
      check('multiple_of', { column: 'n', of: 0.3 }),
      check('sql', { column: null, query: 'select count(distinct s) from t' }),
    ]
    const first = JSON.stringify(await outcomes(one.session, files, checks))
    for (let run = 0; run < 5; run++) expect(JSON.stringify(await outcomes(many.session, files, checks))).toBe(first)
  })
})
