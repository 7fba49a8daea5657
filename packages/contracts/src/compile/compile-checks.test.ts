import { describe, expect, it } from 'vitest'
import type { Check } from '../check.ts'
import { compileChecks, type DataColumn } from './compile-checks.ts'
import { offendersQuery } from './offenders-query.ts'

const columns: readonly DataColumn[] = [
  { name: 'de"lay', type: 'BIGINT', raw: null },
  { name: 'origin', type: 'VARCHAR', raw: null },
]
const head = { severity: 'error', line: 1 } as const
const range: Check = {
  ...head,
  kind: 'range',
  id: 'r',
  column: 'de"lay',
  type: 'integer',
  minimum: { value: -120, exclusive: false },
  maximum: { value: 1200, exclusive: true },
}

describe('compileChecks', () => {
  it('makes one statement of all checks, with names quoted', () => {
    const checks: readonly Check[] = [
      range,
      { ...head, kind: 'row_count', id: 'n', condition: { operator: 'greater', value: 9, unit: 'rows' } },
      { ...head, kind: 'unique', id: 'u', columns: ['origin'] },
    ]
    expect(compileChecks(checks, { columns, relation: 't' }).sql).toBe(
      `select count(*) as "rows",
  count(*) filter (where ("de""lay" is not null and ("de""lay" < -120 or "de""lay" >= 1200))) as "c0",
  count(*) as "c1",
  ((select count(*) from t where "origin" is not null) - (select count(*) from (select distinct "origin" from t where "origin" is not null))) as "c2"
from t`,
    )
  })

  it('reads counts as verdicts with shares', () => {
    const nulls: Check = {
      ...head,
      kind: 'null_count',
      id: 'k',
      column: 'origin',
      missing: [],
      condition: { operator: 'less', value: 5, unit: 'percent' },
    }
    const { read } = compileChecks([range, nulls], { columns, relation: 't' })
    expect(read([200n, 50n, 4n])).toEqual({
      rows: 200,
      measurements: [
        { check: range, outcome: 'fail', observed: null, failed: 50, share: 0.25, message: null },
        { check: nulls, outcome: 'pass', observed: 2, failed: 4, share: 0.02, message: null },
      ],
    })
  })

  it('fails on a missing column and cannot decide what depends on it', () => {
    const checks: readonly Check[] = [
      { ...head, kind: 'column_present', id: 'p', column: 'orgin' },
      { ...head, kind: 'not_null', id: 'q', column: 'orgin' },
      { ...head, kind: 'type', id: 't', column: 'origin', type: 'integer', duckType: null },
      { ...head, kind: 'length', id: 'l', column: 'de"lay', minimum: 1, maximum: null },
    ]
    const { read, sql } = compileChecks(checks, { columns, relation: 't' })
    expect(sql).toBe('select count(*) as "rows"\nfrom t')
    expect(read([7n]).measurements.map(({ check }) => check)).toEqual(checks)
    expect(read([7n]).measurements.map(({ outcome, observed, message }) => ({ outcome, observed, message }))).toEqual([
      { outcome: 'fail', observed: null, message: 'the data have no column "orgin" (did you mean "origin"?)' },
      { outcome: 'error', observed: null, message: 'the data have no column "orgin" (did you mean "origin"?)' },
      { outcome: 'fail', observed: 'VARCHAR', message: 'column "origin" is VARCHAR, not integer' },
      { outcome: 'error', observed: null, message: 'column "de"lay" is BIGINT, not string' },
    ])
  })

  it('cannot decide a query that yields nothing', () => {
    const sql: Check = { ...head, kind: 'sql', id: 's', column: null, query: 'select null', condition: { operator: 'equal', value: 0, unit: 'rows' } }
    expect(compileChecks([sql], { columns, relation: 't' }).read([7n, null]).measurements[0]).toEqual({
      check: sql,
      outcome: 'error',
      observed: null,
      failed: 0,
      share: 0,
      message: 'the query yields no number',
    })
  })
})

describe('offendersQuery', () => {
  it('names no rows for checks of the whole table', () => {
    const count: Check = { ...head, kind: 'row_count', id: 'n', condition: { operator: 'greater', value: 9, unit: 'rows' } }
    expect(offendersQuery(count, { columns, relation: 't', row: 'r', file: 'f', limit: 3 })).toBeNull()
  })
})
