import { quoteText, type TextDialect } from '@seaworthy/contracts'
import { type DataFile, fileList } from './data-file.ts'
import type { Compression } from './formats/data-format.ts'

export interface ReaderOptions {
  readonly names: readonly string[]
  /** Of columns that the reader is to hand out as values; the others are texts. */
  readonly types?: ReadonlyMap<string, string>
  readonly dialect: TextDialect
  readonly compression: Compression
  readonly longestRecordBytes: number
  /** Whether a value in quotes holds a line end: then no thread can know where a record begins. */
  readonly quotedLineEnds: boolean
  /** Before the first record. */
  readonly linesToSkip: number
}

/** DuckDB's own limit, within which its default buffers do. */
const shortRecordBytes = 2_000_000

/**
 * DuckDB's reader with nothing left to guess: every column is text (or of a type that all its texts are known to fit), "" an empty text, a missing text outside quotes a null. It is
 * lenient (`strict_mode` refuses mixed line ends), so it may only read what the survey has found to be well-formed.
 */
export function csvReader(files: readonly DataFile[], options: ReaderOptions): string {
  const { names, dialect, compression, longestRecordBytes } = options
  const columns = names.map((name) => `${quoteText(name)}: ${quoteText(options.types?.get(name) ?? 'VARCHAR')}`).join(', ')
  const settings = [
    `columns={${columns}}`,
    `auto_detect=false, hive_partitioning=false, null_padding=false, strict_mode=false, encoding='utf-8'`,
    `header=${dialect.header}, delim=${quoteText(dialect.delimiter)}, compression=${quoteText(compression)}`,
    `quote=${quoteText(dialect.quote ?? '')}, escape=${quoteText(dialect.escape ?? dialect.quote ?? '')}`,
    `nullstr=[${missingTexts(options)}], allow_quoted_nulls=false`,
    ...(dialect.comment === null ? [] : [`comment=${quoteText(dialect.comment)}`]),
    ...(options.linesToSkip > 0 ? [`skip=${options.linesToSkip}`] : []),
    ...(options.quotedLineEnds ? ['parallel=false'] : []),
    ...(longestRecordBytes < shortRecordBytes ? [] : [`max_line_size=${longestRecordBytes + 16}, buffer_size=${2 * longestRecordBytes + 32}`]),
  ]
  return `read_csv(${fileList(files)}, ${settings.join(', ')})`
}

// Blank lines of a text of one column come as nulls, and are left out. The reader wants one text at least: no text that was surveyed
// holds a NUL.
function missingTexts({ names, dialect }: ReaderOptions): string {
  if (names.length === 1) return "''"
  if (dialect.skipInitialSpace || dialect.missing.length === 0) return 'chr(0)'
  return dialect.missing.map(quoteText).join(', ')
}
