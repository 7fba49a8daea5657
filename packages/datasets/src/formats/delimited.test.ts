import { gzipSync, zstdCompressSync } from 'node:zlib'
import { type ColumnRule, commaSeparated, plainLexical, quoteIdentifier, type TextDialect } from '@seaworthy/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataFile } from '../data-file.ts'
import { type Engine, openEngine } from '../engine.ts'
import { DatasetsError } from '../errors.ts'
import { duckdb, type Fixture, fixture } from '../fixtures.ts'
import { openTable } from '../open-table.ts'
import { delimitedRecord } from '../places/delimited-record.ts'
import { recordLines } from '../places/record-lines.ts'

const column = (name: string, change: Partial<ColumnRule> = {}): ColumnRule => ({
  name,
  type: 'string',
  duckType: null,
  required: false,
  line: 1,
  lexical: null,
  personal: null,
  ...change,
})

interface Read {
  readonly line: number | undefined
  readonly values: readonly unknown[]
}

/** All records with their lines, texts of typed values. */
async function records(
  engine: Engine,
  files: readonly DataFile[],
  reading: { columns: readonly ColumnRule[]; text: TextDialect | null } | null,
): Promise<readonly Read[]> {
  const table = await openTable(engine, files, reading)
  const items = table.columns.map(({ name }) => `${quoteIdentifier(name)}::VARCHAR`)
  const rows = await engine.rows(`select ${items.join(', ')} from ${table.located.relation} order by ${table.located.row}`)
  const lines = await recordLines(
    table,
    rows.map((_, at) => at),
  )
  return rows.map((values, at) => ({ line: lines.get(at), values }))
}

async function read(
  data: Fixture,
  content: string | Uint8Array,
  { name = 'x.csv', columns = [], ...dialect }: Partial<TextDialect> & { name?: string; columns?: readonly ColumnRule[] } = {},
) {
  await using engine = await openEngine(duckdb, { threads: 2 })
  const text = Object.keys(dialect).length === 0 ? null : { ...commaSeparated, ...dialect }
  return await records(engine, [await data.text(name, content)], { columns, text })
}

describe('a delimited text', () => {
  it.each([
    [
      'mixed line ends',
      'a,b\r\n1,2\n3,4\r\n5,6',
      {},
      [
        [2, '1', '2'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    ],
    [
      'line ends in CR',
      'a,b\r1,2\r3,4\r',
      {},
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    ['a byte order mark, blank lines and no line end', '\ufeff\n\na,b\n\n1,2', {}, [[5, '1', '2']]],
    [
      'line ends and quotes within quotes',
      'a,b\n"1\r\n2","say ""x"""\n3,""\n,\n',
      {},
      [
        [2, '1\r\n2', 'say "x"'],
        [4, '3', ''],
        [5, null, null],
      ],
    ],
    ['quotes within a value', 'a,b\n5" pipe,a"b"\n', {}, [[2, '5" pipe', 'a"b"']]],
    ['tabs, told by its name', 'a\tb\n1,5\t2\n', { name: 'x.tsv' }, [[2, '1,5', '2']]],
    ['another delimiter and quote', "a;b\n'1;''2';3\n", { delimiter: ';', quote: "'" }, [[2, "1;'2", '3']]],
    ['a delimiter of two bytes', 'a||b\n1||2|3\n', { delimiter: '||' }, [[2, '1', '2|3']]],
    ['an escape character', 'a,b\n"1\\"x","\\\\"\n', { escape: '\\' }, [[2, '1"x', '\\']]],
    ['no quotes at all', 'a,b\n"1,2"\n', { quote: null }, [[2, '"1', '2"']]],
    ['comments behind a byte order mark', '\ufeff#x\n\na,b\n1,2\n', { comment: '#' }, [[4, '1', '2']]],
    ['comments', '#x\na,b\n#y,\n1,"#z"\n', { comment: '#' }, [[4, '1', '#z']]],
    [
      'initial blanks that are skipped',
      'a, b\n1, "x"\n2,  NA\n3,\n',
      { skipInitialSpace: true, missing: ['', 'NA'] },
      [
        [2, '1', 'x'],
        [3, '2', null],
        [4, '3', null],
      ],
    ],
    [
      'texts for what is missing, told from quoted ones',
      'a,b\nNA,"NA"\n-,x\n,"-"\n',
      { missing: ['NA', '-'] },
      [
        [2, null, 'NA'],
        [3, null, 'x'],
        [4, '', '-'],
      ],
    ],
    ['nothing that stands for a missing value', 'a,b\n,NA\n', { missing: [] }, [[2, '', 'NA']]],
    ['no header', '1,2\n', { header: false, columns: [column('a'), column('b', { type: 'integer' })] }, [[1, '1', '2']]],
    [
      'one column',
      'a\n1\n\n""\n\r\n2\n\n',
      {},
      [
        [2, '1'],
        [4, ''],
        [6, '2'],
      ],
    ],
    ['missing texts of a column', 'a,b\n?,?\n', { columns: [column('b', { lexical: { ...plainLexical, missing: ['?'] } })] }, [[2, '?', null]]],
  ] as const)('with %s is read as it is written', async (_, content, how, expected) => {
    await using data = await fixture()
    expect(await read(data, content, how)).toEqual(expected.map(([line, ...values]) => ({ line, values })))
  })

  it.each([
    ['a value too many at its end', 'a,b\n1,2,\n', {}, 'CSV_RAGGED', 'x.csv line 2: 3 values under 2 columns'],
    [
      'a quote that is not closed',
      `a,b\n1,2\n3,"4\n${'5,6\n'.repeat(9)}`,
      {},
      'TEXT_MALFORMED',
      'x.csv line 3: a quote is not closed, or text follows where it closes',
    ],
    ['text behind a quote', 'a,b\n"1"x,2\n', {}, 'TEXT_MALFORMED', 'x.csv line 2: a quote is not closed, or text follows where it closes'],
    ['a blank before a quote', 'a,b\n1, "2"\n', {}, 'TEXT_MALFORMED', 'x.csv line 2: a blank stands before a quote'],
    ['a NUL byte', 'a,b\n1,2\n3,\0\n', {}, 'TEXT_MALFORMED', 'x.csv line 3: there is a NUL byte'],
    ['a NUL byte in quotes', 'a,b\n1,"\n\0"\n', {}, 'TEXT_MALFORMED', 'x.csv line 3: there is a NUL byte'],
    ['a lone carriage return', 'a,b\n1,2\r3,4\n', {}, 'TEXT_MALFORMED', 'x.csv line 2: a carriage return stands alone'],
    [
      'bytes that are not UTF-8, late',
      Buffer.concat([Buffer.from(`a,b\n${'é,1\n'.repeat(400_000)}`), Buffer.from([0x31, 0x2c, 0xc3, 10])]),
      {},
      'TEXT_ENCODING',
      'x.csv line 400002: the text is not UTF-8',
    ],
    [
      'a comment character within a record',
      'a,b\n1,2 #x\n',
      { comment: '#' },
      'DIALECT_UNSUPPORTED',
      'x.csv line 2: the comment character stands within a record',
    ],
    [
      'an escape outside quotes',
      'a,b\n1,x\\"y\n',
      { escape: '\\' },
      'DIALECT_UNSUPPORTED',
      'x.csv line 2: the escape character stands outside quotes',
    ],
    [
      'a quoted blank where blanks are skipped',
      'a,b\n1, " x"\n',
      { skipInitialSpace: true },
      'DIALECT_UNSUPPORTED',
      'x.csv line 2: where initial blanks are skipped, a value in quotes cannot begin with one',
    ],
    ['a long quote mark', 'a,b\n1,2\n', { quote: '«' }, 'DIALECT_UNSUPPORTED', 'x.csv: the quote character "«" is not one byte'],
    [
      'a delimiter that is a quote',
      'a,b\n1,2\n',
      { delimiter: '"' },
      'DIALECT_UNSUPPORTED',
      'x.csv: delimiter, quote, comment and line end must differ',
    ],
    ['no header and no contract', 'a,b\n1,2\n', { header: false }, 'CSV_HEADER', 'x.csv has no header, as its dialect says'],
    ['no records without a header', '\n\n', { header: false, columns: [column('a')] }, 'DATA_EMPTY', 'x.csv has no records'],
    ['a delimiter unlike the dialect', 'a;b\n1;2\n', {}, 'CSV_HEADER', 'x.csv line 1: the header has no comma'],
    ['names that differ only in case', 'Id,id\n1,2\n', {}, 'CSV_HEADER', 'x.csv line 1: the columns "Id" and "id" differ only in case'],
    ['names that we need', 'a,seaworthy raw 1\n1,2\n', {}, 'COLUMN_TYPE', 'x.csv: a column cannot be called "seaworthy raw 1"'],
  ] as const)('with %s is refused with its place', async (_, content, how, code, message) => {
    await using data = await fixture()
    await expect(read(data, content, how)).rejects.toMatchObject({ code, message })
  })

  it('is read whole from several members of gzip and frames of zstd', async () => {
    await using data = await fixture()
    const parts = ['a,b\n1,2\n', '3,"4\n', '5",6\n'.replace('",6', '"')].map((part) => Buffer.from(part))
    const expected = [
      { line: 2, values: ['1', '2'] },
      { line: 3, values: ['3', '4\n5'] },
    ]
    expect(await read(data, Buffer.concat(parts.map((part) => gzipSync(part))), { name: 'x.csv.gz' })).toEqual(expected)
    expect(await read(data, Buffer.concat(parts.map((part) => zstdCompressSync(part))), { name: 'x.csv.zst' })).toEqual(expected)
  })

  it('may have 10,000 columns, and names of any characters', async () => {
    await using data = await fixture()
    await using engine = await openEngine(duckdb, { threads: 2 })
    const wide = Array.from({ length: 10_000 }, (_, at) => `c${at}`)
    const file = await data.text('wide.csv', `${wide.join(',')}\n${wide.map((_, at) => at).join(',')}\n`)
    const table = await openTable(engine, [file])
    expect(table.columns.slice(-1)).toMatchObject([{ name: 'c9999', type: 'BIGINT', raw: '"seaworthy raw 9999"' }])
    expect(await engine.rows(`select c9999 from ${table.relation}`)).toEqual([[9999n]])
    const names = ['a"b', "'; drop table t; --", 'l\nm', '\u202eabc', 'rows', 'select', ' x ', 'é']
    const odd = await data.text('odd.csv', `${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',')}\n1,2,3,4,5,6,7,8\n`)
    expect((await openTable(engine, [odd])).columns.map(({ name, type }) => [name, type])).toEqual(names.map((name) => [name, 'BIGINT']))
    expect(await records(engine, [odd], null)).toEqual([{ line: 3, values: ['1', '2', '3', '4', '5', '6', '7', '8'] }])
  })

  it('is numbered over all files, with many threads, where values in quotes look like records', async () => {
    await using data = await fixture()
    await using engine = await openEngine(duckdb, { threads: 4 })
    const part = (from: number) =>
      Array.from({ length: 150_000 }, (_, at) =>
        at % 3 === 0 ? `"x\n5,6\n7,""8\n,""",${from + at}\n` : `${'y'.repeat(at % 40)},${from + at}\n`,
      ).join('')
    const files = [await data.text('b.csv', `s,n\n${part(150_000)}`), await data.text('a.csv', `s,n\n${part(0)}`)]
    const table = await openTable(engine, files, { columns: [column('n', { type: 'integer' })], text: null })
    const wrong = `count(*) filter (where n is null or ${table.located.row} <> n or ${table.located.file} <> n // 150000)`
    expect(await engine.rows(`select count(*)::INTEGER, (${wrong})::INTEGER from ${table.located.relation}`)).toEqual([[300_000, 0]])
    expect([...(await recordLines(table, [0, 1, 3, 150_000, 150_001]))]).toEqual([
      [0, 2],
      [1, 6],
      [3, 8],
      [150_000, 2],
      [150_001, 6],
    ])
  })

  it('may have records beyond the 2 MB of the engine', async () => {
    await using data = await fixture()
    const long = 'x'.repeat(17_000_000)
    const found = await read(data, `a,b\n1,${long}\n2,y\n`)
    expect(found.map(({ line, values }) => [line, values[0], String(values[1]).length])).toEqual([
      [2, '1', 17_000_000],
      [3, '2', 1],
    ])
  })
})

describe('any text in any dialect', () => {
  const dialects: readonly TextDialect[] = [
    commaSeparated,
    { ...commaSeparated, delimiter: ';', quote: "'" },
    { ...commaSeparated, escape: '\\' },
    { ...commaSeparated, quote: null },
    { ...commaSeparated, comment: '#' },
    { ...commaSeparated, skipInitialSpace: true },
    { ...commaSeparated, header: false },
    { ...commaSeparated, missing: ['NA'] },
    { ...commaSeparated, delimiter: '||', missing: [] },
  ]
  // D the delimiter, Q the quote, E the quote within quotes.
  const bare = fc.array(fc.constantFrom('a', 'b1', ' ', '#', 'é', '😀', 'NA', "'", '|', 'xQ', '\t'), { maxLength: 4 }).map((parts) => parts.join(''))
  const quoted = fc
    .array(fc.constantFrom('a', 'D', '\n', '\r\n', '\r', ' ', '#', 'E', '😀', 'NA', 'hDh', "'", '|'), { maxLength: 5 })
    .map((parts) => `Q${parts.join('')}Q`)
  const value = fc.oneof(bare, quoted, fc.constantFrom('', 'NA', 'QQ', 'QNAQ', ' x'))
  const lineEnd = fc.constantFrom('\n', '\n', '\r\n', '\r\n', '\n\n', '\n#c\n')
  const body = (width: number) =>
    fc
      .array(fc.tuple(fc.array(value, { minLength: width, maxLength: width }), lineEnd), { maxLength: 8 })
      .map((all) => all.map(([values, end]) => values.join('D') + end).join(''))
  const wild = fc
    .array(fc.constantFrom('a', 'D', 'Q', '\n', '\r\n', '\r', ' ', '#', '\\', 'é', 'NA', '\0'), { maxLength: 25 })
    .map((parts) => parts.join(''))

  function expected(text: string, dialect: TextDialect): readonly Read[] {
    const found: Read[] = []
    const passed = dialect.comment === null ? /\r\n|\r|\n/y : /(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)/y
    for (let at = text.startsWith('\ufeff') ? 1 : 0, header = dialect.header; at < text.length; ) {
      const line = text.slice(0, at).split(/\r\n|\r|\n/).length
      passed.lastIndex = at
      if (passed.test(text)) {
        at = passed.lastIndex
        continue
      }
      const record = delimitedRecord(text, { dialect, from: at })
      if (!record) throw new Error('the text is not well-formed')
      at = record.end
      if (!header) found.push({ line, values: record.values.map((one) => (!one.quoted && dialect.missing.includes(one.text) ? null : one.text)) })
      header = false
    }
    return found
  }

  it('ends in the records that a plain reader finds, with their lines, or in a coded error', async () => {
    await using data = await fixture()
    await using engine = await openEngine(duckdb, { threads: 2 })
    const seen = { read: 0, refused: 0 }
    const lead = fc.constantFrom('', '', '\n', '\ufeff', '\ufeff\r\n', '#x\n', '\ufeff#x\n\n')
    const shapes = fc
      .integer({ min: 1, max: 3 })
      .chain((width) => fc.tuple(fc.constant(width), fc.oneof({ weight: 4, arbitrary: body(width) }, wild)))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...dialects), lead, shapes, async (dialect, before, [width, written]) => {
        const names = ['h0', 'h1', 'h2'].slice(0, width)
        const { delimiter, quote, escape: escapeMark, header } = dialect
        const inDialect = written
          .replaceAll('D', delimiter)
          .replaceAll('E', (escapeMark ?? quote ?? '') + (quote ?? ''))
          .replaceAll('Q', quote ?? '')
        const text = before + (header ? `${names.join(delimiter)}\n` : '') + inDialect
        const file = await data.text('x.csv', text)
        const found = await records(engine, [file], { columns: header ? [] : names.map((name) => column(name)), text: dialect }).catch(
          (error: unknown) => error,
        )
        if (found instanceof DatasetsError) seen.refused++
        else {
          seen.read++
          expect(found).toEqual(expected(text, dialect))
        }
      }),
      { numRuns: 600, seed: 11 },
    )
    expect(seen.read).toBeGreaterThan(150)
    expect(seen.refused).toBeGreaterThan(50)
  })
})
