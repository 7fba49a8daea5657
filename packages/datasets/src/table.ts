import { type DataColumn, nearest, quoteIdentifier, typeFamily } from '@seaworthy/contracts'
import type { DataFile, FileState } from './data-file.ts'
import { DatasetsError } from './errors.ts'
import type { DataFormat } from './formats/data-format.ts'
import type { PlacedText } from './places/file-lines.ts'

export type ColumnType = 'integer' | 'number' | 'string' | 'boolean' | 'timestamp' | 'date'

export interface TableColumn extends DataColumn {
  /** Of JSON lines: SQL of the value's JSON text, 'null' where it is null, and null where the key is not there. */
  readonly json?: string
  /** Where all texts are known to be whole numbers, each written in one way: no number lies beyond. */
  readonly bounds?: IntegerBounds
}

export interface IntegerBounds {
  readonly least: bigint
  readonly greatest: bigint
}

/** Where the records of one file are. */
export interface FilePlaces {
  /** Number of its first record over all files, and how many it has. */
  readonly start: number
  readonly records: number
  /** Of a text: how to find the lines of records; null: lines have no meaning. */
  readonly text: PlacedText | null
  /** Where each line is one record: the line of the first. Null: the lines must be found by reading. */
  readonly lineOffset: number | null
}

/** Some files as one relation. */
export interface Table {
  readonly format: DataFormat
  readonly files: readonly DataFile[]
  /** Of each file when it was opened: {@link requireUnchanged} tells whether it still is. */
  readonly states: readonly FileState[]
  /** Of each file, in their order. */
  readonly places: readonly FilePlaces[]
  readonly columns: readonly TableColumn[]
  /** SQL that goes after FROM. */
  readonly relation: string
  /** The same for some expressions, where it can cost less: a text that none of them names need not come as a text. */
  readonly lean?: (expressions: string) => string
  /** The same with the place of each row: numbers from 0 over all files, and of the file. */
  readonly located: { readonly relation: string; readonly row: string; readonly file: string }
  /** SQL expressions that must be computed for every part of the files to be read; none where opening them has read them all. */
  readonly touch: readonly string[]
  /** The first thing in the files that is not as it must be, once a statement over them has failed; null where nothing is. */
  firstFault(): Promise<DatasetsError | null>
}

/** SQL that goes after FROM for expressions that name typed columns alone. */
export function typedRelation({ relation, columns, lean }: Table): string {
  return lean?.(columns.map(({ name }) => quoteIdentifier(name)).join(' ')) ?? relation
}

/** The number of all records. */
export function tableRows({ places }: Pick<Table, 'places'>): number {
  return places.reduce((sum, { records }) => sum + records, 0)
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
