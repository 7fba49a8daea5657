import { rm, stat } from 'node:fs/promises'
import { quoteText } from '@seaworthy/contracts'
import { type Engine, openEngine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import { writtenForm } from './formats/written-form.ts'
import type { Table } from './table.ts'
import { type ResolvedWindow, windowClause } from './window.ts'

/**
 * Writes the rows of a window as one file of the format that its name tells, in order and by one thread, so that equal rows give
 * equal bytes. Text from text keeps the texts of the values and the dialect of the source.
 * Nothing is left behind where it fails.
 * @throws {DatasetsError} `WINDOW_EMPTY` where no row lies in the window, and those of {@link writtenForm}.
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
  /** Columns to leave out, whether they are there or not. */
  readonly without?: readonly string[]
}

async function write(
  engine: Engine,
  table: Table,
  { window, to, without = [] }: MaterializeQuestion,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  await using single = await openEngine(engine.duckdb, { ...engine.options, threads: 1 })
  const { items, options } = writtenForm(table, { to, without })
  const select = `select ${items} from ${table.relation}${windowClause(table, window)}`
  const [row = []] = await single.rows(`copy (${select}) to ${quoteText(to)} (${options})`)
  const rows = Number(row[0])
  if (rows === 0)
    throw new DatasetsError(
      'WINDOW_EMPTY',
      `no row has ${window?.time ?? 'time'} after ${window?.after ?? 'the beginning'} until ${window?.until ?? 'the end'}`,
    )
  return { rows, bytes: (await stat(to)).size }
}
