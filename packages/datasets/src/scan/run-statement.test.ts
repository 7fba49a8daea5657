import { compileChecks } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../engine.ts'
import { duckdb, fixture } from '../fixtures.ts'
import { openTable } from '../open-table.ts'
import { check } from './fixtures.ts'
import { runStatements } from './run-statement.ts'
import type { Findings } from './scan.ts'

const columns = Array.from({ length: 70 }, (_, at) => `c${at}`)
const values = Array.from({ length: 20 }, (_, at) => `v${at}`)

describe('runStatements', () => {
  it.each([
    ['x.parquet', 'sets of many values', 3],
    ['x.csv', 'sets of many values', 2],
    ['x.parquet', 'no sets', 1],
  ])('decides checks of 70 columns of %s, with %s, by %i statements', async (name, what, statements) => {
    await using data = await fixture()
    await using engine = await openEngine(duckdb)
    const rows = columns.map((column, at) => `'v' || (i + ${at}) as ${column}`).join(', ')
    const csv = [columns, ...[0, 1].map((row) => columns.map((_, at) => `v${row + at}`))].map((cells) => cells.join(',')).join('\n')
    const file = name.endsWith('.csv') ? await data.text(name, csv) : await data.parquet(name, `select ${rows} from range(2) t(i)`)
    const table = await openTable(engine, [file], { columns: [], text: null })
    const asked: string[] = []
    const rowsOf = (sql: string) => {
      asked.push(sql)
      return engine.rows(sql)
    }
    const watched: Engine = { ...engine, rows: rowsOf }
    const checks = columns.map((column) => (what === 'no sets' ? check('not_null', { column }) : check('in_set', { column, values })))
    const question = {
      columns: table.columns,
      relation: table.relation,
      located: table.located,
      references: new Map(),
      now: null,
      failing: new Map(),
    }
    const compiled = compileChecks(checks, question)
    const findings: Findings = new Map()
    expect(await runStatements({ engine: watched, table, data: question, show: true, timeoutMs: 1000 }, compiled, findings)).toBe(2)
    expect(asked.length).toBe(statements)
    const failed = compiled.map((one) => findings.get(one.check)?.failed)
    expect(failed).toEqual(columns.map((_, at) => (what === 'no sets' || at < 19 ? 0 : at === 19 ? 1 : 2)))
  })
})
