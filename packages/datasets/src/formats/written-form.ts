import { commaSeparated, quoteIdentifier, quoteText, type TextDialect, typeFamily } from '@seaworthy/contracts'
import { DatasetsError } from '../errors.ts'
import type { Table, TableColumn } from '../table.ts'
import { formatOfName } from './data-format.ts'
import { lineName } from './lines-reader.ts'

export interface WrittenQuestion {
  /** The file's name tells the format. */
  readonly to: string
  /** Columns to leave out; a name in other case is the same name, as in SQL. */
  readonly without: readonly string[]
}

/** How a table is written: the items of a SELECT over its relation, and the options of COPY. */
export interface WrittenForm {
  readonly items: string
  readonly options: string
}

const rowGroupRows = 122_880

/**
 * The ending of a plain file that holds what a file of data holds: compression is left out.
 * @throws {DatasetsError} `UNKNOWN_FORMAT`.
 * @example plainEnding('data/a.tsv.gz') // '.tsv'
 */
export function plainEnding(name: string): '.parquet' | '.csv' | '.tsv' | '.jsonl' {
  const found = formatOfName(name)
  if (!found) throw new DatasetsError('UNKNOWN_FORMAT', `${name} has no ending that tells its format`)
  if (found.format === 'csv') return found.delimiter === '\t' ? '.tsv' : '.csv'
  return found.format === 'jsonl' ? '.jsonl' : '.parquet'
}

/**
 * Text written from text keeps the texts of its values and its dialect, and lines of JSON stay as they are, so that a command reads
 * what it would read in the source. All else is written from typed values.
 * Lines of JSON that lose a column keep the JSON of the others.
 * @throws {DatasetsError} `UNKNOWN_FORMAT`, `DIALECT_UNSUPPORTED` where the source's dialect cannot be written.
 */
export function writtenForm(whole: Table, { to, without }: WrittenQuestion): WrittenForm {
  const found = formatOfName(to)
  const left = new Set(without.map((name) => name.toLowerCase()))
  const table = { ...whole, columns: whole.columns.filter(({ name }) => !left.has(name.toLowerCase())) }
  if (found?.compression !== 'none')
    throw new DatasetsError('UNKNOWN_FORMAT', `rows cannot be written to a file called ${to}`, {
      hint: 'let it end in .parquet, .csv, .tsv or .jsonl',
    })
  switch (found.format) {
    case 'parquet':
      return { items: typed(table.columns), options: `format parquet, compression snappy, row_group_size ${rowGroupRows}` }
    case 'csv':
      return table.format === 'csv'
        ? delimitedForm(table)
        : { items: typed(table.columns), options: csvOptions({ ...commaSeparated, delimiter: found.delimiter }) }
    case 'jsonl':
      return jsonForm(table, table.columns.length < whole.columns.length)
  }
}

function typed(columns: readonly TableColumn[]): string {
  return columns.map(({ name }) => quoteIdentifier(name)).join(', ')
}

function delimitedForm({ columns, files, places }: Table): WrittenForm {
  const dialect = places[0]?.text?.delimited?.dialect ?? commaSeparated
  // The engine writes no more than the first byte.
  if (Buffer.byteLength(dialect.delimiter) > 1)
    throw new DatasetsError(
      'DIALECT_UNSUPPORTED',
      `${files[0]?.name}: rows cannot be written with the delimiter ${JSON.stringify(dialect.delimiter)}`,
      {
        hint: 'give the data a delimiter of one byte, or keep them as Parquet',
      },
    )
  return { items: columns.map(({ name, raw }) => `${raw} as ${quoteIdentifier(name)}`).join(', '), options: csvOptions(dialect) }
}

// Everything is quoted where a bare text could mean something: a missing value, a comment, an escape.
function csvOptions({ delimiter, quote, escape: escapeMark, header, missing, comment, skipInitialSpace }: TextDialect): string {
  const [nullText = ''] = missing.includes('') ? [''] : missing
  const plain = missing.every((text) => text === nullText) && comment === null && escapeMark === null && !skipInitialSpace
  return [
    `format csv, header ${header}, delimiter ${quoteText(delimiter)}, quote ${quoteText(quote ?? '')}, escape ${quoteText(escapeMark ?? quote ?? '')}`,
    `nullstr ${quoteText(nullText)}`,
    ...(plain || quote === null ? [] : ['force_quote *']),
  ].join(', ')
}

function jsonForm({ format, columns }: Table, loses: boolean): WrittenForm {
  const fromFolders = columns.some(({ json }) => json === undefined)
  // A text of one column without quotes: the line as it is.
  if (format === 'jsonl' && !fromFolders && !loses)
    return { items: lineName, options: `format csv, header false, delimiter '\u0001', quote '', escape '', nullstr ''` }
  const items = columns.map(({ name, type, json }) => {
    const column = quoteIdentifier(name)
    if (format === 'jsonl' && json !== undefined && !fromFolders) return `(${json})::JSON as ${column}`
    return /^(FLOAT|DOUBLE)$/.test(type) && typeFamily(type) === 'number' ? `case when isfinite(${column}) then ${column} end as ${column}` : column
  })
  return { items: items.join(', '), options: 'format json, array false' }
}
