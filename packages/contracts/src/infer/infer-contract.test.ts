import { describe, expect, it } from 'vitest'
import { parseContract } from '../parse-contract.ts'
import { inferContract } from './infer-contract.ts'
import type { InferredColumn } from './inferred-from.ts'

const nothing = { hidden: false, personal: [], numeric: null, categories: null, datetime: null, text: null } as const

function column(name: string, type: string, more: Partial<InferredColumn> = {}): InferredColumn {
  return { ...nothing, name, type, count: 200, missing: 0, distinct: 200, ...more }
}
const number = { min: 0, max: 9, nans: 0, infinities: 0 }
const text = { minLength: 2, maxLength: 8 }

function properties(columns: readonly InferredColumn[], evidence = new Map()): string {
  const written = inferContract({ rows: 200, columns }, { name: 't', path: 'a.parquet', evidence: { columns: evidence } })
  expect(parseContract(written, 't.odcs.yaml').objects[0]?.columns).toHaveLength(columns.length)
  return written.slice(written.indexOf('properties:\n') + 12, written.lastIndexOf('    quality:'))
}

describe('inferContract', () => {
  it('writes a whole contract, each line with what it rests on', () => {
    expect(
      inferContract(
        { rows: 201, columns: [column('id', 'BIGINT', { count: 201, distinct: null, numeric: number })] },
        { name: 'orders', path: 'a.parquet' },
      ),
    ).toBe(
      `# Proposed from 201 rows of a.parquet. Each line says what it rests on: keep what must hold, drop what happened to.
apiVersion: v3.1.0
kind: DataContract
id: "orders"
version: 0.1.0
status: draft
schema:
  - name: "orders"
    properties:
      - name: "id"
        logicalType: integer
        required: true   # complete in 201 rows
        logicalTypeOptions: { minimum: 0 }   # never negative: values from 0 to 9
    quality:
      - name: rows   # half of the 201 that there are
        type: library
        metric: rowCount
        mustBeGreaterOrEqualTo: 100
        severity: warning
`,
    )
  })

  it('asks for unique values only from a hundred on, and where evidence says so', () => {
    expect(properties([column('a', 'VARCHAR')])).toContain('unique: true   # no value comes twice among 200')
    expect(properties([column('a', 'VARCHAR', { count: 99, missing: 101, distinct: 99 })])).not.toContain('unique')
    const long = column('a', 'VARCHAR', { distinct: null })
    expect(properties([long])).not.toContain('unique')
    expect(properties([long], new Map([['a', { unique: true, pattern: null }]]))).toContain('unique: true')
  })

  it('proposes few values as a set, a rest of one in a hundred allowed', () => {
    const set = (counts: readonly number[], distinct: number) =>
      properties([column('a', 'VARCHAR', { distinct, categories: counts.map((count, at) => ({ value: `v${at}`, count })) })])
    expect(set([150, 50], 2)).toContain('arguments: { validValues: ["v0", "v1"] }\n            mustBe: 0')
    const many = Array.from({ length: 19 }, () => 10)
    expect(set([...many, 8, 2], 21)).toContain('mustBeLessOrEqualTo: 1\n            unit: percent')
    expect(set([...many, 5, 5], 21)).not.toContain('validValues')
  })

  it('shows no value of a personal or hidden column, and proposes pii', () => {
    const values = { distinct: 2, categories: [{ value: 'ada', count: 200 }], text }
    const written = properties([column('a', 'VARCHAR', { ...values, personal: ['email'] }), column('b', 'VARCHAR', { ...values, hidden: true })])
    expect(written).not.toContain('ada')
    expect(written).toContain('classification: pii   # values of a sample look like: email')
    expect(written).toContain('logicalTypeOptions: { minLength: 2, maxLength: 8 }')
  })

  it('says ranges and what is missing in comments alone', () => {
    const negative = column('n', 'DOUBLE', { missing: 3, count: 197, numeric: { min: -1, max: 5, nans: 1, infinities: 0 } })
    const time = column('t', 'TIMESTAMP', { distinct: 5, datetime: { min: '2001-01-01T00:00:00', max: '2001-02-01T00:00:00' } })
    const written = properties([negative, time, column('l', 'INTEGER[]', { distinct: 5 })])
    expect(written).toContain('# 2 of 200 rows have no value\n        # 1 values are NaN or infinite\n        # values from -1 to 5')
    expect(written).toContain('# from 2001-01-01T00:00:00 to 2001-02-01T00:00:00')
    expect(written).toContain('# stored as INTEGER[]: no logical type is proposed')
  })

  it('quotes names of any kind, and leaves out those that no contract can hold', () => {
    const names = ['a: b', '"q"', "it's", 'line\nend', '# no', '\u202e', '\u2028', '- x', 'null', '🙂', '\u0085']
    const columns = names.map((name) => column(name, 'VARCHAR'))
    const written = inferContract(
      { rows: 200, columns: [...columns, column('', 'VARCHAR'), column('x'.repeat(201), 'VARCHAR')] },
      { name: 't', path: 'a\nb' },
    )
    expect(parseContract(written, 't').objects[0]?.columns.map(({ name }) => name)).toEqual(names)
    expect(written).toContain('# no contract can name the column ""')
  })
})
