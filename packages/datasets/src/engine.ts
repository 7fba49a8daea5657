import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api'

/** The module `@duckdb/node-api`, handed in: its native part is loaded by the application, from where it found it. */
export type DuckDbModule = typeof import('@duckdb/node-api')

export interface EngineOptions {
  /** Default: as many as there are processors. Results do not depend on it. */
  readonly threads?: number
  /** Such as `4GB`; beyond it DuckDB spills to `tempDirectory`. Default: 80% of the memory. */
  readonly memoryLimit?: string
  readonly tempDirectory?: string
  /** The most that may be spilled, such as `20GB`. Default: 90% of the free disk. */
  readonly tempLimit?: string
}

/** One DuckDB in memory. It loads no extension, and so reaches no network. */
export interface Engine extends AsyncDisposable {
  readonly duckdb: DuckDbModule
  readonly options: EngineOptions
  /** All rows of a statement, values as the driver gives them. */
  rows(sql: string, limit?: TimeLimit): Promise<readonly (readonly unknown[])[]>
  /** The same of several queries of files, which see nothing temporary: two at a time, as each ends in steps of one thread. */
  rowsOfEach(queries: readonly string[]): Promise<readonly (readonly (readonly unknown[])[])[]>
  run(sql: string): Promise<void>
  /** A result to be fetched chunk by chunk, on a connection of its own. */
  stream(sql: string): Promise<Streaming>
  /** Why a text is not one SELECT that binds to what is there; null when it is. */
  selectFault(sql: string): Promise<string | null>
  /** Appends texts to a table of one column in the schema `seaworthy`. */
  append(table: string, texts: readonly string[]): Promise<void>
}
export interface TimeLimit {
  /** Beyond it the statement is stopped, and {@link QueryTimeout} thrown. */
  readonly timeoutMs: number
}

/** A statement that took too long. It is caught where a check becomes undecided. */
export class QueryTimeout extends Error {
  override readonly name = 'QueryTimeout'
  readonly timeoutMs: number

  constructor(timeoutMs: number) {
    super(`the query took longer than ${timeoutMs / 1000} s`)
    this.timeoutMs = timeoutMs
  }
}
export interface Streaming extends Disposable {
  readonly result: DuckDBResult
}

export async function openEngine(duckdb: DuckDbModule, options: EngineOptions = {}): Promise<Engine> {
  const instance = await duckdb.DuckDBInstance.create(':memory:', settings(options))
  const connection = await instance.connect()
  await connection.run(`set global TimeZone = 'UTC'`)
  return {
    duckdb,
    options,
    rows: (sql, limit) => limited(connection, limit, async () => (await connection.runAndReadAll(sql)).getRows()),
    rowsOfEach: (queries) => rowsOfEach(instance, queries),
    run: async (sql) => void (await connection.run(sql)),
    stream: (sql) => stream(instance, sql),
    selectFault: (sql) => selectFault(duckdb, connection, sql),
    append: (table, texts) => append(connection, table, texts),
    [Symbol.asyncDispose]: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

// A query never ends by itself where it counts a trillion rows: DuckDB is asked to stop, and then says so by an error.
async function limited<T>(connection: DuckDBConnection, limit: TimeLimit | undefined, work: () => Promise<T>): Promise<T> {
  if (!limit) return await work()
  let late = false
  const stop = setTimeout(() => {
    late = true
    connection.interrupt()
  }, limit.timeoutMs)
  try {
    return await work()
  } catch (error) {
    throw late ? new QueryTimeout(limit.timeoutMs) : error
  } finally {
    clearTimeout(stop)
  }
}

async function append(connection: DuckDBConnection, table: string, texts: readonly string[]): Promise<void> {
  const appender = await connection.createAppender(table, ownSchema)
  for (const text of texts) {
    appender.appendVarchar(text)
    appender.endRow()
  }
  appender.closeSync()
}

/** The schema of what is set aside: no name of a contract can meet one in it. */
export const ownSchema = 'seaworthy'

function settings({ threads, memoryLimit, tempDirectory, tempLimit }: EngineOptions): Record<string, string> {
  return {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(threads !== undefined && { threads: String(threads) }),
    ...(memoryLimit !== undefined && { memory_limit: memoryLimit }),
    ...(tempDirectory !== undefined && { temp_directory: tempDirectory }),
    ...(tempLimit !== undefined && { max_temp_directory_size: tempLimit }),
  }
}

async function stream(instance: DuckDBInstance, sql: string): Promise<Streaming> {
  const own = await instance.connect()
  try {
    return { result: await own.stream(sql), [Symbol.dispose]: () => own.closeSync() }
  } catch (error) {
    own.closeSync()
    throw error
  }
}

async function rowsOfEach(instance: DuckDBInstance, queries: readonly string[]): Promise<readonly (readonly (readonly unknown[])[])[]> {
  const found: (readonly (readonly unknown[])[])[] = []
  const waiting = queries.entries()
  const work = async () => {
    const own = await instance.connect()
    try {
      for (const [at, sql] of waiting) found[at] = (await own.runAndReadAll(sql)).getRows()
    } finally {
      own.closeSync()
    }
  }
  await Promise.all([work(), work()])
  return found
}

async function selectFault(duckdb: DuckDbModule, connection: DuckDBConnection, sql: string): Promise<string | null> {
  try {
    const statements = await connection.extractStatements(sql)
    if (statements.count !== 1) return 'it is not one statement'
    const prepared = await statements.prepare(0)
    return prepared.statementType === duckdb.StatementType.SELECT ? null : 'it is not a SELECT'
  } catch (error) {
    return firstLine(error)
  }
}

/** The first line of what DuckDB says: the rest quotes the statement. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
