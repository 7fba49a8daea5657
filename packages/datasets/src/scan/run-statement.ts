import { type CompiledCheck, statementOf, undecided } from '@seaworthy/contracts'
import { requireReadable } from '../require-readable.ts'
import { engineMessage, type Findings, type Scan } from './scan.ts'

/**
 * The most expressions of one statement. DuckDB's planner takes time with the square of them; a Parquet file is read by columns,
 * so that several statements read it once all the same, while a text file is parsed anew by each.
 */
const maxItems = { parquet: 500, text: 4000 } as const
/** What an expression with a query within counts for, such as one that looks values up: each is a join for the planner. */
const queryItems = { parquet: 16, text: 64 } as const

/**
 * Decides checks by as few scans as there can be; of text files every value is read, whether a check names it or not.
 * A statement that fails is halved until the check is found that cannot be decided.
 * @throws {DatasetsError} when the data themselves cannot be read.
 */
export async function runStatements(scan: Scan, checks: readonly CompiledCheck[], findings: Findings): Promise<number> {
  const { table } = scan
  const kind = table.format === 'parquet' ? 'parquet' : 'text'
  let touch = kind === 'parquet' ? [] : table.touch
  let rows = 0
  for (const part of chunks(checks, kind)) {
    rows = await runStatement(scan, { checks: part, touch }, findings)
    touch = []
  }
  return rows
}

function chunks(checks: readonly CompiledCheck[], kind: keyof typeof maxItems): readonly (readonly CompiledCheck[])[] {
  const parts: CompiledCheck[][] = [[]]
  let items = 0
  for (const check of checks) {
    const [, ...expressions] = statementOf([check]).items
    const own = expressions.reduce((sum, sql) => sum + (sql.includes('(select ') ? queryItems[kind] : 1), 0)
    if (items > 0 && items + own > maxItems[kind]) {
      parts.push([])
      items = 0
    }
    parts.at(-1)?.push(check)
    items += own
  }
  return parts
}

interface Part {
  readonly checks: readonly CompiledCheck[]
  readonly touch: readonly string[]
}

async function runStatement(scan: Scan, { checks, touch }: Part, findings: Findings): Promise<number> {
  const { items, read } = statementOf(checks)
  try {
    const expressions = [...items, ...touch].join(',\n  ')
    const { table } = scan
    const [row = []] = await scan.engine.rows(`select ${expressions}\nfrom ${table.lean?.(expressions) ?? table.relation}`)
    const { rows, measurements } = read(row)
    for (const { check, ...finding } of measurements) findings.set(check, finding)
    return rows
  } catch (cause) {
    return await inHalves(scan, checks, { findings, cause })
  }
}

interface Failure {
  readonly findings: Findings
  readonly cause: unknown
}

async function inHalves(scan: Scan, checks: readonly CompiledCheck[], { findings, cause }: Failure): Promise<number> {
  const rows = await requireReadable(scan.engine, scan.table)
  const [only] = checks
  if (only && checks.length === 1) findings.set(only.check, undecided(engineMessage(cause, scan)))
  if (checks.length <= 1) return rows
  const middle = Math.ceil(checks.length / 2)
  await withoutReading(scan, checks.slice(0, middle), findings)
  await withoutReading(scan, checks.slice(middle), findings)
  return rows
}

// The data are known to be readable: what fails now is a check.
async function withoutReading(scan: Scan, checks: readonly CompiledCheck[], findings: Findings): Promise<void> {
  const { items, read } = statementOf(checks)
  const [only] = checks
  try {
    const [row = []] = await scan.engine.rows(`select ${items.join(',\n  ')}\nfrom ${scan.table.relation}`)
    for (const { check, ...finding } of read(row).measurements) findings.set(check, finding)
  } catch (cause) {
    if (only && checks.length === 1) findings.set(only.check, undecided(engineMessage(cause, scan)))
    if (checks.length <= 1) return
    const middle = Math.ceil(checks.length / 2)
    await withoutReading(scan, checks.slice(0, middle), findings)
    await withoutReading(scan, checks.slice(middle), findings)
  }
}
