import { rm, stat } from 'node:fs/promises'
import { quoteIdentifier, quoteText } from '@seaworthy/contracts'
import { type Engine, openEngine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import type { Table } from './table.ts'
import { type ResolvedWindow, windowClause } from './window.ts'

const rowGroupRows = 122_880

/**
 * Writes the rows of a window as one file, Parquet or (by a name in `.csv`) CSV with a header, in order and by one thread, so that equal rows give equal bytes.
 * Nothing is left behind where it fails.
 * @throws {DatasetsError} `WINDOW_EMPTY` where no row lies in the window.
 */
export async function materialize(
  engine: Engine,
  table: Table,
  question: MaterializeQuestion,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  try {
    return await write(engine, table, question)
  } catch (error) {
    await rm(question.to, { force: true })
    throw error
  }
}

export interface MaterializeQuestion {
  readonly window: ResolvedWindow | null
  /** Absolute path of the file to write. */
  readonly to: string
}

async function write(engine: Engine, table: Table, { window, to }: MaterializeQuestion): Promise<{ readonly rows: number; readonly bytes: number }> {
  await using single = await openEngine(engine.duckdb, { ...engine.options, threads: 1 })
  const columns = table.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const select = `select ${columns} from ${table.relation}${windowClause(table, window)}`
  const [row = []] = await single.rows(`copy (${select}) to ${quoteText(to)} (${formatOf(to)})`)
  const rows = Number(row[0])
  if (rows === 0)
    throw new DatasetsError(
      'WINDOW_EMPTY',
      `no row has ${window?.time ?? 'time'} after ${window?.after ?? 'the beginning'} until ${window?.until ?? 'the end'}`,
    )
  return { rows, bytes: (await stat(to)).size }
}

// Timestamps keep the form that a CSV source writes them in, so that a command reads what it would read in the source.
function formatOf(to: string): string {
  if (to.endsWith('.csv')) return "format csv, header, timestampformat '%Y-%m-%d %H:%M:%S', dateformat '%Y-%m-%d'"
  return `format parquet, compression snappy, row_group_size ${rowGroupRows}`
}
