import { type DataColumn, nearest, typeFamily } from '@seaworthy/contracts'
import type { DataFile, DataFormat } from './data-file.ts'
import { DatasetsError } from './errors.ts'

export type ColumnType = 'integer' | 'number' | 'string' | 'boolean' | 'timestamp' | 'date'

/** Some files as one relation. */
export interface Table {
  readonly format: DataFormat
  readonly files: readonly DataFile[]
  readonly columns: readonly DataColumn[]
  /** SQL that goes after FROM. */
  readonly relation: string
  /** The same with the place of each row: numbers from 0 over all files, and of the file. */
  readonly located: { readonly relation: string; readonly row: string; readonly file: string }
  /** SQL expressions that must be computed for every part of the files to be read. */
  readonly touch: readonly string[]
}

/** How a column is handed out; what no model takes (time of day, lists, blobs) as its text. */
export function columnType({ type }: DataColumn): ColumnType {
  const family = typeFamily(type)
  return family === 'time' || family === 'other' ? 'string' : family
}

/**
 * A column by its exact name.
 * @throws {DatasetsError} `COLUMN_MISSING` with the nearest name.
 */
export function requireColumn({ columns, files }: Table, name: string): DataColumn {
  const found = columns.find((column) => column.name === name)
  if (found) return found
  const names = columns.map((column) => column.name)
  const close = nearest(name, names)
  const hint = close === null ? `columns: ${names.join(', ')}` : `did you mean "${close}"?`
  throw new DatasetsError('COLUMN_MISSING', `${files[0]?.name ?? 'the data'}: there is no column "${name}"`, { hint })
}
