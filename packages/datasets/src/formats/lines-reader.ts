import { quoteText } from '@seaworthy/contracts'
import { type DataFiles, fileList } from '../data-file.ts'
import { rawName } from './column-names.ts'

export const lineName = '"seaworthy line"'

/** The engine's own limit on a line, within which its default buffers do. */
const shortLineBytes = 2_000_000

export interface LinesOptions {
  readonly longestLineBytes: number
  /** Texts from the names of folders. */
  readonly folders: readonly string[]
}

/**
 * SQL of the lines that are not blank, each whole: read as a delimited text whose delimiter, U+0001, no line holds (the survey has
 * made sure), without quotes. The engine's own reader of JSON drops the difference of null and absent, and takes no byte order mark.
 */
export function linesReader({ files, compression }: DataFiles, { longestLineBytes, folders }: LinesOptions): string {
  const settings = [
    `columns={'seaworthy line': 'VARCHAR'}, auto_detect=false, header=false, hive_partitioning=false, encoding='utf-8'`,
    `delim=chr(1), quote='', escape='', nullstr='', strict_mode=false, null_padding=false, compression=${quoteText(compression)}`,
    ...(longestLineBytes < shortLineBytes ? [] : [`max_line_size=${longestLineBytes + 16}, buffer_size=${2 * longestLineBytes + 32}`]),
  ]
  const items = [lineName, 'file_index as "seaworthy file"', ...folders].join(', ')
  const filled = `(starts_with(${lineName}, '{') or regexp_matches(${lineName}, '[^ \\t]'))`
  return `(select ${items} from read_csv(${fileList(files)}, ${settings.join(', ')}) where ${filled})`
}

/** A key as a column. */
export interface JsonColumn {
  readonly name: string
  /** Whether it is taken out of the line alone, when it is asked for. */
  readonly apart: boolean
}

/** SQL of lines with the JSON text of each column beside them: null where the key is absent, or null. */
export function recordsRelation(lines: string, columns: readonly JsonColumn[]): string {
  const together = columns.filter(({ apart }) => !apart)
  const shape = quoteText(JSON.stringify(Object.fromEntries(together.map(({ name }) => [name, 'JSON']))))
  const record = together.length === 0 ? '' : `, json_transform(${lineName}, ${shape}) as "seaworthy record"`
  const texts = columns.map(({ name, apart }, at) => {
    const value = apart
      ? `nullif(json_extract(${lineName}, ${quoteText(pointer(name))})::VARCHAR, 'null')`
      : `struct_extract("seaworthy record", ${quoteText(name)})::VARCHAR`
    return `, ${value} as ${rawName(at)}`
  })
  return `(select *${texts.join('')} from (select *${record} from ${lines}))`
}

/** @example pointer('a/b') // '/a~1b', by RFC 6901 */
export function pointer(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
