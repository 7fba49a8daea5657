import type { DataFile } from '../data-file.ts'
import { DatasetsError } from '../errors.ts'

/** DuckDB gives the first two to the place of a row; the others are ours, for texts and places. */
const reserved = /^(file_index|file_row_number|seaworthy (raw|json|record|line|row|file)( .*)?)$/i

/**
 * Refuses columns with names that the place of a row needs.
 * @throws {DatasetsError} `COLUMN_TYPE`.
 */
export function refuseReserved(names: readonly string[], files: readonly DataFile[]): void {
  const taken = names.find((name) => reserved.test(name))
  if (taken !== undefined) throw new DatasetsError('COLUMN_TYPE', `${files[0]?.name}: a column cannot be called "${taken}"`, { hint: 'rename it' })
}

/** How a text column is called beside its typed one: unlike any column of the data. */
export function rawName(at: number): string {
  return `"seaworthy raw ${at}"`
}
export function jsonName(at: number): string {
  return `"seaworthy json ${at}"`
}
