import { describe, expect, it } from 'vitest'
import type { Check } from '../check.ts'
import { allRows, mostly } from '../condition.ts'
import { compileChecks, statementOf } from './compile-checks.ts'
import type { CompileData } from './data.ts'

const located = { relation: 't', row: 'r', file: 'f' }
const data: CompileData = {
  columns: [
    { name: 'de"lay', type: 'BIGINT', raw: null },
    { name: 'origin', type: 'VARCHAR', raw: null },
  ],
  relation: 't',
  located,
  references: new Map(),
  failing: new Map(),
  now: null,
}
const head = { severity: 'error', line: 1 } as const
const range: Check = {
  ...head,
  ...allRows,
  kind: 'range',
  id: 'r',
  column: 'de"lay',
  type: 'integer',
  minimum: { value: -120, exclusive: false },
  maximum: { value: 1200, exclusive: true },
}

describe('compileChecks and statementOf', () => {
  it('make one statement of all checks, with names quoted', () => {
    const checks: readonly Check[] = [
      range,
      { ...head, kind: 'row_count', id: 'n', condition: { operator: 'greater', value: 9, unit: 'rows' } },
      { ...head, kind: 'not_null', id: 'q', column: 'origin', ...allRows },
    ]
    expect(statementOf(compileChecks(checks, data)).items).toEqual([
      'count(*)',
      'count_if((not ("de""lay" >= -120 and "de""lay" < 1200)))',
      'count_if(("origin" is null))',
    ])
  })

  it('read counts as findings with shares', () => {
    const nulls: Check = {
      ...head,
      kind: 'null_count',
      id: 'k',
      column: 'origin',
      missing: [],
      condition: { operator: 'less', value: 5, unit: 'percent' },
      where: null,
    }
    const most: Check = { ...range, id: 'm', condition: mostly(0.7) }
    const { read } = statementOf(compileChecks([range, nulls, most], data))
    expect(read([200n, 50n, 4n, 50n, 160n])).toEqual({
      rows: 200,
      measurements: [
        { check: range, outcome: 'fail', observed: null, failed: 50, share: 0.25, message: null },
        { check: nulls, outcome: 'pass', observed: 2, failed: 4, share: 0.02, message: null },
        { check: most, outcome: 'fail', observed: 110 / 160, failed: 50, share: 0.25, message: null },
      ],
    })
  })

  it('fail on a missing column and cannot decide what depends on it', () => {
    const checks: readonly Check[] = [
      { ...head, kind: 'column_present', id: 'p', column: 'orgin', index: null },
      { ...head, kind: 'not_null', id: 'q', column: 'orgin', ...allRows },
      { ...head, kind: 'type', id: 't', column: 'origin', type: 'integer', duckType: null },
      { ...head, kind: 'finite', id: 'l', column: 'origin', allow: 'nothing', ...allRows },
      { ...head, kind: 'range', id: 'x', column: 'origin', type: 'number', minimum: null, maximum: null, ...allRows },
      { ...head, kind: 'in_set', id: 's', column: 'origin', values: ['a', 1], ...allRows },
      { ...head, kind: 'not_null', id: 'w', column: 'origin', ...allRows, where: { kind: 'null', column: 'delay' } },
      { ...head, kind: 'not_null', id: 'v', column: 'origin', ...allRows, where: { kind: 'compare', column: 'origin', operator: '<', value: 1 } },
    ]
    const { read, items } = statementOf(compileChecks(checks, data))
    expect(items).toEqual(['count(*)'])
    expect(read([7n]).measurements.map(({ check, outcome, observed, message }) => [check.id, outcome, observed, message])).toEqual([
      ['p', 'fail', null, 'the data have no column "orgin" (did you mean "origin"?)'],
      ['q', 'error', null, 'the data have no column "orgin" (did you mean "origin"?)'],
      ['t', 'fail', 'VARCHAR', 'column "origin" is VARCHAR, not integer'],
      ['l', 'error', null, 'column "origin" is VARCHAR, not number'],
      ['x', 'error', null, 'column "origin" is VARCHAR, not number'],
      ['s', 'error', null, 'column "origin" is VARCHAR, and 1 does not compare with that'],
      ['w', 'error', null, 'the data have no column "delay" (did you mean "de"lay"?)'],
      ['v', 'error', null, 'column "origin" is VARCHAR, and 1 does not compare with that'],
    ])
  })

  it('cannot decide a query that yields nothing', () => {
    const sql: Check = { ...head, kind: 'sql', id: 's', column: null, query: 'select null', condition: { operator: 'equal', value: 0, unit: 'rows' } }
    expect(statementOf(compileChecks([sql], data)).read([7n, null]).measurements[0]).toEqual({
      check: sql,
      outcome: 'error',
      observed: null,
      failed: 0,
      share: 0,
      message: 'the query yields no number',
    })
  })
})
