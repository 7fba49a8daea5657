import {
  type Check,
  type Compiled,
  type CompiledCheck,
  checkFinding,
  type DataColumn,
  quoteIdentifier,
  repeatsConsidered,
  repeatsCount,
  repeatsOffenders,
  undecided,
} from '@seaworthy/contracts'
import { ownSchema } from '../engine.ts'
import { hashBits, repeatedHashes } from './hash-repeats.ts'
import { engineMessage, type Findings, type Scan } from './scan.ts'

export type Repeats = Extract<Compiled, { kind: 'repeats' }>
export interface RepeatsCheck {
  readonly check: Check
  readonly compiled: Repeats
}

/** Where more rows repeat, they are not set aside. */
const maxCandidates = 200_000

export function isRepeats(one: CompiledCheck): one is RepeatsCheck {
  return one.compiled.kind === 'repeats'
}

/** SQL of a hash of the columns that are compared: equal rows have equal hashes. */
export function hashSql({ columns }: Repeats): string {
  return `hash(${columns.map(quoteIdentifier).join(', ')})`
}

/**
 * Decides checks of repeated rows that the scan could not prove, each by its own columns.
 * @returns by check, the query of its offenders.
 */
export async function decideRepeats(scan: Scan, checks: readonly RepeatsCheck[], { rows, findings }: Counted): Promise<ReadonlyMap<Check, string>> {
  const offenders = new Map<Check, string>()
  for (const one of checks) {
    try {
      offenders.set(one.check, await decide(scan, one, { rows, findings, name: `${ownSchema}."repeated ${offenders.size}"` }))
    } catch (cause) {
      findings.set(one.check, undecided(engineMessage(cause, scan)))
    }
  }
  return offenders
}

interface Counted {
  readonly rows: number
  readonly findings: Findings
}

async function decide(scan: Scan, { check, compiled }: RepeatsCheck, { rows, findings, name }: Counted & { readonly name: string }): Promise<string> {
  const { data, engine } = scan
  const considered = await consideredRows(scan, compiled, rows)
  const aside = await setAside(scan, compiled, { name, rows: considered.rows })
  // Rows that were not set aside repeat no other, and add nothing to what fails.
  const among: Repeats = aside ? { ...compiled, where: null } : compiled
  const [row = []] = await engine.rows(repeatsCount(among, aside ? name : data.relation))
  findings.set(check, checkFinding(check, { failed: Number(row[0]), ...considered.counts }))
  const located = aside ? { relation: name, row: '"seaworthy row"', file: '"seaworthy file"' } : data.located
  const columns: readonly DataColumn[] = aside ? data.columns.map((column) => ({ ...column, raw: null })) : data.columns
  return repeatsOffenders(among, { columns, located })
}

interface Considered {
  /** Rows whose values are compared. */
  readonly rows: number
  readonly counts: { readonly considered: number; readonly valued: number }
}

async function consideredRows({ engine, data }: Scan, compiled: Repeats, rows: number): Promise<Considered> {
  const condition = repeatsConsidered(compiled)
  if (condition === null) return { rows, counts: { considered: rows, valued: rows } }
  const [row = []] = await engine.rows(`select count_if(${condition}), count_if(${compiled.where ?? 'true'}) from ${data.relation}`)
  const [valued = 0, considered = 0] = row.map(Number)
  return { rows: valued, counts: { considered, valued } }
}

interface Aside {
  readonly name: string
  readonly rows: number
}

/** Sets the rows aside whose hash comes more than once; false where there are too many. */
async function setAside({ engine, data }: Scan, compiled: Repeats, { name, rows }: Aside): Promise<boolean> {
  const where = ` where ${repeatsConsidered(compiled) ?? 'true'}`
  const hashes = await repeatedHashes(engine, { query: `select ${hashSql(compiled)} from ${data.relation}${where}`, rows, limit: maxCandidates / 2 })
  if (hashes === null) return false
  const list = `${name.slice(0, -1)} hashes"`
  await engine.run(`create table ${list} (h VARCHAR)`)
  await engine.append(
    list.slice(ownSchema.length + 2, -1),
    hashes.map((hash) => String(hash)),
  )
  const { relation, row, file } = data.located
  const keys = compiled.columns.map(quoteIdentifier).join(', ')
  const same = `(${hashSql(compiled)} & ${2 ** hashBits - 1}) in (select h::UBIGINT from ${list})`
  await engine.run(
    `create table ${name} as select ${keys}, ${row} as "seaworthy row", ${file} as "seaworthy file" from ${relation}${where} and ${same}`,
  )
  const [counted = []] = await engine.rows(`select count(*) from ${name}`)
  return Number(counted[0]) <= maxCandidates
}
