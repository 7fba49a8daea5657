import { quoteIdentifier, quoteText } from '@seaworthy/contracts'
import { type DataFile, fileList } from './data-file.ts'
import { type DuckDbModule, firstLine, openEngine } from './engine.ts'
import { DatasetsError, type DatasetsErrorCode } from './errors.ts'

/** DuckDB's reader with nothing left to guess: every column text, "" an empty text, nothing between commas a null. */
export function csvReader(files: readonly DataFile[], names: readonly string[]): string {
  const columns = names.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ')
  return (
    `read_csv(${fileList(files)}, columns={${columns}}, auto_detect=false, header=true, delim=',', quote='"', escape='"', ` +
    `nullstr='', allow_quoted_nulls=false, encoding='utf-8', strict_mode=true, null_padding=false, hive_partitioning=false)`
  )
}

/**
 * The first fault in the files as an error with file and line, or null. Each file is read once more by one thread, so that the
 * fault that is named does not depend on which thread met one first.
 */
export async function firstCsvFault(duckdb: DuckDbModule, files: readonly DataFile[], names: readonly string[]): Promise<DatasetsError | null> {
  await using engine = await openEngine(duckdb, { threads: 1 })
  const counts = names.map((name) => `count(${quoteIdentifier(name)})`).join(', ')
  for (const file of files) {
    try {
      await engine.rows(`select ${counts} from ${csvReader([file], names)}`)
    } catch (cause) {
      return csvFault(file, cause)
    }
  }
  return null
}

function csvFault({ name }: DataFile, cause: unknown): DatasetsError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1]
  const place = line === undefined ? name : `${name} line ${line}`
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message)
  const fault = (code: DatasetsErrorCode, text: string) => new DatasetsError(code, `${place}: ${text}`, { cause })
  if (counts) return fault('CSV_RAGGED', `${counts[2]} values under ${counts[1]} columns`)
  if (/unicode|utf-8/i.test(message)) return fault('CSV_ENCODING', 'the text is not UTF-8')
  if (/quote/i.test(message)) return fault('CSV_MALFORMED', 'a quote is not closed, or stands within a value')
  return fault('CSV_MALFORMED', firstLine(cause))
}
