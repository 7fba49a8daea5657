import { type Check, type CompileData, compileChecks, type Finding, quoteIdentifier, statementOf } from '@seaworthy/contracts'
import { openEngine } from '../engine.ts'
import { duckdb } from '../fixtures.ts'

/** A check without the parts that only a contract has. */
export type Asked = Check extends infer One ? (One extends Check ? Omit<One, 'id' | 'severity' | 'line'> : never) : never

export interface Setting {
  /** SQL of the table's rows. */
  readonly select: string
  /** SQL of other tables, by name. */
  readonly references?: Readonly<Record<string, string>>
  readonly now?: string | null
  readonly threads?: number
  /** Compiles for a text file, whose columns have texts beside their values. */
  readonly asText?: boolean
}
export interface Found extends Finding {
  /** The rows of the offenders' query, where the check has one. */
  readonly offenders: readonly (readonly unknown[])[] | null
}

/** What checks find on the rows of a query. For tests: the statement is run as it is compiled. */
export async function findings(
  checks: readonly Asked[],
  { select, references = {}, now = null, threads = 2, asText = false }: Setting,
): Promise<readonly Found[]> {
  await using engine = await openEngine(duckdb, { threads })
  const columnsOf = async (sql: string) =>
    (await engine.rows(`describe ${sql}`)).map(([name, type]) => ({ name: String(name), type: String(type), raw: null }))
  const located = `(select row_number() over () - 1 as "row number", 0 as "file number", * from (${select}))`
  const others = new Map<string, { columns: Awaited<ReturnType<typeof columnsOf>>; relation: string }>()
  for (const [name, sql] of Object.entries(references)) others.set(name, { columns: await columnsOf(sql), relation: `(${sql})` })
  const data: CompileData = {
    columns: (await columnsOf(select)).map((column) => ({ ...column, raw: asText ? `${quoteIdentifier(column.name)}::VARCHAR` : null })),
    relation: `(${select})`,
    located: { relation: located, row: '"row number"', file: '"file number"' },
    references: others,
    failing: new Map(),
    now,
  }
  const compiled = compileChecks(
    checks.map((check, at): Check => ({ ...check, id: `c${at}`, severity: 'error', line: 1 })),
    data,
  )
  const { items, read } = statementOf(compiled)
  const [row = []] = await engine.rows(`select ${items.join(', ')} from ${data.relation}`)
  const found: Found[] = []
  for (const [at, { check: _, ...finding }] of read(row).measurements.entries()) {
    const one = compiled[at]?.compiled
    const query = one?.kind === 'scalars' ? one.offenders : null
    found.push({ ...finding, offenders: query === null ? null : await engine.rows(`select * from (${query}) order by all`) })
  }
  return found
}

/** The first of them. */
export async function finding(check: Asked, setting: Setting): Promise<Found> {
  const [first] = await findings([check], setting)
  if (!first) throw new TypeError('a check yields a finding')
  return first
}

/** SQL of some rows. @example rowsSql('x', ['1', 'null']) // 'select * from (values (1), (null)) v(x)' */
export function rowsSql(columns: string, rows: readonly string[]): string {
  return `select * from (values ${rows.map((row) => `(${row})`).join(', ')}) v(${columns})`
}
