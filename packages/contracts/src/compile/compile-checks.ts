import type { Check, CheckOf } from '../check.ts'
import { type Condition, holds, none } from '../condition.ts'
import { isOfType } from '../logical-type.ts'
import { suggestion } from '../reading/contract-reader.ts'
import { quoteIdentifier } from '../sql/sql-text.ts'
import { type DataColumn, notApplicable } from './applicable.ts'
import { failingRow } from './failing-row.ts'

export type { DataColumn }

/** What a check found. */
export interface Measurement {
  readonly check: Check
  /** `error`: it could not be decided, and counts as failed. */
  readonly outcome: 'pass' | 'fail' | 'error'
  /** The number (or type) that was compared; null where the check only counts failing rows. */
  readonly observed: number | string | null
  /** Rows that fail; 0 where the check is not about rows. */
  readonly failed: number
  /** failed / rows, 0..1. */
  readonly share: number
  readonly message: string | null
}

/** All checks as one statement, and how to read its single row. */
export interface CompiledChecks {
  readonly sql: string
  /** Takes the values of the row, in order, as numbers, bigints or null. */
  read(row: readonly unknown[]): { readonly rows: number; readonly measurements: readonly Measurement[] }
}

type Compiled =
  | { readonly kind: 'decided'; readonly measurement: Measurement }
  | { readonly kind: 'measured'; readonly check: Check; readonly sql: string; readonly read: (value: number | null, rows: number) => Measurement }

/**
 * Compiles checks to one SELECT over a relation: one scan decides every check of single rows; uniqueness, duplicates and SQL
 * rules are scalar subqueries of the same statement. What cannot be decided on these columns is an `error` measurement.
 */
export function compileChecks(
  checks: readonly Check[],
  { columns, relation }: { readonly columns: readonly DataColumn[]; readonly relation: string },
): CompiledChecks {
  const compiled = checks.map((check) => compile(check, { columns, relation }))
  const measured = compiled.filter((one) => one.kind === 'measured')
  const items = ['count(*) as "rows"', ...measured.map(({ sql }, at) => `${sql} as "c${at}"`)]
  return {
    sql: `select ${items.join(',\n  ')}\nfrom ${relation}`,
    read: (row) => {
      const rows = Number(row[0])
      const values = new Map(measured.map((one, at) => [one, asNumber(row[at + 1])]))
      return { rows, measurements: compiled.map((one) => (one.kind === 'decided' ? one.measurement : one.read(values.get(one) ?? null, rows))) }
    },
  }
}

function asNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value)
}

interface Data {
  readonly columns: readonly DataColumn[]
  readonly relation: string
}

function compile(check: Check, data: Data): Compiled {
  const obstacle = notApplicable(check, data.columns)
  if (obstacle !== null) return decided(check, { outcome: 'error', message: obstacle })
  const failing = failingRow(check, data.columns)
  if (failing !== null) return counted(check, { sql: `count(*) filter (where ${failing})`, condition: 'condition' in check ? check.condition : none })
  switch (check.kind) {
    case 'column_present':
      return columnPresent(check, data.columns)
    case 'type':
      return storedType(check, data.columns)
    case 'row_count':
      return { kind: 'measured', check, sql: 'count(*)', read: (value) => scalar(check, check.condition, value) }
    case 'sql':
      return { kind: 'measured', check, sql: `cast((\n${check.query}\n) as DOUBLE)`, read: (value) => scalar(check, check.condition, value) }
    case 'unique':
      return counted(check, { sql: repeatedSql(check.columns, data.relation, 'skip nulls'), condition: none })
    case 'duplicates':
      return counted(check, {
        sql: repeatedSql(check.columns ?? data.columns.map(({ name }) => name), data.relation, 'nulls are equal'),
        condition: check.condition,
      })
    default:
      throw new TypeError(`the check ${check.id} has no SQL`)
  }
}

function decided(check: Check, found: { outcome: Measurement['outcome']; message: string | null; observed?: string | null }): Compiled {
  return { kind: 'decided', measurement: { check, observed: null, failed: 0, share: 0, ...found } }
}

function columnPresent(check: CheckOf<'column_present'>, columns: readonly DataColumn[]): Compiled {
  const names = columns.map(({ name }) => name)
  if (names.includes(check.column)) return decided(check, { outcome: 'pass', message: null })
  return decided(check, { outcome: 'fail', message: `the data have no column "${check.column}" (${suggestion(check.column, names)})` })
}

function storedType(check: CheckOf<'type'>, columns: readonly DataColumn[]): Compiled {
  const observed = columns.find(({ name }) => name === check.column)?.type ?? null
  const fits = observed !== null && (check.duckType === null ? isOfType(observed, check.type) : observed === check.duckType)
  const message = fits ? null : `column "${check.column}" is ${observed}, not ${check.duckType ?? check.type}`
  return decided(check, { outcome: fits ? 'pass' : 'fail', observed, message })
}

// Rows beyond the first of each group. The columns are named: DuckDB's GROUP BY ALL with count(*) alone makes one group.
function repeatedSql(columns: readonly string[], relation: string, nulls: 'skip nulls' | 'nulls are equal'): string {
  const names = columns.map(quoteIdentifier)
  const where = nulls === 'skip nulls' ? ` where ${names.map((name) => `${name} is not null`).join(' and ')}` : ''
  return `((select count(*) from ${relation}${where}) - (select count(*) from (select distinct ${names.join(', ')} from ${relation}${where})))`
}

function counted(check: Check, { sql, condition }: { readonly sql: string; readonly condition: Condition }): Compiled {
  const about = check.kind === 'duplicates' || check.kind === 'null_count' || ('condition' in check && check.condition.unit === 'percent')
  return {
    kind: 'measured',
    check,
    sql,
    read: (value, rows) => {
      const failed = value ?? 0
      const share = rows === 0 ? 0 : failed / rows
      const compared = condition.unit === 'percent' ? (rows === 0 ? 0 : (100 * failed) / rows) : failed
      return { check, outcome: holds(condition, compared) ? 'pass' : 'fail', observed: about ? compared : null, failed, share, message: null }
    },
  }
}

function scalar(check: Check, condition: Condition, value: number | null): Measurement {
  const head = { check, failed: 0, share: 0 }
  if (value === null || Number.isNaN(value)) return { ...head, outcome: 'error', observed: null, message: 'the query yields no number' }
  return { ...head, outcome: holds(condition, value) ? 'pass' : 'fail', observed: value, message: null }
}
