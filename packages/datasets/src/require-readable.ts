import { type Engine, firstLine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import type { Table } from './table.ts'

/**
 * Reads every value once.
 * @throws {DatasetsError} with the first fault of a text file and its line, or `DATA_UNREADABLE`.
 */
export async function requireReadable(engine: Engine, table: Table): Promise<number> {
  try {
    const [row = []] = await engine.rows(`select ${['count(*)', ...table.touch].join(', ')} from ${table.relation}`)
    return Number(row[0])
  } catch (cause) {
    throw (
      (await table.firstFault()) ??
      new DatasetsError('DATA_UNREADABLE', `${table.files.map(({ name }) => name).join(', ')}: ${firstLine(cause)}`, { cause })
    )
  }
}
