import type { Table } from '../table.ts'
import { fileLines } from './file-lines.ts'

/**
 * The lines on which records of a table begin, from 1; records are numbered from 0 over all files. Empty for Parquet, which has no
 * lines. Where each line is a record nothing is read; else each file is read up to its last record asked for.
 */
export async function recordLines({ places }: Pick<Table, 'places'>, rows: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const lines = new Map<number, number>()
  for (const { start, records, text, lineOffset } of places) {
    if (!text) continue
    const inFile = rows.filter((row) => row >= start && row < start + records).map((row) => row - start)
    if (lineOffset !== null) for (const record of inFile) lines.set(start + record, lineOffset + record)
    else for (const [record, line] of await fileLines(text, inFile)) lines.set(start + record, line)
  }
  return lines
}
