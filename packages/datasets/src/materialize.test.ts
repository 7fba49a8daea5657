import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type ColumnRule, commaSeparated } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture } from './fixtures.ts'
import type { Reading } from './formats/reading.ts'

const rule = (name: string, type: ColumnRule['type']): ColumnRule => ({
  name,
  type,
  duckType: null,
  required: false,
  line: 1,
  lexical: null,
  personal: null,
})

interface Asked {
  readonly from: string
  readonly content: string | Uint8Array
  readonly to: string
  readonly reading?: Reading
  readonly without?: readonly string[]
}

async function written(data: Fixture, { from, content, to, reading, without = [] }: Asked): Promise<string> {
  const files = [await data.text(from, content)]
  await data.session.materialize({ files, window: null, to: join(data.folder, to), reading: reading ?? null, without })
  return readFile(join(data.folder, to), 'utf8')
}

describe('materialize', () => {
  it('leaves columns out in every format, and keeps the values of the others', async () => {
    await using data = await fixture()
    const without = ['y', 'not_there']
    expect(await written(data, { from: 'a.csv', content: 'a,Y,b\n1.50,1,007\n2,0,x\n', to: 'b.csv', without })).toBe('a,b\n1.50,007\n2,x\n')
    const lines = '{"a":1.50,"y":true,"b":{"c":[1,2]}}\n{"y":false,"b":null}\n'
    expect(await written(data, { from: 'c.jsonl', content: lines, to: 'd.jsonl', without })).toBe('{"a":1.5,"b":{"c":[1,2]}}\n{"a":null,"b":null}\n')
    await written(data, { from: 'e.csv', content: 'a,y\n1,0\n', to: 'f.parquet', without })
    const files = [{ name: 'f.parquet', path: join(data.folder, 'f.parquet') }]
    expect(await data.session.columns(files)).toEqual([{ name: 'a', type: 'integer' }])
  })

  it('keeps the texts of the values and the dialect of a delimited source, unpacked', async () => {
    await using data = await fixture()
    const content = 'a\tb\n1.50\t007\n"x\ty"\t\n""\t2001-01-01T00:00:00Z\n'
    expect(await written(data, { from: 'a.tsv.gz', content: gzipSync(content), to: 'b.tsv' })).toBe(content)
    const dialect = { ...commaSeparated, delimiter: ';', quote: "'", missing: ['NA', '-'] }
    const reading = { columns: [rule('n', 'integer')], text: dialect }
    expect(await written(data, { from: 'c.csv', content: "n;s\nx1;'NA'\n-;'a;b'\n", to: 'd.csv', reading })).toBe("'n';'s'\n'x1';'NA'\nNA;'a;b'\n")
  })

  it('writes what the same dialect reads as the same, escapes and comments included', async () => {
    await using data = await fixture()
    const text = { ...commaSeparated, escape: '\\', comment: '#' }
    const reading = { columns: [], text }
    const content = 'a,b\n"x\\"y","c:\\\\d"\n"#no",\n#yes\n'
    const once = await written(data, { from: 'a.csv', content, to: 'b.csv', reading })
    expect(await written(data, { from: 'b2.csv', content: once, to: 'c.csv', reading })).toBe(once)
    const [batch] = await Array.fromAsync(
      data.session.read({ files: [{ name: 'b.csv', path: join(data.folder, 'b.csv') }], window: null, columns: ['a', 'b'], reading }),
    )
    expect([...(batch?.values.values() ?? [])].map(({ data: values }) => values)).toEqual([
      ['x"y', '#no'],
      ['c:\\d', null],
    ])
  })

  it('keeps lines of JSON as they are', async () => {
    await using data = await fixture()
    const lines = '{"a": 1.50, "z": {"q": "a,\\"b\\""}}\n{"b":null}\n'
    expect(await written(data, { from: 'a.jsonl', content: `\n${lines}`, to: 'b.jsonl' })).toBe(lines)
  })

  it('writes typed values into another format', async () => {
    await using data = await fixture()
    const content = 'n,x,s,t\n1,nan,"a ""b""",2001-01-01\n2,.5,,2001-01-02 03:04:05.678\n'
    expect(await written(data, { from: 'a.csv', content, to: 'b.jsonl' })).toBe(
      '{"n":1,"x":null,"s":"a \\"b\\"","t":"2001-01-01 00:00:00"}\n{"n":2,"x":0.5,"s":null,"t":"2001-01-02 03:04:05.678"}\n',
    )
    expect(await written(data, { from: 'c.jsonl', content: '{"a":1,"b":"x,y"}\n{"b":""}\n', to: 'd.csv' })).toBe('a,b\n1,"x,y"\n,""\n')
    await data.session.materialize({ files: [await data.text('e.csv', content)], window: null, to: join(data.folder, 'f.parquet') })
    expect(await data.session.columns([{ name: 'f.parquet', path: join(data.folder, 'f.parquet') }])).toEqual([
      { name: 'n', type: 'integer' },
      { name: 'x', type: 'number' },
      { name: 's', type: 'string' },
      { name: 't', type: 'timestamp' },
    ])
  })

  it('refuses what it cannot write, and leaves nothing behind', async () => {
    await using data = await fixture()
    await expect(written(data, { from: 'a.csv', content: 'a\n1\n', to: 'b.csv.gz' })).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT' })
    await expect(written(data, { from: 'a.csv', content: 'a\n1\n', to: 'b.txt' })).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT' })
    const reading = { columns: [], text: { ...commaSeparated, delimiter: '||' } }
    await expect(written(data, { from: 'a.csv', content: 'a||b\n1||2\n', to: 'b.csv', reading })).rejects.toMatchObject({
      code: 'DIALECT_UNSUPPORTED',
    })
    expect(await readdir(data.folder)).toEqual(['a.csv'])
  })
})
