import {
  type Check,
  type Contract,
  type ContractObject,
  columnsOf,
  compileChecks,
  describeCheck,
  type Measurement,
  nearest,
  offendersQuery,
  quoteIdentifier,
} from '@seaworthy/contracts'
import { firstCsvFault } from './csv-reader.ts'
import { type Engine, firstLine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import { candidateRows, type Located, measureRepeats } from './repeated-rows.ts'
import type { Table } from './table.ts'

/** Fits `CheckResult` of the record. */
export interface CheckOutcome {
  readonly id: string
  readonly kind: string
  /** Null for checks of several columns or of the whole table. */
  readonly column: string | null
  readonly severity: 'error' | 'warning'
  readonly outcome: 'pass' | 'fail' | 'error'
  readonly expected: string
  readonly observed: number | string | null
  readonly failed: number
  readonly share: number
  readonly samples: readonly OffendingRow[]
  readonly message: string | null
}
export interface OffendingRow {
  /** From 0 over all records of the files in name order. */
  readonly row: number
  readonly value: string | null
  readonly file: string | null
}

export interface Samples {
  /** Whether values may be quoted; row numbers always are. */
  readonly show: boolean
  readonly limit: number
}

/**
 * The object of a contract that data are checked against.
 * @throws {DatasetsError} `OBJECT_UNKNOWN` when there are several and none, or an unknown one, is named.
 */
export function contractObject({ path, objects }: Contract, name: string | null): ContractObject {
  const found = name === null ? (objects.length === 1 ? objects[0] : undefined) : objects.find((object) => object.name === name)
  if (found) return found
  const names = objects.map((object) => object.name)
  const close = name === null ? null : nearest(name, names)
  const text = name === null ? `describes ${objects.length} objects, and none was chosen` : `has no object "${name}"`
  throw new DatasetsError('OBJECT_UNKNOWN', `contract "${path}" ${text}`, {
    hint: close === null ? `objects: ${names.join(', ')}` : `did you mean "${close}"?`,
  })
}

interface Question {
  readonly table: Table
  readonly object: ContractObject | null
  readonly samples: Samples
}

/** Decides the checks of repeated rows apart, all others by one statement; asks for the first offending rows only of those that fail. */
export async function checkTable(
  engine: Engine,
  { table, object, samples }: Question,
): Promise<{ readonly rows: number; readonly checks: readonly CheckOutcome[] }> {
  if (object) await engine.run(`create or replace temp view ${quoteIdentifier(object.name)} as ${typedView(table)}`)
  const candidates = await candidateRows(engine, table, object?.checks ?? [])
  const { rows, measurements } = await measure(engine, table, { checks: object?.checks ?? [], candidates, show: samples.show })
  if (rows === 0) throw new DatasetsError('DATA_EMPTY', `${table.files[0]?.name} has no rows`)
  const checks: CheckOutcome[] = []
  for (const found of measurements) {
    const located = candidates.get(found.check) ?? table.located
    checks.push(outcome(found, await offenders(engine, found, { table, located, samples })))
  }
  return { rows, checks }
}

function typedView({ columns, relation }: Table): string {
  return `select ${columns.map(({ name }) => quoteIdentifier(name)).join(', ')} from ${relation}`
}

interface Asked {
  readonly checks: readonly Check[]
  /** Whether values may be quoted. */
  readonly show: boolean
}

interface AskedApart extends Asked {
  readonly candidates: ReadonlyMap<Check, Located>
}

interface Measured {
  readonly rows: number
  readonly measurements: readonly Measurement[]
}

async function measure(engine: Engine, table: Table, { checks, candidates, show }: AskedApart): Promise<Measured> {
  const faults = new Map<Check, string>()
  for (const check of checks) {
    const fault = check.kind === 'sql' ? await engine.selectFault(check.query) : null
    if (fault !== null) faults.set(check, `the query cannot run: ${fault}`)
  }
  const { rows, measurements } = await statement(engine, table, {
    checks: checks.filter((check) => !faults.has(check) && !candidates.has(check)),
    show,
  })
  const byCheck = new Map(measurements.map((found) => [found.check, found]))
  for (const [check, located] of candidates)
    for (const found of await measureRepeats(engine, { check, table, candidates: located, rows })) byCheck.set(check, found)
  return { rows, measurements: checks.map((check) => byCheck.get(check) ?? undecided(check, faults.get(check) ?? 'not measured')) }
}

// What DuckDB says of a conversion quotes the value that it met.
function failure(cause: unknown, show: boolean): string {
  return show ? firstLine(cause) : (firstLine(cause).split(':')[0] ?? '')
}

function undecided(check: Check, message: string): Measurement {
  return { check, outcome: 'error', observed: null, failed: 0, share: 0, message }
}

// The one statement. Should it fail, the data themselves are read to tell whose fault it is; then each check runs alone.
async function statement(engine: Engine, table: Table, { checks, show }: Asked): Promise<Measured> {
  const compiled = compileChecks(checks, table)
  const [first = '', from = ''] = split(compiled.sql, `\nfrom ${table.relation}`)
  const touched = table.format === 'csv' ? table.touch.map((sql) => `,\n  ${sql}`).join('') : ''
  try {
    const [row = []] = await engine.rows(first + touched + from)
    return compiled.read(row)
  } catch (cause) {
    await requireReadable(engine, table)
    if (checks.length <= 1)
      return { rows: await countRows(engine, table), measurements: checks.map((check) => undecided(check, failure(cause, show))) }
  }
  const alone: Measured[] = []
  for (const check of checks) alone.push(await statement(engine, table, { checks: [check], show }))
  return { rows: alone[0]?.rows ?? 0, measurements: alone.flatMap(({ measurements }) => measurements) }
}

function split(sql: string, end: string): readonly [string, string] {
  return [sql.slice(0, sql.length - end.length), end]
}

/**
 * Reads every value once.
 * @throws {DatasetsError} with the first fault of a CSV file and its line, or `DATA_UNREADABLE`.
 */
export async function requireReadable(engine: Engine, table: Table): Promise<number> {
  try {
    const [row = []] = await engine.rows(`select count(*), ${table.touch.join(', ')} from ${table.relation}`)
    return Number(row[0])
  } catch (cause) {
    const names = table.columns.map(({ name }) => name)
    const fault = table.format === 'csv' ? await firstCsvFault(engine.duckdb, table.files, names) : null
    throw fault ?? new DatasetsError('DATA_UNREADABLE', `${table.files.map(({ name }) => name).join(', ')}: ${firstLine(cause)}`, { cause })
  }
}

async function countRows(engine: Engine, { relation }: Table): Promise<number> {
  const [row = []] = await engine.rows(`select count(*) from ${relation}`)
  return Number(row[0])
}

async function offenders(
  engine: Engine,
  { check, outcome, failed }: Measurement,
  { table, located, samples }: Omit<Question, 'object'> & { readonly located: Located },
): Promise<readonly OffendingRow[]> {
  if (outcome !== 'fail' || failed === 0 || samples.limit === 0) return []
  const query = offendersQuery(check, { columns: table.columns, ...located, limit: samples.limit })
  if (query === null) return []
  const rows = await engine.rows(query)
  return rows.map(([row, file, value]) => ({
    row: Number(row),
    value: samples.show && typeof value === 'string' ? value : null,
    file: table.files[Number(file)]?.name ?? null,
  }))
}

function outcome({ check, ...found }: Measurement, samples: readonly OffendingRow[]): CheckOutcome {
  const columns = columnsOf(check)
  return {
    id: check.id,
    kind: check.kind,
    column: columns?.length === 1 ? (columns[0] ?? null) : null,
    severity: check.severity,
    outcome: found.outcome,
    expected: describeCheck(check),
    observed: found.observed,
    failed: found.failed,
    share: found.share,
    samples,
    message: found.message,
  }
}
