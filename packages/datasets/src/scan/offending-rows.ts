import { type Check, type Compiled, type CompiledCheck, maxShown } from '@seaworthy/contracts'
import type { OffendingRow, Samples } from '../check-outcome.ts'
import { recordLines } from '../places/record-lines.ts'
import type { Scan } from './scan.ts'

/** Checks whose rows are gathered by one statement. */
const maxPerStatement = 200
/** Checks of Parquet that have a query each: more of them, and opening the files again would cost more than reading on. */
const maxAlone = 30

/** A row as the engine hands it out. */
type Found = readonly [row: unknown, file: unknown, value: unknown]

/**
 * The first rows that fail, in the order of the files: of all checks of single rows by one scan, of the others by a query each.
 * `queries` are those of the repeated rows.
 */
export async function offendingRows(
  scan: Scan,
  failed: readonly CompiledCheck[],
  { queries, samples }: { readonly queries: ReadonlyMap<Check, string>; readonly samples: Samples },
): Promise<ReadonlyMap<Check, readonly OffendingRow[]>> {
  const found = new Map<Check, readonly OffendingRow[]>()
  if (samples.limit <= 0) return found
  const ofRows = failed.filter(isOfRows)
  for (const [check, rows] of await firstRows(scan, ofRows, samples.limit)) found.set(check, placed(scan, rows, samples))
  for (const { check, compiled } of failed) {
    const query = compiled.kind === 'scalars' ? compiled.offenders : (queries.get(check) ?? null)
    if (query !== null) found.set(check, placed(scan, await firstOf(scan, query, samples.limit), samples))
  }
  return withLines(scan, found)
}

/** The lines are looked up for all rows at once, as that may read a text up to the last of them. */
async function withLines({ table }: Scan, found: ReadonlyMap<Check, readonly OffendingRow[]>): Promise<ReadonlyMap<Check, readonly OffendingRow[]>> {
  const rows = [...found.values()].flatMap((one) => one.map(({ row }) => row))
  const lines = await recordLines(table, rows)
  return new Map([...found].map(([check, one]) => [check, one.map((offender) => ({ ...offender, line: lines.get(offender.row) ?? null }))]))
}

interface RowsCheck {
  readonly check: Check
  readonly compiled: Extract<Compiled, { kind: 'rows' }>
}

function isOfRows(one: CompiledCheck): one is RowsCheck {
  return one.compiled.kind === 'rows'
}

/**
 * Of Parquet, whose columns are read one by one, a query for each of a few checks costs least: it ends where enough are found. Text is
 * parsed but once for all checks, to its end.
 */
async function firstRows(scan: Scan, checks: readonly RowsCheck[], limit: number): Promise<ReadonlyMap<Check, readonly Found[]>> {
  const found = new Map<Check, readonly Found[]>()
  if (scan.table.format === 'parquet' && checks.length <= maxAlone) {
    for (const one of checks) found.set(one.check, await firstAlone(scan, one, limit))
    return found
  }
  for (let at = 0; at < checks.length; at += maxPerStatement) {
    const part = checks.slice(at, at + maxPerStatement)
    const rows = await firstOfEach(scan, part, limit)
    for (const [index, { check }] of part.entries()) found.set(check, rows[index] ?? [])
  }
  return found
}

async function firstAlone({ engine, data }: Scan, { compiled }: RowsCheck, limit: number): Promise<readonly Found[]> {
  const { relation, row, file } = data.located
  const select = `select ${row} as "row", ${file} as "file", left(${compiled.shown}, ${maxShown}) as "value" from ${relation}`
  const failing = failingOf(compiled)
  // A limit takes rows in the order of the files, which DuckDB keeps in a scan, though not through a join: there all are ordered.
  const cut = /\bselect\b/i.test(failing) ? '' : ` limit ${limit}`
  const rows = await engine.rows(`select * from (${select} where ${failing}${cut}) order by "row" limit ${limit}`)
  return rows.map(([number, index, value]): Found => [number, index, value])
}

function failingOf({ considered, failing }: RowsCheck['compiled']): string {
  return considered === null ? failing : `${considered} and ${failing}`
}

async function firstOfEach({ engine, data }: Scan, checks: readonly RowsCheck[], limit: number): Promise<readonly (readonly Found[])[]> {
  const { relation, row, file } = data.located
  const items = checks.map(({ compiled }) => {
    const failing = failingOf(compiled)
    const place = `{'row': ${row}, 'file': ${file}, 'value': left(${compiled.shown}, ${maxShown})}`
    return `to_json(arg_min(case when ${failing} then ${place} end, case when ${failing} then ${row} end, ${limit}))::VARCHAR`
  })
  const [values = []] = await engine.rows(`select ${items.join(',\n  ')} from ${relation}`)
  return checks.map((_, index) => places(values[index]))
}

function places(json: unknown): readonly Found[] {
  const list: unknown = typeof json === 'string' ? JSON.parse(json) : []
  return Array.isArray(list) ? list.map(({ row, file, value }): Found => [row, file, value]) : []
}

async function firstOf({ engine }: Scan, query: string, limit: number): Promise<readonly Found[]> {
  const shown = `left("value"::VARCHAR, ${maxShown})`
  const rows = await engine.rows(`select "row", "file", ${shown} from (${query}) where "row" is not null order by "row", "value" limit ${limit}`)
  return rows.map(([row, file, value]): Found => [row, file, value])
}

function placed({ table }: Scan, found: readonly Found[], { show }: Samples): readonly OffendingRow[] {
  return found.map(([row, file, value]) => ({
    row: Number(row),
    value: show && typeof value === 'string' ? value : null,
    file: table.files[Number(file)]?.name ?? null,
    line: null,
  }))
}
