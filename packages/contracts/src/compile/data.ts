/** A column as the data have it. */
export interface DataColumn {
  readonly name: string
  /** What DuckDB calls its type. */
  readonly type: string
  /** Where all values came as text: the SQL of that text. The typed value is then null where the text is not of the type. */
  readonly raw: string | null
  /** Whether each such text is known to be written as its type is: then the typed value is null only where there is no text. */
  readonly plain?: boolean
  /** Of JSON lines: SQL of the value's JSON text, 'null' where it is null, and null where the key is not there. */
  readonly json?: string
}

/** A table that checks are compiled for. */
export interface CompileData {
  readonly columns: readonly DataColumn[]
  /** SQL that goes after FROM. */
  readonly relation: string
  /** The same with the place of each row: SQL of its number from 0 over all files, and of the number of its file. */
  readonly located: { readonly relation: string; readonly row: string; readonly file: string }
  /** Columns that the data may lack. */
  readonly optional?: ReadonlySet<string>
  /** The other tables that a contract names: foreign keys, equal rows. */
  readonly references: ReadonlyMap<string, { readonly columns: readonly DataColumn[]; readonly relation: string }>
  /** For checks that JavaScript decides on distinct values (see {@link distinctValues}): by id, the one-column relation of values that fail. */
  readonly failing: ReadonlyMap<string, string>
  /** The time by which freshness is told, ISO 8601 in UTC; null refuses such checks. */
  readonly now: string | null
}
