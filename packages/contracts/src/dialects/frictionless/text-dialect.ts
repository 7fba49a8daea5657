import { commaSeparated, type TextDialect } from '../../contract.ts'
import { frictionlessRefused } from './names.ts'
import { standardVersion } from './profile.ts'
import { readParts } from './read-parts.ts'
import { type ReadScope, within } from './read-scope.ts'
import { csvSchema, dialectSchema, type TableDialect } from './shapes.ts'

/** A dialect without the missing values, which the schema knows too. */
export interface DialectRead {
  readonly text: TextDialect
  readonly nullSequence: string | null
}

/** How delimited files are written: CSV Dialect (v1), Table Dialect (v2). What the reader of files cannot do exactly is refused. */
export function readTextDialect(value: unknown, scope: ReadScope): DialectRead | null {
  const { reader, path } = scope
  if (typeof value === 'string') {
    reader.refuse('UNSUPPORTED_CHECK', `the dialect in "${value}" is not read`, { path, hint: 'write it into this file' })
    return null
  }
  const outer = readParts(dialectSchema, value, scope)
  if (!outer) return null
  // frictionless-py keeps what is about CSV in a part of its own.
  const inner = outer.csv === undefined ? {} : reader.read(csvSchema, outer.csv, [...path, 'csv'])
  const dialect: TableDialect = { ...outer, ...inner }
  standardVersion(dialect, scope)
  refuseUnreadable(dialect, scope)
  const { delimiter = ',', quoteChar = '"', header = true, commentChar, nullSequence, skipInitialSpace = false } = dialect
  const quote = quoteChar || null
  const text: TextDialect = {
    ...commaSeparated,
    delimiter,
    quote,
    escape: readEscape(dialect, quote, scope),
    header,
    comment: commentChar || null,
    skipInitialSpace,
  }
  return { text, nullSequence: nullSequence ?? null }
}

/** Keys of other kinds of file, and what no reader of delimited files here can do; each with the values that change nothing. */
const harmless: Readonly<Record<string, (value: unknown) => boolean>> = {
  headerRows: (value) => JSON.stringify(value) === '[1]',
  headerJoin: (value) => value === ' ',
  headerCase: (value) => value === true,
  caseSensitiveHeader: (value) => value === true,
  commentRows: (value) => Array.isArray(value) && value.length === 0,
  skipBlankRows: (value) => value === false,
  lineTerminator: (value) => value === '\n' || value === '\r\n' || value === '\r',
  property: () => false,
  itemType: () => false,
  itemKeys: () => false,
  sheetNumber: () => false,
  sheetName: () => false,
  table: () => false,
}

function refuseUnreadable(dialect: TableDialect, { path, reader }: ReadScope): void {
  for (const [key, value] of Object.entries(dialect)) {
    const fine = Object.hasOwn(harmless, key) ? harmless[key] : undefined
    if (fine && value !== undefined && !fine(value))
      reader.refuse('UNSUPPORTED_CHECK', `"${key}" cannot be followed`, { path, key, hint: frictionlessRefused[key] ?? null })
  }
  const { commentChar, delimiter = ',', quoteChar = '"' } = dialect
  if (commentChar && [...commentChar].length > 1)
    reader.refuse('UNSUPPORTED_CHECK', '"commentChar" of several characters cannot be followed', { path, key: 'commentChar' })
  if (/[\r\n]/.test(delimiter) || delimiter === quoteChar)
    reader.refuse('INVALID_VALUE', `values cannot be parted by ${JSON.stringify(delimiter)}`, within({ path, reader }, 'delimiter'))
}

// An escape outside of quotes would be read as a character: where both could come, nothing exact can be done.
function readEscape({ doubleQuote = true, escapeChar }: TableDialect, quote: string | null, { path, reader }: ReadScope): string | null {
  if (!escapeChar) {
    if (!doubleQuote && quote !== null)
      reader.refuse('UNSUPPORTED_CHECK', '"doubleQuote": false cannot be followed without an escapeChar', { path, key: 'doubleQuote' })
    return null
  }
  if (quote === null) reader.refuse('UNSUPPORTED_CHECK', '"escapeChar" without quotes cannot be followed', { path, key: 'escapeChar' })
  else if (doubleQuote && escapeChar !== quote)
    reader.refuse('UNSUPPORTED_CHECK', '"escapeChar" beside doubled quotes cannot be followed', {
      path,
      key: 'escapeChar',
      hint: 'say which: "doubleQuote": false',
    })
  return escapeChar === quote ? null : escapeChar
}
