import { type CompileData, type CompiledCheck, type ContractObject, compileChecks, passing, quoteIdentifier, undecided } from '@seaworthy/contracts'

import { type CheckOutcome, checkOutcome, type Samples } from './check-outcome.ts'
import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import { maskedOutcome } from './personal/masked-outcome.ts'
import { maskedColumns, type PersonalFinding } from './personal/personal-findings.ts'
import { personalInTable } from './personal/personal-in-table.ts'
import type { CarriedAggregates, PlannedProfile } from './profile/planned-profile.ts'
import type { Profile } from './profile.ts'
import { planProfile, type TableProfiling } from './profile-table.ts'
import { type ReferenceProfile, withReferenceProfile } from './reference-profile.ts'
import { requireReadable } from './require-readable.ts'
import { decideDistinctTexts } from './scan/distinct-texts.ts'
import { footerProof } from './scan/footer-proofs.ts'
import { noFooters, readFooters } from './scan/footer-statistics.ts'
import { offendingRows } from './scan/offending-rows.ts'
import { decideRepeats, isRepeats } from './scan/repeated-rows.ts'
import { repeatsProof } from './scan/repeats-proof.ts'
import { runStatements } from './scan/run-statement.ts'
import type { Findings, Scan } from './scan/scan.ts'
import { compileStaged } from './scan/staged-checks.ts'
import { isUserSql, runUserQueries } from './scan/user-queries.ts'
import type { Table } from './table.ts'

export interface TableQuestion {
  readonly table: Table
  readonly object: ContractObject
  readonly samples: Samples
  /** The other tables that the contract names. */
  readonly references: ReadonlyMap<string, Table>
  /** ISO 8601 in UTC; null where no check may ask for the time. */
  readonly now: string | null
  readonly timeoutMs: number
  /** What distributions are compared with; null refuses such checks. */
  readonly profile: ReferenceProfile | null
  /** How the table is to be profiled too; null: it is not. */
  readonly profiled: TableProfiling | null
}

export interface TableAnswer {
  readonly rows: number
  readonly checks: readonly CheckOutcome[]
  readonly personal: readonly PersonalFinding[]
  readonly profile: Profile | null
}

/**
 * Decides all checks of an object: first what the footers of the files prove, then all that is left by one scan, then what the scan
 * could not prove of repeated rows. The first offending rows are fetched only of checks that failed. Values of columns that hold
 * personal data, by what is declared or by a sample, are masked. A profile takes its first numbers from the same scan, and its sample
 * is looked at once for both.
 */
export async function checkTable(engine: Engine, question: TableQuestion): Promise<TableAnswer> {
  await using planned = question.profiled && (await readablePlan(engine, question.table, question.profiled))
  const answer = await checked(engine, question, planned)
  return { ...answer, profile: planned && (await planned.profile()) }
}

/** The sample is read before any check: what cannot be read says so as a check would. */
async function readablePlan(engine: Engine, table: Table, profiled: TableProfiling): Promise<PlannedProfile> {
  try {
    return await planProfile(engine, table, { ...profiled, window: null })
  } catch (cause) {
    await requireReadable(engine, table)
    throw cause
  }
}

async function checked(engine: Engine, question: TableQuestion, planned: PlannedProfile | null): Promise<Omit<TableAnswer, 'profile'>> {
  const { table, object, samples } = question
  const scan: Scan = { engine, table, data: compileData(question), show: samples.show, timeoutMs: question.timeoutMs }
  await createViews(engine, question)
  const { checks, faults } = withReferenceProfile(object.checks, question.profile)
  const compiled = compileChecks(checks, scan.data)
  const findings: Findings = new Map()
  const { rows, decided, queries } = await decide(scan, [...compiled, ...(planned?.carried ?? []).map(carriedCheck)], findings)
  for (const [check, message] of faults) findings.set(check, undecided(message))
  if (rows === 0) throw new DatasetsError('DATA_EMPTY', `${table.files[0]?.name} has no rows`)
  const failed = decided.filter(({ check }) => findings.get(check)?.outcome === 'fail' && (findings.get(check)?.failed ?? 0) > 0)
  const offending = await offendingRows(scan, failed, { queries, samples })
  const personal = await personalInTable(engine, table, { rules: object.columns, known: planned?.personal ?? null })
  const hidden = maskedColumns(personal, object.columns)
  const outcomes = checks.map((check) => {
    const outcome = checkOutcome(check, findings.get(check) ?? undecided('not measured'), offending.get(check) ?? [])
    return maskedOutcome(check, outcome, { hidden, show: samples.show })
  })
  return { rows, checks: outcomes, personal }
}

/** Numbers of a profile stand among the checks of the scan: nothing depends on what is found of them. */
function carriedCheck({ sql, tell }: CarriedAggregates, at: number): CompiledCheck {
  const condition = { operator: 'equal', value: 0, unit: 'rows' } as const
  const check = { id: `profile ${at}`, kind: 'row_count', severity: 'warning', line: 0, condition } as const
  const read = (values: readonly unknown[]) => {
    tell(values)
    return passing()
  }
  return { check, compiled: { kind: 'scalars', sql, offenders: null, read } }
}

function compileData({ table, object, references, now }: TableQuestion): CompileData {
  const { columns, relation, located } = table
  const optional = new Set(object.columns.filter((column) => column.optional).map(({ name }) => name))
  // A key may refer to its own table.
  return { columns, relation, located, references: new Map([...references, [object.name, table]]), optional, now, failing: new Map() }
}

/** What queries of the contract see: the object and the other tables by their names, with typed columns. */
async function createViews(engine: Engine, { table, object, references }: TableQuestion): Promise<void> {
  for (const [name, one] of [...references, [object.name, table] as const]) {
    const columns = one.columns.map((column) => quoteIdentifier(column.name)).join(', ')
    await engine.run(`create or replace temp view ${quoteIdentifier(name)} as select ${columns} from ${one.relation}`)
  }
}

interface Decided {
  readonly rows: number
  /** The checks as they were decided in the end. */
  readonly decided: readonly CompiledCheck[]
  /** Queries of offenders that the checks themselves do not hold. */
  readonly queries: Awaited<ReturnType<typeof decideRepeats>>
}

async function decide(scan: Scan, compiled: readonly CompiledCheck[], findings: Findings): Promise<Decided> {
  const user = compiled.filter(isUserSql)
  const own = compiled.filter((one) => !isUserSql(one))
  const ordinary = await decideDistinctTexts(scan, await compileStaged(scan, own, findings), findings)
  const footers = await readFooters(scan.engine, scan.table)
  for (const { check, compiled: one } of ordinary) {
    // What cannot be decided on these columns is not proven by their footers either.
    const proof = footers && one.kind === 'rows' ? footerProof(check, footers) : null
    if (proof) findings.set(check, proof)
  }
  const left = ordinary.filter(({ check }) => !findings.has(check))
  const repeats = left.filter(isRepeats)
  const proofs = repeats.map((one) => repeatsProof(scan, one, footers ?? noFooters)).filter((proof) => proof !== null)
  const rows = await runStatements(scan, [...left.filter((one) => !isRepeats(one)), ...proofs], findings)
  const unproven = repeats.filter(({ check }) => findings.get(check)?.outcome !== 'pass')
  const queries = await decideRepeats(scan, unproven, { rows, findings })
  await runUserQueries(scan, user, findings)
  return { rows, decided: [...ordinary, ...user], queries }
}
