/** Every way in which data can be refused. The codes are anchors in docs/errors.md. */
export type DatasetsErrorCode =
  | 'DATA_MISSING'
  | 'DATA_EMPTY'
  | 'DATA_TRUNCATED'
  | 'DATA_UNREADABLE'
  | 'NOT_PARQUET'
  | 'UNKNOWN_FORMAT'
  | 'FORMAT_MISMATCH'
  | 'POINTER_WITHOUT_DATA'
  | 'DATA_CHANGED'
  | 'CSV_HEADER'
  | 'CSV_RAGGED'
  | 'TEXT_ENCODING'
  | 'TEXT_MALFORMED'
  | 'JSON_LINE'
  | 'DIALECT_UNSUPPORTED'
  | 'SCHEMA_MISMATCH'
  | 'COLUMN_MISSING'
  | 'COLUMN_TYPE'
  | 'INTEGER_TOO_LARGE'
  | 'OBJECT_UNKNOWN'
  | 'WINDOW_UNRESOLVED'
  | 'WINDOW_EMPTY'
  | 'QUERY_FAILED'

export class DatasetsError extends Error {
  override readonly name = 'DatasetsError'
  readonly code: DatasetsErrorCode
  readonly hint: string | null

  constructor(code: DatasetsErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
  }
}
