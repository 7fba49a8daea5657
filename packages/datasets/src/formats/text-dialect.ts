import { commaSeparated, type TextDialect } from '@seaworthy/contracts'
import { DatasetsError } from '../errors.ts'
import type { NamedFormat } from './data-format.ts'

/** What DuckDB's reader takes for a delimiter. */
const maxDelimiterBytes = 4

/**
 * How a delimited text is written: as the contract says, else commas or, by the name, tabs. A name in `.tsv` turns the comma of a
 * dialect, which many leave unsaid, into a tab.
 * @throws {DatasetsError} `DIALECT_UNSUPPORTED` for what cannot be read exactly.
 */
export function textDialect(given: TextDialect | null, { delimiter }: Pick<NamedFormat, 'delimiter'>, name: string): TextDialect {
  const base = given ?? commaSeparated
  const dialect = base.delimiter === commaSeparated.delimiter ? { ...base, delimiter } : base
  const fault = dialectFault(dialect)
  if (fault) throw new DatasetsError('DIALECT_UNSUPPORTED', `${name}: ${fault}`, { hint: 'write the text in another dialect, or as Parquet' })
  return dialect
}

function dialectFault({ delimiter, quote, escape: escapeMark, comment, skipInitialSpace }: TextDialect): string | null {
  const bytes = Buffer.byteLength(delimiter)
  if (bytes < 1 || bytes > maxDelimiterBytes)
    return `the delimiter ${JSON.stringify(delimiter)} has ${bytes} bytes; there may be 1 to ${maxDelimiterBytes}`
  for (const [what, char] of [
    ['quote', quote],
    ['escape', escapeMark],
    ['comment', comment],
  ] as const)
    if (char !== null && !isOneByte(char)) return `the ${what} character ${JSON.stringify(char)} is not one byte`
  if (escapeMark !== null && quote === null) return 'there is an escape character, and no quote'
  const marks = [quote, comment].filter((char) => char !== null)
  if (
    ['\0', '\r', '\n'].some((char) => delimiter.includes(char)) ||
    marks.some((char) => delimiter.includes(char)) ||
    new Set(marks).size < marks.length
  )
    return 'delimiter, quote, comment and line end must differ'
  if (comment !== null && comment === escapeMark) return 'comment and escape character must differ'
  if (delimiter.startsWith(' ') && skipInitialSpace) return 'a blank is the delimiter, and initial blanks are skipped'
  return null
}

function isOneByte(char: string): boolean {
  return char.length === 1 && Buffer.byteLength(char) === 1 && !['\0', '\r', '\n'].includes(char)
}
