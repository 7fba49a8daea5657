import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixture } from './fixtures.ts'

const allRows = { window: null }

describe('data that cannot be read', () => {
  it.each([
    ['a ragged record', 'a,b\n1,2\n3,4,5\n', 'CSV_RAGGED', 'x.csv line 3: 3 values under 2 columns'],
    ['a short record', 'a,b\n1,2\n\n3\n', 'CSV_RAGGED', 'x.csv line 4: 1 values under 2 columns'],
    ['bytes that are not UTF-8', Buffer.from('a,b\n1,2\n1,\xff\n', 'latin1'), 'TEXT_ENCODING', 'x.csv line 3: the text is not UTF-8'],
    ['a quote that is not closed', 'a,b\n1,"2\n3,4\n', 'TEXT_MALFORMED', 'x.csv line 2: a quote is not closed, or text follows where it closes'],
    ['a blank name in the header', 'a,\n1,2\n', 'CSV_HEADER', 'x.csv line 1: column 2 has no name'],
    ['a name given twice', 'a,a\n1,2\n', 'CSV_HEADER', 'x.csv line 1: the column "a" comes twice'],
    ['names that differ only in case', 'a,A\n1,2\n', 'CSV_HEADER', 'x.csv line 1: the columns "a" and "A" differ only in case'],
    ['another delimiter', 'a;b\n1;2\n', 'CSV_HEADER', 'x.csv line 1: the header has no comma'],
    ['a header alone', 'a,b\n', 'DATA_EMPTY', 'x.csv has a header and no records'],
    ['an empty file', '', 'DATA_EMPTY', 'x.csv is empty'],
  ])('is refused for %s, with file and line', async (_, text, code, message) => {
    await using data = await fixture()
    const files = [await data.text('x.csv', text)]
    await expect(data.session.rows(files)).rejects.toMatchObject({ code, message })
    await expect(data.session.check({ files, contract: null, samples: { show: true, limit: 1 } })).rejects.toMatchObject({ code, message })
  })

  it('is refused as Parquet when missing, another format, truncated, damaged or without rows', async () => {
    await using data = await fixture()
    const good = await data.parquet('good.parquet', 'select range as n, hash(range)::varchar as s from range(5000)')
    const bytes = await readFile(good.path)
    const damaged = Buffer.from(bytes).fill(0x5a, 200, 4000)
    const cases = [
      [[], 'DATA_MISSING'],
      [[{ name: 'none.parquet', path: join(data.folder, 'none.parquet') }], 'DATA_MISSING'],
      [[{ name: 'folder.parquet', path: data.folder }], 'DATA_MISSING'],
      [[await data.text('a.txt', 'x')], 'UNKNOWN_FORMAT'],
      [[good, await data.text('a.csv', 'n\n1\n')], 'UNKNOWN_FORMAT'],
      [[await data.text('b.parquet', 'n\n1\n2\n3\n4\n5\n')], 'NOT_PARQUET'],
      [[await data.text('c.parquet', bytes.subarray(0, 2000))], 'DATA_TRUNCATED'],
      [[await data.text('d.parquet', damaged)], 'DATA_UNREADABLE'],
      [[await data.parquet('e.parquet', 'select 1 as n where false')], 'DATA_EMPTY'],
      [[good, await data.parquet('f.parquet', 'select 1 as n')], 'SCHEMA_MISMATCH'],
    ] as const
    for (const [files, code] of cases) await expect(data.session.rows(files), code).rejects.toMatchObject({ code })
  })

  it('has a code wherever a damaged page is met', async () => {
    await using data = await fixture()
    const good = await data.parquet('good.parquet', 'select hash(range)::varchar as s from range(5000)')
    const files = [await data.text('bad.parquet', (await readFile(good.path)).fill(0x5a, 200, 4000))]
    const failing = { code: 'QUERY_FAILED', message: expect.stringMatching(/^bad\.parquet: /) }
    await expect(data.session.profile({ files, ...allRows })).rejects.toMatchObject(failing)
    await expect(data.session.materialize({ files, ...allRows, to: join(data.folder, 'o.parquet') })).rejects.toMatchObject(failing)
    await expect(Array.fromAsync(data.session.read({ files, ...allRows, columns: ['s'] }))).rejects.toMatchObject(failing)
  })
})

describe('columns', () => {
  it('decides the types of a CSV over all its rows, strictly', async () => {
    await using data = await fixture()
    const rows = [
      'i,n,b,d,t,zip,big,mixed,none',
      '1,1.5,true,2001-01-01,2001-01-01 10:00:00,01234,1,1,',
      '-2,1e3,False,2001-02-03,2001-02-03,1,99999999999999999999,x,',
    ]
    const file = await data.text('a.csv', `\ufeff${rows.join('\r\n')}\r\n`)
    expect((await data.session.columns([file])).map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'i: integer',
      'n: number',
      'b: boolean',
      'd: date',
      't: timestamp',
      'zip: string',
      'big: string',
      'mixed: string',
      'none: string',
    ])
  })

  it('reads files whose names are patterns or hold quotes', async () => {
    await using data = await fixture()
    const odd = await data.parquet("it's [a]*?.parquet", 'select 1 as n')
    await data.parquet("it's a11.parquet", 'select 2 as n')
    expect(await data.session.rows([odd])).toBe(1)
    expect((await data.session.check({ files: [odd], contract: null, samples: { show: true, limit: 1 } })).rows).toBe(1)
    expect(await data.session.rows([await data.text("o'[x]*.csv", 'a"b,c\n1,2\n'.replace('a"b', '"a""b"'))])).toBe(1)
  })
})

describe('windows', () => {
  it('resolves the newest month and what lies before it, and counts their rows', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', "select timestamp '2001-05-01' + interval (range) hour as t from range(24 * 61 - 1)")]
    const test = await data.session.resolveWindow({ files, time: 't', rule: { kind: 'last', count: 1, unit: 'month' } })
    const train = await data.session.resolveWindow({ files, time: 't', rule: { kind: 'before', dataset: 'test' }, until: test })
    expect(test).toEqual({ time: 't', after: '2001-06-01T00:00:00', until: '2001-07-01T00:00:00' })
    expect(train).toEqual({ time: 't', after: null, until: '2001-06-01T00:00:00' })
    expect(await data.session.count({ files, window: test })).toBe(24 * 30 - 2)
    expect(await data.session.count({ files, window: train })).toBe(24 * 31 + 1)
    expect(await data.session.timeRange({ files, time: 't' })).toEqual({ min: '2001-05-01T00:00:00', max: '2001-06-30T22:00:00' })
    expect(await data.session.resolveWindow({ files, time: null, rule: { kind: 'all' } })).toBeNull()
  })

  it('ends before what is not ripe, and leaves a gap between the two', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', "select timestamp '2001-05-01' + interval (range) hour as t from range(24 * 61 - 1)")]
    const day = 86_400_000
    const test = await data.session.resolveWindow({ files, time: 't', rule: { kind: 'last', count: 1, unit: 'week' }, matureMs: 3 * day })
    const train = await data.session.resolveWindow({ files, time: 't', rule: { kind: 'before', dataset: 'test' }, until: test, embargoMs: 2 * day })
    expect(test).toEqual({ time: 't', after: '2001-06-21T00:00:00', until: '2001-06-28T00:00:00' })
    expect(train).toEqual({ time: 't', after: null, until: '2001-06-19T00:00:00' })
  })

  it('refuses a window without a time column, on a column that is no time, or before one that is open', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', 'select 1 as n, null::timestamp as t')]
    const last = { kind: 'last', count: 1, unit: 'day' } as const
    const cases = [
      [{ time: null, rule: last }, 'WINDOW_UNRESOLVED'],
      [{ time: 't', rule: last }, 'WINDOW_UNRESOLVED'],
      [{ time: 'n', rule: last }, 'COLUMN_TYPE'],
      [{ time: 'tt', rule: last }, 'COLUMN_MISSING'],
      [{ time: 't', rule: { kind: 'before', dataset: 'test' } }, 'WINDOW_UNRESOLVED'],
    ] as const
    for (const [question, code] of cases) await expect(data.session.resolveWindow({ files, ...question }), code).rejects.toMatchObject({ code })
  })
})

describe('read', () => {
  it('gives rows in order in equal batches: numbers with NaN for nulls, times in ms, texts with nulls', async () => {
    await using data = await fixture()
    const file = await data.text('b.csv', 'i,x,t,b,s\n1,.5,2001-01-01 00:01:00,true,a\n,,,,\n3,2,2001-01-01,false,\n')
    const batches = await Array.fromAsync(data.session.read({ files: [file], window: null, columns: ['i', 'x', 't', 'b', 's'], batchRows: 2 }))
    expect(batches.map(({ rows }) => rows)).toEqual([2, 1])
    expect(Object.fromEntries(batches[0]?.values ?? [])).toEqual({
      i: { kind: 'number', data: Float64Array.of(1, Number.NaN) },
      x: { kind: 'number', data: Float64Array.of(0.5, Number.NaN) },
      t: { kind: 'number', data: Float64Array.of(978307260000, Number.NaN) },
      b: { kind: 'number', data: Float64Array.of(1, Number.NaN) },
      s: { kind: 'string', data: ['a', null] },
    })
    expect(batches[1]?.values.get('b')).toEqual({ kind: 'number', data: Float64Array.of(0) })
  })

  it('keeps the order of files and rows with several threads, through a window, while other questions are asked', async () => {
    await using data = await fixture({ threads: 4 })
    const select = (from: number) => `select timestamp '2001-01-01' + interval (r) second as t, r from range(${from}, ${from + 150_000}) x(r)`
    const files = [await data.parquet('b.parquet', select(150_000)), await data.parquet('a.parquet', select(0))]
    const window = { time: 't', after: '2001-01-01T00:00:09', until: null }
    let next = 10
    const sizes: number[] = []
    for await (const { rows, values } of data.session.read({ files, window, columns: ['r'] })) {
      sizes.push(rows)
      const column = values.get('r')
      if (column?.kind === 'number') for (const value of column.data) if (value !== next++) throw new Error(`${value} instead of ${next - 1}`)
      expect(await data.session.count({ files, window })).toBe(299_990)
    }
    expect(next).toBe(300_000)
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([20_000]))
  })

  it('refuses integers that a number cannot hold, and columns that are not there', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', 'select 9007199254740993 as id')]
    const drain = (columns: readonly string[]) => Array.fromAsync(data.session.read({ files, ...allRows, columns }))
    await expect(drain(['id'])).rejects.toMatchObject({ code: 'INTEGER_TOO_LARGE' })
    await expect(drain(['idd'])).rejects.toMatchObject({ code: 'COLUMN_MISSING', hint: 'did you mean "id"?' })
  })

  it('hands columns out as texts, exact beyond 2^53 and lists as JSON, or as numbers with NaN for what is none', async () => {
    await using data = await fixture()
    const select = "select 9007199254740993 as id, [0.25, 0.75] as p, ['a', 'b, c'] as t, 1.5::FLOAT as x union all select 3, null, null, null"
    const parquet = [await data.parquet('a.parquet', select)]
    const as = new Map([['id', 'text'] as const, ['p', 'text'] as const, ['t', 'text'] as const, ['x', 'number'] as const])
    const batches = await Array.fromAsync(data.session.read({ files: parquet, ...allRows, columns: [...as.keys()], as }))
    expect(batches.map(({ values }) => Object.fromEntries([...values].map(([name, { data: found }]) => [name, [...found]])))).toEqual([
      { id: ['9007199254740993', '3'], p: ['[0.25,0.75]', null], t: ['["a","b, c"]', null], x: [1.5, Number.NaN] },
    ])
    const csv = [await data.text('a.csv', 'id,x\n007,0.5\n9007199254740993,low\n,1_000\n3,\n')]
    const texts = { files: csv, reading: { columns: [], text: null }, ...allRows, columns: ['id', 'x'] }
    const [first] = await Array.fromAsync(data.session.read({ ...texts, as: new Map([['x', 'number'] as const]) }))
    expect([first?.values.get('id')?.data, first?.values.get('x')?.data]).toEqual([
      ['007', '9007199254740993', null, '3'],
      Float64Array.of(0.5, Number.NaN, Number.NaN, Number.NaN),
    ])
  })
})

describe('materialize', () => {
  it('writes equal bytes for equal rows, in order, from Parquet and from CSV', async () => {
    await using data = await fixture({ threads: 4 })
    const files = [
      await data.parquet('a.parquet', "select timestamp '2001-01-01' + interval (r) minute as t, r, 'k' || r % 7 as s from range(200000) x(r)"),
    ]
    const window = { time: 't', after: '2001-01-02T00:00:00', until: '2001-03-01T00:00:00' }
    const [one, two] = [join(data.folder, 'one.parquet'), join(data.folder, "two's.parquet")]
    const written = await data.session.materialize({ files, window, to: one })
    expect(written).toEqual({ rows: 83_520, bytes: (await readFile(one)).length })
    await data.session.materialize({ files, window, to: two })
    expect((await readFile(one)).equals(await readFile(two))).toBe(true)
    const [first] = await Array.fromAsync(
      data.session.read({ files: [{ name: 'one.parquet', path: one }], ...allRows, columns: ['r'], batchRows: 2 }),
    )
    expect(first?.values.get('r')).toEqual({ kind: 'number', data: Float64Array.of(1441, 1442) })
    const csv = await data.text('b.csv', 'n,s\n1,a\n2,\n')
    await data.session.materialize({ files: [csv], window: null, to: join(data.folder, 'three.parquet') })
    const three = [{ name: 'three.parquet', path: join(data.folder, 'three.parquet') }]
    expect(await data.session.columns(three)).toEqual([
      { name: 'n', type: 'integer' },
      { name: 's', type: 'string' },
    ])
  })

  it('refuses a window without rows', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', "select timestamp '2001-01-01' as t")]
    const window = { time: 't', after: '2002-01-01T00:00:00', until: null }
    await expect(data.session.materialize({ files, window, to: join(data.folder, 'o.parquet') })).rejects.toMatchObject({ code: 'WINDOW_EMPTY' })
    await expect(readFile(join(data.folder, 'o.parquet'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
