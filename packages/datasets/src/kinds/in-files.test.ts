import { readFile } from 'node:fs/promises'
import type { Check, ColumnRule, Contract, LogicalType } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture } from '../fixtures.ts'
import type { Asked } from './fixtures/compiled-findings.ts'
import { referenceCsv, referenceSelect } from './fixtures/reference-values.ts'

const types: Readonly<Record<string, LogicalType>> = {
  x: 'number',
  y: 'number',
  far: 'number',
  whole: 'integer',
  big: 'integer',
  grade: 'string',
  other: 'string',
}
const where = null
const bounds = { minimum: null, maximum: null, where }
const measures = ['min', 'max', 'sum', 'mean', 'median', 'stdev', 'iqr', 'kurtosis', 'entropy', 'distinct_count', 'value_share'] as const
const checks: readonly Asked[] = [
  ...['x', 'far', 'whole', 'big'].flatMap((column) => measures.map((name): Asked => ({ kind: 'aggregate', column, measure: { name }, ...bounds }))),
  { kind: 'distinct_values', column: 'grade', values: ['a', 'b', 'c', 'd'], match: 'subset', where },
  { kind: 'most_common', column: 'grade', values: ['b'], tiesAllowed: false, where },
  { kind: 'correlation', columns: ['x', 'y'], method: 'pearson', ...bounds },
  { kind: 'correlation', columns: ['grade', 'other'], method: 'cramers_v', ...bounds },
  {
    kind: 'foreign_key',
    columns: ['grade'],
    table: 'grades',
    references: ['code'],
    ignore: 'any_null',
    condition: { operator: 'equal', value: 0, unit: 'rows' },
    where,
  },
  { kind: 'same_row_count', table: 'grades' },
  {
    kind: 'drift',
    column: 'x',
    method: 'psi',
    threshold: 1,
    reference: { kind: 'bins', edges: [-1, 0, 1], weights: [0.34, 0.34], tails: [0.16, 0.16] },
  },
]

const contract: Contract = {
  path: 't.yaml',
  dialect: 'odcs',
  objects: [
    {
      name: 't',
      columns: Object.entries(types).map(
        ([name, type]): ColumnRule => ({ name, type, duckType: null, required: false, line: 1, lexical: null, personal: null }),
      ),
      checks: checks.map((check, at): Check => ({ ...check, id: `c${at}`, severity: 'error', line: 1 })),
      text: null,
      notes: [],
    },
  ],
}

async function outcomes(data: Fixture, file: Awaited<ReturnType<Fixture['text']>>) {
  const grades = await data.text('grades.csv', 'code\na\nb\nc\n')
  const question = { files: [file], contract, samples: { show: true, limit: 2 }, references: new Map([['grades', [grades]]]) }
  return (await data.session.check(question)).checks
}

describe('statistics of files', () => {
  it('are the same from CSV and from Parquet, offenders included', async () => {
    await using data = await fixture({ threads: 2 })
    const parquet = await outcomes(data, await data.parquet('a.parquet', referenceSelect))
    const csv = await outcomes(data, await data.text('a.csv', await readFile(referenceCsv)))
    const brief = (found: typeof csv) =>
      found.map(({ observed, outcome, failed, message, samples }) => [
        observed,
        outcome,
        failed,
        message,
        samples.map(({ row, value }) => [row, value]),
      ])
    expect(brief(csv)).toEqual(brief(parquet))
    const [subset, commonest, , , foreign, count] = csv.slice(4 * measures.length)
    expect(subset).toMatchObject({ outcome: 'fail', failed: 17, samples: [{ value: 'e' }, { value: 'e' }] })
    expect(commonest).toMatchObject({ outcome: 'fail', samples: [{ value: 'a' }, { value: 'a' }] })
    expect(foreign).toMatchObject({ outcome: 'fail', expected: 'grade in code of grades' })
    expect(count).toMatchObject({ outcome: 'fail', observed: 501, message: 'the data have 501 rows, "grades" has 3' })
    expect(csv.filter(({ outcome }) => outcome === 'error')).toEqual([])
  })
})
