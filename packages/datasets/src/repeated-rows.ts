import { type Check, type CheckOf, compileChecks, type Measurement, quoteIdentifier } from '@seaworthy/contracts'
import type { Engine } from './engine.ts'
import type { Table } from './table.ts'

/** Rows with their places, as the table has them. */
export type Located = Table['located']

/** Where more rows repeat, they are not set aside. */
const maxCandidates = 200_000

/**
 * Sets aside, for each check of repeated rows, the rows whose hash comes more than once. Equal rows have equal hashes, so these few
 * decide the check and hold its offenders, and the data are not grouped by all their columns. A check is left out where columns
 * are missing, many rows repeat, or the data cannot be read: the statement of all checks then decides it, or says why it cannot.
 */
export async function candidateRows(engine: Engine, table: Table, checks: readonly Check[]): Promise<ReadonlyMap<Check, Located>> {
  const found = new Map<Check, Located>()
  for (const check of checks) {
    if (check.kind !== 'unique' && check.kind !== 'duplicates') continue
    const keys = keysOf(check, table)
    const name = quoteIdentifier(`seaworthy repeated ${found.size}`)
    if (keys && (await setAside(engine, table, { keys, name, skipNulls: check.kind === 'unique' }).catch(() => false)))
      found.set(check, { relation: name, row: '"seaworthy row"', file: '"seaworthy file"' })
  }
  return found
}

function keysOf({ columns }: CheckOf<'unique' | 'duplicates'>, table: Table): readonly string[] | null {
  const names = table.columns.map(({ name }) => name)
  if (columns === null) return names.map(quoteIdentifier)
  return columns.every((name) => names.includes(name)) ? columns.map(quoteIdentifier) : null
}

interface Aside {
  readonly keys: readonly string[]
  readonly name: string
  readonly skipNulls: boolean
}

async function setAside(engine: Engine, { relation, located }: Table, { keys, name, skipNulls }: Aside): Promise<boolean> {
  const hash = `hash(${keys.join(', ')})`
  const where = skipNulls ? ` where ${keys.map((key) => `${key} is not null`).join(' and ')}` : ''
  const groups = `select ${hash} as h, count(*) as n from ${relation}${where} group by 1 having count(*) > 1`
  await engine.run(`create or replace temp table "seaworthy hashes" as ${groups}`)
  const [row = []] = await engine.rows('select coalesce(sum(n), 0) from "seaworthy hashes"')
  if (Number(row[0]) > maxCandidates) return false
  const places = `${located.row} as "seaworthy row", ${located.file} as "seaworthy file"`
  const repeated = `select ${hash} as "seaworthy hash", ${keys.join(', ')}, ${places} from ${located.relation}${where}`
  await engine.run(
    `create temp table ${name} as select * exclude ("seaworthy hash") from (${repeated}) where "seaworthy hash" in (select h from "seaworthy hashes")`,
  )
  return true
}

interface AmongCandidates {
  readonly check: Check
  readonly table: Table
  readonly candidates: Located
  /** Of all the data. */
  readonly rows: number
}

/** Rows that are not candidates repeat no other, and add nothing to what fails. */
export async function measureRepeats(engine: Engine, { check, table, candidates, rows }: AmongCandidates): Promise<readonly Measurement[]> {
  const compiled = compileChecks([check], { columns: table.columns, relation: candidates.relation })
  const [[, ...found] = []] = await engine.rows(compiled.sql)
  return compiled.read([rows, ...found]).measurements
}
