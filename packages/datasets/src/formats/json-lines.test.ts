import { gzipSync } from 'node:zlib'
import { type ColumnRule, quoteIdentifier } from '@seaworthy/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../engine.ts'
import { DatasetsError } from '../errors.ts'
import { duckdb, type Fixture, fixture } from '../fixtures.ts'
import { openTable } from '../open-table.ts'
import { recordLines } from '../places/record-lines.ts'

const rule = (name: string, type: ColumnRule['type'], duckType: string | null = null): ColumnRule => ({
  name,
  type,
  duckType,
  required: false,
  line: 1,
  lexical: null,
  personal: null,
})

interface Found {
  readonly columns: readonly string[]
  /** Of each record: its line, the typed values, and the JSON texts. */
  readonly rows: readonly (readonly [line: number | undefined, typed: readonly unknown[], json: readonly unknown[]])[]
}

async function read(data: Fixture, content: string | Uint8Array, rules: readonly ColumnRule[] | null = null, name = 'x.jsonl'): Promise<Found> {
  await using engine = await openEngine(duckdb, { threads: 2 })
  const table = await openTable(engine, [await data.text(name, content)], rules && { columns: rules, text: null })
  const typed = table.columns.map((column) => `${quoteIdentifier(column.name)}::VARCHAR`)
  const json = table.columns.map((column) => column.json ?? 'null')
  const rows = await engine.rows(`select ${[...typed, ...json].join(', ')} from ${table.located.relation} order by ${table.located.row}`)
  const lines = await recordLines(
    table,
    rows.map((_, at) => at),
  )
  const width = table.columns.length
  return {
    columns: table.columns.map((column) => `${column.name} ${column.type}`),
    rows: rows.map((values, at) => [lines.get(at), values.slice(0, width), values.slice(width)]),
  }
}

describe('lines of JSON', () => {
  it('have the types that all their values show, and keys that come late', async () => {
    await using data = await fixture()
    const found = await read(
      data,
      '{"i":1,"n":1.5,"b":true,"d":"2024-01-01","t":"2024-01-01T10:00:00Z","s":"x","m":1,"o":{},"big":9223372036854775808}\n{"i":2.0,"n":2,"b":false,"d":"2024-01-02","t":"2024-01-01 11:00","s":"y","m":"1","o":[1, 2],"big":1,"late":null}\n',
    )
    expect(found).toEqual({
      columns: ['i BIGINT', 'n DOUBLE', 'b BOOLEAN', 'd DATE', 't TIMESTAMP', 's VARCHAR', 'm VARCHAR', 'o VARCHAR', 'big VARCHAR', 'late VARCHAR'],
      rows: [
        [
          1,
          ['1', '1.5', 'true', '2024-01-01', '2024-01-01 10:00:00', 'x', '1', '{}', '9223372036854775808', null],
          ['1', '1.5', 'true', '"2024-01-01"', '"2024-01-01T10:00:00Z"', '"x"', '1', '{}', '9223372036854775808', null],
        ],
        [
          2,
          ['2', '2.0', 'false', '2024-01-02', '2024-01-01 11:00:00', 'y', '1', '[1,2]', '1', null],
          ['2.0', '2', 'false', '"2024-01-02"', '"2024-01-01 11:00"', '"y"', '"1"', '[1,2]', '1', 'null'],
        ],
      ],
    })
  })

  it('have the types of a contract, strictly, and its columns first; a key that no record has is no column', async () => {
    await using data = await fixture()
    const rules = [rule('id', 'integer'), rule('none', 'string'), rule('name', 'string'), rule('huge', 'integer', 'HUGEINT')]
    const found = await read(
      data,
      '{"x":[1],"name":"é\\n\\"","id":9007199254740993,"huge":123456789012345678901234567890}\n{"id":"12","name":12,"huge":1.5}\n',
      rules,
    )
    expect(found).toEqual({
      columns: ['id BIGINT', 'name VARCHAR', 'huge HUGEINT', 'x VARCHAR'],
      rows: [
        [
          1,
          ['9007199254740993', 'é\n"', '123456789012345678901234567890', '[1]'],
          ['9007199254740993', '"é\\n\\""', '123456789012345678901234567890', '[1]'],
        ],
        [2, [null, null, null, null], ['"12"', '12', '1.5', null]],
      ],
    })
  })

  it('tell a null from a key that is absent', async () => {
    await using data = await fixture()
    const { rows } = await read(data, '{"a":null}\n{"b":1}\n{"a":"null"}\n')
    expect(rows.map(([, [a], [json]]) => [a, json])).toEqual([
      [null, 'null'],
      [null, null],
      ['null', '"null"'],
    ])
  })

  it('may have a byte order mark, any blank lines, CR LF, blanks around and no line end', async () => {
    await using data = await fixture()
    const { rows } = await read(data, '\ufeff\r\n {"a":1}\r\n\t\r\n{"a":2} \n\n\n{"a" : 3}')
    expect(rows.map(([line, [a]]) => [line, a])).toEqual([
      [2, '1'],
      [4, '2'],
      [7, '3'],
    ])
    expect((await read(data, gzipSync('{"a":1}\n'), null, 'x.ndjson.gz')).columns).toEqual(['a BIGINT'])
  })

  it('may have keys of any characters, texts that look like faults, and lines beyond the 2 MB of the engine', async () => {
    await using data = await fixture()
    const keys = ['a"b', "'; drop", 'x/y~z', '\n', '\u202e', 'rows', '[0]', 'k.l', ' ']
    const odd = Object.fromEntries(keys.map((key, at) => [key, at]))
    expect(await read(data, `${JSON.stringify(odd)}\n`, [rule('x/y~z', 'integer')])).toEqual({
      columns: ['x/y~z BIGINT', ...keys.filter((key) => key !== 'x/y~z').map((key) => `${key} VARCHAR`)],
      rows: [[1, ['2', '0', '1', '3', '4', '5', '6', '7', '8'], ['2', '0', '1', '3', '4', '5', '6', '7', '8']]],
    })
    const long = 'x'.repeat(17_000_000)
    const { rows } = await read(data, `{"a":"${long}"}\n{"a":", NaN, inf, ]}"}\n{"a":": Infinity }"}\n`)
    expect(rows.map(([line, [a]]) => [line, String(a).length])).toEqual([
      [1, 17_000_000],
      [2, 14],
      [3, 12],
    ])
  })

  it.each([
    ['broken', '{"a":', 'it is no JSON'],
    ['an array', '[1]', 'it is not an object'],
    ['a number', '5', 'it is not an object'],
    ['null', 'null', 'it is not an object'],
    ['two objects', '{"a":1}{"a":2}', 'it is no JSON'],
    ['followed by a comma', '{"a":1},', 'it is no JSON'],
    ['with a trailing comma', '{"a":1,}', 'it is no JSON'],
    ['with a comma behind an item', '{"a":[1 , ] }', 'it is no JSON'],
    ['with NaN', '{"a": NaN }', 'NaN and Infinity are no JSON'],
    ['with an infinity', '{"a":[-infinity]}', 'NaN and Infinity are no JSON'],
    ['with a leading zero', '{"a":01}', 'it is no JSON'],
    ['with a key twice', '{"a":1,"b":{"a":1},"\\u0061":2}', 'the key "a" comes twice'],
    ['with half of a surrogate pair', '{"a":"\\ud800"}', 'a text holds half of a surrogate pair'],
    ['with a bare tab in a text', '{"a":"\t"}', 'it is no JSON'],
    ['with a NUL byte', '{"a":"\0"}', 'there is a control character'],
    ['with a lone carriage return', '{"a":1}\r{"a":2}', 'a carriage return stands alone'],
  ])('are refused where one is %s, with its place', async (_, line, text) => {
    await using data = await fixture()
    await expect(read(data, `{"a":0}\n\n${line}\n{"a":`)).rejects.toMatchObject({ code: 'JSON_LINE', message: `x.jsonl line 3: ${text}` })
  })

  it.each([
    ['nothing', '', 'DATA_EMPTY', 'x.jsonl is empty'],
    ['blank lines alone', '\n \n', 'DATA_EMPTY', 'x.jsonl has no records'],
    ['no key', '{}\n', 'DATA_EMPTY', 'x.jsonl: no record has a key'],
    ['an empty key', '{"":1}\n', 'SCHEMA_MISMATCH', 'x.jsonl: a key is empty'],
    ['keys that differ only in case', '{"a":1}\n{"A":1}\n', 'SCHEMA_MISMATCH', 'x.jsonl: the keys "a" and "A" differ only in case'],
    ['a key that we need', '{"file_index":1}\n', 'COLUMN_TYPE', 'x.jsonl: a column cannot be called "file_index"'],
    ['bytes that are not UTF-8', Buffer.from('{"a":1}\n{"a":"\xff"}\n', 'latin1'), 'TEXT_ENCODING', 'x.jsonl line 2: the text is not UTF-8'],
  ])('are refused with %s', async (_, content, code, message) => {
    await using data = await fixture()
    await expect(read(data, content)).rejects.toMatchObject({ code, message })
  })

  it('end in the values that JSON.parse finds, or in a coded error', async () => {
    await using data = await fixture()
    const seen = { read: 0, refused: 0 }
    const object = fc.dictionary(
      fc.constantFrom('a', 'b', 'c/d'),
      fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 2 })),
      { minKeys: 1 },
    )
    const noise = fc.constantFrom('{', '[1]', '{"a":1,}', '{"a":NaN}', '{"a":1,"a":1}', '', ' ')
    const line = fc.oneof({ weight: 20, arbitrary: object.map((one) => JSON.stringify(one)) }, noise)
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (lines) => {
        const found = await read(data, lines.join('\n')).catch((error: unknown) => error)
        const filled = lines.map((text, at) => [at + 1, text.trim()] as const).filter(([, text]) => text !== '')
        if (found instanceof DatasetsError) {
          seen.refused++
          expect(filled.length === 0 || lines.some((text) => ['{', '[1]', '{"a":1,}', '{"a":NaN}', '{"a":1,"a":1}'].includes(text))).toBe(true)
          return
        }
        seen.read++
        const keys = (found as Found).columns.map((column) => column.slice(0, column.lastIndexOf(' ')))
        const parsed = (found as Found).rows.map(([at, , json]) => [
          at,
          Object.fromEntries(keys.flatMap((key, index) => (json[index] === null ? [] : [[key, JSON.parse(String(json[index]))]]))),
        ])
        expect(parsed).toEqual(filled.map(([at, text]) => [at, JSON.parse(text)]))
      }),
      { numRuns: 200, seed: 5 },
    )
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(15)
  })
})
