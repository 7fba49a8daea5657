import { type Check, type CompiledCheck, maxShown } from '@seaworthy/contracts'
import type { OffendingRow, Samples } from '../check-outcome.ts'
import { recordLines } from '../places/record-lines.ts'
import type { Scan } from './scan.ts'

/** Checks whose rows are gathered by one statement. */
const maxPerStatement = 200

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
  const ofRows = failed.filter(({ compiled }) => compiled.kind === 'rows')
  for (let at = 0; at < ofRows.length; at += maxPerStatement) {
    const part = ofRows.slice(at, at + maxPerStatement)
    const rows = await firstOfEach(scan, part, samples.limit)
    for (const [index, { check }] of part.entries()) found.set(check, placed(scan, rows[index] ?? [], samples))
  }
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

async function firstOfEach({ engine, data }: Scan, checks: readonly CompiledCheck[], limit: number): Promise<readonly (readonly Found[])[]> {
  const { relation, row, file } = data.located
  const items = checks.flatMap(({ compiled }) => {
    if (compiled.kind !== 'rows') return []
    const failing = [compiled.considered, compiled.failing].filter((one) => one !== null).join(' and ')
    const at = `case when ${failing} then ${row} end`
    const first = (sql: string) => `arg_min(case when ${failing} then {'v': ${sql}} end, ${at}, ${limit})`
    return [`min(${at}, ${limit})`, first(file), first(`left(${compiled.shown}, ${maxShown})`)]
  })
  const [values = []] = await engine.rows(`select ${items.map((item) => `to_json(${item})::VARCHAR`).join(',\n  ')} from ${relation}`)
  return checks.map((_, index) => {
    const [rows, files, texts] = values.slice(index * 3, index * 3 + 3).map(listed)
    return (rows ?? []).map((found, at): Found => [found, unwrapped(files?.[at]), unwrapped(texts?.[at])])
  })
}

// DuckDB leaves nulls out of such lists: a value that may be null travels in a struct.
function unwrapped(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'v' in value ? value.v : null
}

function listed(json: unknown): readonly unknown[] {
  const list: unknown = typeof json === 'string' ? JSON.parse(json) : null
  return Array.isArray(list) ? list : []
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
