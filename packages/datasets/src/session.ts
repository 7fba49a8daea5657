import type { ColumnRule, Contract, InferEvidence } from '@seaworthy/contracts'
import type { CheckOutcome, Samples } from './check-outcome.ts'
import { checkTable } from './check-table.ts'
import { contractObject } from './contract-object.ts'
import { type DataFile, orderedFiles, requireUnchanged } from './data-file.ts'
import { type DuckDbModule, type Engine, type EngineOptions, firstLine, openEngine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import type { Reading } from './formats/reading.ts'
import { type Leakage, type LeakageQuestion, leakage } from './leakage/leakage.ts'
import { materialize } from './materialize.ts'
import { openTable } from './open-table.ts'
import type { PersonalFinding } from './personal/personal-findings.ts'
import { personalInTable } from './personal/personal-in-table.ts'
import { infer } from './profile/infer.ts'
import { inferEvidence } from './profile/infer-evidence.ts'
import type { Profile, ProfileShape } from './profile.ts'
import { type ProfileQuestion, profileLike, profileTable, type TableProfiling } from './profile-table.ts'
import { type Batch, type ReadQuestion, readBatches } from './read-batches.ts'
import type { ReferenceProfile } from './reference-profile.ts'
import { requireReadable } from './require-readable.ts'
import { resolveWindow, type WindowQuestion } from './resolve-window.ts'
import { lockEngine } from './sandbox.ts'
import { type ColumnType, columnType, type Table } from './table.ts'
import { type ResolvedWindow, timeRange, windowClause } from './window.ts'

interface Files {
  readonly files: readonly DataFile[]
  /** How text files are read: an object of a contract. Null (the default) finds their types out over all rows. */
  readonly reading?: Reading | null
}
type Windowed = Files & { readonly window: ResolvedWindow | null }

export interface CheckQuestion extends Files {
  readonly contract: Contract | null
  readonly object?: string | null
  readonly samples: Samples
  /** The other tables that the contract names: foreign keys, equal rows, queries. */
  readonly references?: ReadonlyMap<string, readonly DataFile[]>
  /** By which freshness is told, ISO 8601 in UTC. */
  readonly now?: string | null
  /** The profile that distributions are compared with. */
  readonly profile?: ReferenceProfile | null
  /** For each query of the contract, and each test of a value in JavaScript. Default: 60 s. */
  readonly timeoutMs?: number
  /**
   * Asks for a profile of all rows too, by the same scan as far as it goes: the same as {@link Session.profile} gives. Columns that
   * the contract declares personal are hidden.
   */
  readonly profiled?: TableProfiling | null
}

export interface CheckAnswer {
  readonly rows: number
  readonly checks: readonly CheckOutcome[]
  /** Empty without a contract. */
  readonly personal: readonly PersonalFinding[]
  /** Null where none was asked for. */
  readonly profile: Profile | null
}

/** What can be asked of data files. Nothing is kept of them between sessions; the same files give the same answers on any machine. */
export interface Session extends AsyncDisposable {
  /** Every row against a contract; without one, only that every row can be read. `object` chooses among several in the contract. */
  check(question: CheckQuestion): Promise<CheckAnswer>
  /** Columns that hold personal data, by a sample of the rows; never a value. */
  personal(question: Files & { readonly rules?: readonly ColumnRule[] }): Promise<readonly PersonalFinding[]>
  columns(files: readonly DataFile[], reading?: Reading | null): Promise<readonly { readonly name: string; readonly type: ColumnType }[]>
  /** Reads every value, and so refuses what is missing, empty, truncated or malformed. */
  rows(files: readonly DataFile[], reading?: Reading | null): Promise<number>
  resolveWindow(question: Files & WindowQuestion): Promise<ResolvedWindow | null>
  count(question: Windowed): Promise<number>
  timeRange(question: Files & { readonly time: string }): Promise<{ readonly min: string; readonly max: string } | null>
  profile(question: Files & ProfileQuestion): Promise<Profile>
  /** A contract in ODCS that these data keep, proposed from their profile; `source` names the data for people. */
  infer(question: Files & { readonly name: string; readonly source: string }): Promise<string>
  /** What a proposed contract needs beyond a profile. */
  inferEvidence(question: Files): Promise<InferEvidence>
  profileLike(question: Windowed & { readonly reference: ProfileShape }): Promise<Profile>
  read(question: Windowed & Omit<ReadQuestion, 'window' | 'batchRows'> & { readonly batchRows?: number }): AsyncIterable<Batch>
  /** What two splits know of each other. */
  leakage(question: Omit<LeakageQuestion, 'train' | 'test'> & { readonly train: Windowed; readonly test: Windowed }): Promise<Leakage>
  materialize(
    question: Windowed & { readonly to: string; readonly without?: readonly string[] },
  ): Promise<{ readonly rows: number; readonly bytes: number }>
}

const defaultBatchRows = 20_000
const defaultTimeoutMs = 60_000

/**
 * Opens a DuckDB that loads no extension and reaches no network.
 * @example await using session = await openSession(await import('@duckdb/node-api'), { threads: 2 })
 */
export async function openSession(duckdb: DuckDbModule, options: EngineOptions = {}): Promise<Session> {
  const engine = await openEngine(duckdb, options)
  const tables = new Map<string, Promise<Table>>()
  // Data files are immutable: what they hold is found out once.
  const table = (files: readonly DataFile[], reading: Reading | null = null): Promise<Table> => {
    const key = JSON.stringify([files.map(({ name, path, format }) => [name, path, format]), reading && [reading.columns, reading.text]])
    const known = tables.get(key)
    if (known) return known
    const opening = openTable(engine, files, reading)
    tables.set(key, opening)
    opening.catch(() => tables.delete(key))
    return opening
  }
  return {
    check: (question) => coded(question.files, () => check(duckdb, options, question)),
    columns: async (files, reading) => (await table(files, reading)).columns.map((column) => ({ name: column.name, type: columnType(column) })),
    rows: async (files, reading) => unchanged(await table(files, reading), (opened) => requireReadable(engine, opened)),
    resolveWindow: ({ files, reading, ...question }) => coded(files, () => resolveWindow(engine, () => table(files, reading), question)),
    count: ({ files, reading, window }) => coded(files, async () => countRows(engine, await table(files, reading), window)),
    timeRange: ({ files, reading, time }) => coded(files, async () => timeRange(engine, await table(files, reading), time)),
    personal: ({ files, reading, rules = [] }) => coded(files, async () => personalInTable(engine, await table(files, reading), { rules })),
    profile: ({ files, reading, ...question }) => coded(files, async () => profileTable(engine, await table(files, reading), question)),
    infer: ({ files, reading, ...question }) => coded(files, async () => infer(engine, await table(files, reading), question)),
    inferEvidence: ({ files, reading }) => coded(files, async () => inferEvidence(engine, await table(files, reading))),
    profileLike: ({ files, reading, ...question }) => coded(files, async () => profileLike(engine, await table(files, reading), question)),
    read: async function* ({ files, reading, batchRows = defaultBatchRows, ...question }) {
      const batches = readBatches(engine, await table(files, reading), { ...question, batchRows: Math.max(1, Math.floor(batchRows)) })
      try {
        yield* batches
      } catch (cause) {
        throw codedError(files, cause)
      }
    },
    materialize: ({ files, reading, ...question }) =>
      coded(files, async () => unchanged(await table(files, reading), (opened) => materialize(engine, opened, question))),
    leakage: ({ train, test, ...question }) =>
      coded([...train.files, ...test.files], async () => {
        const split = async ({ files, reading, window }: Windowed) => ({ table: await table(files, reading), window })
        return leakage(engine, { train: await split(train), test: await split(test), ...question })
      }),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  }
}

// What was read while a file changed is of no version of it.
async function unchanged<T>(table: Table, work: (table: Table) => Promise<T>): Promise<T> {
  const result = await work(table)
  await requireUnchanged(table)
  return result
}

async function coded<T>(files: readonly DataFile[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw codedError(files, cause)
  }
}

// What DuckDB meets beyond our own checks, such as a damaged page.
function codedError(files: readonly DataFile[], cause: unknown): unknown {
  if (cause instanceof DatasetsError) return cause
  return new DatasetsError('QUERY_FAILED', `${files.map(({ name }) => name).join(', ')}: ${firstLine(cause)}`, { cause })
}

async function countRows(engine: Engine, table: Table, window: ResolvedWindow | null): Promise<number> {
  const [row = []] = await engine.rows(`select count(*) from ${table.relation}${windowClause(table, window)}`)
  return Number(row[0])
}

async function check(duckdb: DuckDbModule, options: EngineOptions, question: CheckQuestion): ReturnType<Session['check']> {
  const { files } = await orderedFiles(question.files)
  const object = question.contract && contractObject(question.contract, question.object ?? null)
  const given = [...(question.references ?? [])]
  await using engine = await openEngine(duckdb, options)
  const table = await openTable(engine, files, object ?? { columns: [], text: null })
  const { profiled = null } = question
  if (!object) return await unchanged(table, () => readTable(engine, table, profiled))
  const references = new Map<string, Table>()
  for (const [name, others] of given) {
    const reading = question.contract?.objects.find((other) => other.name === name) ?? null
    references.set(name, await openTable(engine, others, reading))
  }
  await lockEngine(engine, [...files, ...given.flatMap(([, others]) => others)], { columns: table.columns.length })
  const { samples, now = null, profile = null, timeoutMs = defaultTimeoutMs } = question
  const declared = object.columns.filter(({ personal }) => personal !== null).map(({ name }) => name)
  const profiling = profiled && { ...profiled, personal: [...(profiled.personal ?? []), ...declared] }
  return await unchanged(table, () => checkTable(engine, { table, object, samples, references, now, profile, timeoutMs, profiled: profiling }))
}

/** Without a contract every row must be readable, and no more. */
async function readTable(engine: Engine, table: Table, profiled: TableProfiling | null): Promise<CheckAnswer> {
  const rows = await requireReadable(engine, table)
  const profile = profiled && (await profileTable(engine, table, { ...profiled, window: null }))
  return { rows, checks: [], personal: [], profile }
}
