import { Buffer } from 'node:buffer'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { type Contract, ContractError, parseContract } from '@seaworthy/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatasetsError } from './errors.ts'
import { type Fixture, fixture } from './fixtures.ts'

// 10,000 inputs that nobody wrote on purpose, always the same ones: each ends in a verdict or in a coded error, and none hangs.
const runs = { data: 1_000, contracts: 9_000 }
const seed = 20_010_131

const odcs = (rest: string) => `apiVersion: v3.1.0
kind: DataContract
id: t
version: 1.0.0
status: active
schema:
  - name: t
    properties:
      - { name: a, logicalType: integer, required: true, unique: true, logicalTypeOptions: { minimum: 0, maximum: 99 } }
      - { name: b, logicalType: string, logicalTypeOptions: { pattern: '^(?!x)[a-z]*$', maxLength: 5 } }
      - { name: c, logicalType: number }
${rest}`
const contracts: readonly string[] = [
  odcs(
    '    quality:\n      - { metric: duplicateValues, mustBe: 0 }\n      - { id: s, type: sql, query: "select sum(a) from {object}", mustBe: 3 }\n',
  ),
  JSON.stringify({
    fields: [
      { name: 'a', type: 'integer', bareNumber: false },
      { name: 'b', type: 'boolean' },
      { name: 'c', type: 'date' },
    ],
    missingValues: ['', '-'],
    primaryKey: 'a',
  }),
  JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: ['string', 'null'] }, c: { type: 'array', items: { type: 'number' } } },
    required: ['a'],
  }),
  JSON.stringify({
    name: 's',
    expectations: [
      { type: 'expect_column_values_to_be_between', kwargs: { column: 'a', min_value: 0, max_value: 9, mostly: 0.9 } },
      { type: 'expect_column_values_to_match_regex', kwargs: { column: 'b', regex: '^a' } },
      { type: 'expect_column_mean_to_be_between', kwargs: { column: 'c', min_value: 0 } },
    ],
  }),
  'schema_type: dataframe\nversion: 0.35.0\ncolumns:\n  a:\n    dtype: int64\n    nullable: false\n    checks: { greater_than: 0 }\n    unique: true\n  b:\n    dtype: object\n    nullable: true\n',
  'feature { name: "a" type: INT presence { min_fraction: 1.0 } int_domain { min: 0 max: 9 } }\nfeature { name: "b" type: BYTES domain: "d" }\nstring_domain { name: "d" value: "x" value: "y" }\n',
]

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '7',
    '-1',
    '1.5',
    '1e3',
    'nan',
    'inf',
    '2024-02-30',
    '2024-03-01',
    'true',
    'null',
    '"x"',
    '"a""b"',
    '"a\nb"',
    '"',
    '\0',
    '\ufeff',
    '\u202e',
    '9223372036854775808',
    '[1,2]',
    '{"k":1}',
    ' 1 ',
    '1_0',
    '٣',
  ),
  fc.string({ maxLength: 6 }),
)
const tame = fc.constantFrom('', '0', '1', '7', '-1', '12', 'abc', 'x', '1.5', 'true', '"q"')
const row = fc.oneof(
  { arbitrary: fc.array(tame, { minLength: 3, maxLength: 3 }), weight: 30 },
  { arbitrary: fc.array(cell, { minLength: 3, maxLength: 3 }), weight: 4 },
  fc.array(cell, { minLength: 0, maxLength: 4 }),
)
const header = fc.oneof(
  { arbitrary: fc.constant('a,b,c'), weight: 20 },
  fc.constantFrom('a,b', 'a,b,c,d', 'a,a,b', '', '"a",b,c', 'A,b,c', '"a'),
  fc.string({ maxLength: 8 }),
)
const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '')
const delimited = fc
  .tuple(header, lineEnd, fc.array(row, { minLength: 1, maxLength: 6 }))
  .map(([head, end, rows]) => Buffer.from([head, ...rows.map((values) => values.join(','))].join(end === '' ? '\n' : end) + end))
const jsonLine = fc.oneof(
  {
    arbitrary: fc
      .record({ a: fc.integer(), b: fc.option(fc.constantFrom('x', 'abc')), c: fc.array(fc.integer(), { maxLength: 2 }) })
      .map((value) => JSON.stringify(value)),
    weight: 12,
  },
  fc.record({ a: fc.jsonValue({ maxDepth: 1 }), b: fc.jsonValue({ maxDepth: 1 }) }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
  fc.constantFrom('', '{', '[]', '1', '{"a":1,"a":2}', '{"a":1e400}', '{"a":12345678901234567890}', '{"a":"\\ud800"}', '\0', '{"a":1}{"a":2}'),
  fc.string({ maxLength: 8 }),
)
const lines = fc.array(jsonLine, { maxLength: 6 }).map((all) => Buffer.from(all.join('\n')))

type Packing = 'plain' | 'gzip' | 'zstd' | 'cut gzip' | 'wrong name'
const packing = fc.oneof({ arbitrary: fc.constant<Packing>('plain'), weight: 8 }, fc.constantFrom<Packing>('gzip', 'zstd', 'cut gzip', 'wrong name'))

function packed(bytes: Buffer, ending: string, how: Packing): { readonly name: string; readonly content: Buffer } {
  switch (how) {
    case 'plain':
      return { name: `d${ending}`, content: bytes }
    case 'gzip':
      return { name: `d${ending}.gz`, content: gzipSync(bytes) }
    case 'zstd':
      return { name: `d${ending}.zst`, content: zstdCompressSync(bytes) }
    case 'cut gzip':
      return { name: `d${ending}.gz`, content: gzipSync(bytes).subarray(0, -5) }
    case 'wrong name':
      return { name: `d${ending}`, content: gzipSync(bytes) }
  }
}

describe('generated inputs', () => {
  let data: Fixture
  let parsed: readonly Contract[]
  let parquet: Buffer
  beforeAll(async () => {
    data = await fixture({ threads: 1 })
    parsed = contracts.map((text, at) => parseContract(text, `c${at}`))
    const file = await data.parquet('seed.parquet', "select i as a, 'x' || i as b, i / 3.0 as c from range(50) t(i)")
    parquet = await import('node:fs/promises').then(({ readFile }) => readFile(file.path))
  })
  afterAll(() => data[Symbol.asyncDispose]())

  async function verdict(name: string, content: Uint8Array, contract: Contract): Promise<string> {
    const file = await data.text(name, content)
    const object = contract.objects[0]?.name ?? null
    const { checks } = await data.session.check({
      files: [file],
      contract,
      object,
      now: '2024-01-01T00:00:00Z',
      samples: { show: true, limit: 2 },
      timeoutMs: 20_000,
    })
    expect(checks.length).toBeGreaterThan(0)
    return 'decided'
  }

  const ends = (work: Promise<string>) =>
    work.catch((error: unknown) => {
      if (error instanceof DatasetsError && error.message !== '') return error.code
      throw error
    })

  it('of delimited text, lines of JSON and damaged Parquet end in a verdict or a coded error', { timeout: 600_000 }, async () => {
    const damaged = fc.array(fc.tuple(fc.nat({ max: 100_000 }), fc.integer({ min: 0, max: 255 })), { minLength: 0, maxLength: 8 }).map((changes) => {
      const bytes = Buffer.from(parquet)
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      return bytes
    })
    const input = fc.oneof(
      { arbitrary: fc.tuple(delimited, packing).map(([bytes, how]) => packed(bytes, '.csv', how)), weight: 5 },
      { arbitrary: fc.tuple(lines, packing).map(([bytes, how]) => packed(bytes, '.jsonl', how)), weight: 4 },
      { arbitrary: damaged.map((content) => ({ name: 'd.parquet', content })), weight: 1 },
    )
    const seen = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(input, fc.nat({ max: contracts.length - 1 }), async ({ name, content }, at) => {
        const contract = parsed[at]
        if (!contract) throw new Error('there is a contract of each dialect')
        const end = await ends(verdict(name, content, contract))
        seen.set(end, (seen.get(end) ?? 0) + 1)
      }),
      { numRuns: runs.data, seed, endOnFailure: true },
    )
    // Neither all refused nor all read: the generator reaches both.
    expect(seen.get('decided')).toBeGreaterThan(runs.data / 5)
    expect(seen.size).toBeGreaterThan(8)
  })

  it('of contracts end in a contract or in its problems with their places', { timeout: 600_000 }, () => {
    const edit = fc.tuple(
      fc.nat({ max: 5_000 }),
      fc.nat({ max: 12 }),
      fc.oneof(
        fc.constantFrom('', '\t', '&a [*a]', '{', '}', '"', "'", ':', '-', '\0', '!!js', '(?=', '1e999', '.nan', '__proto__', '\n\n', 'null'),
        fc.string({ maxLength: 5 }),
      ),
    )
    let read = 0
    fc.assert(
      fc.property(fc.constantFrom(...contracts), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        const changed = edits.reduce((all, [at, cut, put]) => all.slice(0, at % all.length) + put + all.slice((at % all.length) + cut), text)
        try {
          parseContract(changed, 'c')
          read++
        } catch (error) {
          if (!(error instanceof ContractError)) throw error
          expect(error.problems.every(({ line, column, message }) => line >= 1 && column >= 1 && message !== '')).toBe(true)
        }
      }),
      { numRuns: runs.contracts, seed, endOnFailure: true },
    )
    expect(read).toBeGreaterThan(100)
  })
})
