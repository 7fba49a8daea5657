import { type ColumnRule, commaSeparated, type LogicalType, plainLexical, type TextDialect } from '@seaworthy/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../engine.ts'
import { duckdb, type Fixture, fixture } from '../fixtures.ts'
import { openTable } from '../open-table.ts'
import { type Table, typedRelation } from '../table.ts'

const rule = (name: string, type: LogicalType, change: Partial<ColumnRule> = {}): ColumnRule => ({
  name,
  type,
  duckType: null,
  required: false,
  line: 1,
  lexical: null,
  personal: null,
  ...change,
})
const columns = [rule('whole', 'integer'), rule('number', 'number')]
const text = { ...commaSeparated, missing: ['', 'NA', '-999'] }

async function withTable<T>(
  content: (data: Fixture) => Promise<string>,
  reading: { readonly columns: readonly ColumnRule[]; readonly text: TextDialect },
  work: (engine: Engine, table: Table) => Promise<T>,
): Promise<T> {
  await using data = await fixture()
  await using engine = await openEngine(duckdb, { threads: 2 })
  return await work(engine, await openTable(engine, [await data.text('x.csv', await content(data))], reading))
}

const plainNames = (table: Table) => table.columns.filter(({ plain }) => plain).map(({ name }) => name)

/** Columns `whole` and `number` of one line each. */
async function plainOf(values: string, reading: { readonly columns?: readonly ColumnRule[]; readonly text?: TextDialect } = {}) {
  const given = { columns, text, ...reading }
  return await withTable(
    async () => `whole,number\n1,1.5\n${values}\n2,.5\n`,
    given,
    async (_, table) => plainNames(table),
  )
}

describe('columns whose texts are plain', () => {
  it('are read as the values that their texts have', async () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 20 })
    const whole = fc.oneof(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }).map(String), fc.constantFrom('', '-999'))
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }).map(String),
      fc.tuple(fc.constantFrom('', '-'), fc.constantFrom('0', '7', '19'), digits).map(([sign, before, behind]) => `${sign}${before}.${behind}`),
      fc.tuple(digits, fc.nat(400)).map(([behind, power]) => `.${behind}1e-${power}`),
      fc.constantFrom('', '-0', '-.5', '1E-07', `${'9'.repeat(300)}`, '1e-99999999999999999999', '-999'),
    )
    const lines = fc.sample(fc.tuple(whole, number), { seed: 11, numRuns: 20_000 })
    const content = `whole,number\n${lines.map(([one, other]) => `${one},${other}\n`).join('')}`
    await withTable(
      async () => content,
      { columns, text },
      async (engine, table) => {
        expect(plainNames(table)).toEqual(['whole', 'number'])
        expect(typedRelation(table)).not.toBe(table.relation)
        const rows = (relation: string) => engine.rows(`select whole, number::VARCHAR, signbit(number) from ${relation}`)
        expect(await rows(typedRelation(table))).toEqual(await rows(table.relation))
      },
    )
  })

  it('stay texts where an expression names the text', async () => {
    const found = await withTable(
      async () => 'whole,number\n1,1.50\n',
      { columns, text },
      async (engine, table) => {
        const [, { raw } = { raw: null }] = table.columns
        return await engine.rows(`select ${raw}, whole from ${table.lean?.(`${raw}, "whole"`)}`)
      },
    )
    expect(found).toEqual([['1.50', 1n]])
  })

  it.each([
    ['1,1', ['whole', 'number']],
    ['NA,1', ['number']],
    ['-0,1', ['number']],
    ['1.0,1', ['number']],
    ['1234567890123456789,1', ['number']],
    ['1,01', ['whole']],
    ['1,1e5', ['whole']],
    ['1,nan', ['whole']],
    ['1, 1', ['whole']],
    ['1,1_0', ['whole']],
    ['1,+1', ['whole']],
    ['1,"1"', ['whole']],
    ['1,1.2.3', ['whole']],
    [`1,${'9'.repeat(301)}`, ['whole']],
  ])('are not those with the line %j: only %j are', async (line, names) => {
    expect(await plainOf(line)).toEqual(names)
  })

  it('are none where the contract has values written otherwise, or the reader does not know what is missing', async () => {
    const otherwise = columns.map((column) => ({ ...column, lexical: { ...plainLexical, decimal: ',' } }))
    const missing = columns.map((column) => ({ ...column, lexical: { ...plainLexical, missing: ['5'] } }))
    expect(await plainOf('1,1', { columns: otherwise })).toEqual([])
    expect(await plainOf('1,1', { columns: missing })).toEqual([])
    expect(await plainOf('1,1', { text: { ...text, skipInitialSpace: true } })).toEqual([])
    expect(await plainOf('1,1', { text: { ...text, missing: [] } })).toEqual([])
  })

  it('have bounds where they are whole numbers, though they be texts', async () => {
    const boundsOf = async (values: string, type: LogicalType) =>
      await withTable(
        async () => `whole,number\n${values},1\n`,
        { columns: [rule('whole', type)], text },
        async (_, table) => table.columns[0]?.bounds,
      )
    expect(await boundsOf('-12', 'string')).toEqual({ least: -99n, greatest: 999n })
    expect(await boundsOf('7', 'integer')).toEqual({ least: -0n, greatest: 9n })
    expect(await boundsOf('07', 'string')).toBeUndefined()
    expect(await boundsOf('NA', 'string')).toBeUndefined()
    expect(await boundsOf('2024', 'date')).toBeUndefined()
  })

  it('are only numbers whose type the contract says', async () => {
    const texts = [rule('whole', 'string'), rule('number', 'date')]
    expect(await plainOf('1,1', { columns: texts })).toEqual([])
    expect(await plainOf('1,1', { columns: [rule('whole', 'integer', { duckType: 'TINYINT' }), rule('number', 'number')] })).toEqual([
      'whole',
      'number',
    ])
    expect(await plainOf('123,1', { columns: [rule('whole', 'integer', { duckType: 'TINYINT' }), rule('number', 'number')] })).toEqual(['number'])
  })
})
