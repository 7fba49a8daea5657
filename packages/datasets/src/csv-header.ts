import type { TextDialect } from '@seaworthy/contracts'
import { DatasetsError } from './errors.ts'
import { delimitedRecord } from './places/delimited-record.ts'
import { lineChunks } from './places/line-chunks.ts'
import { requireUtf8 } from './places/require-utf8.ts'
import type { PackedText } from './places/unpacked.ts'

/** More than any honest header. */
const maxHeaderBytes = 16 * 1024 * 1024

/**
 * The column names of a delimited text, read by ourselves: a sniffer takes a ragged file for one column without a word.
 * @throws {DatasetsError} `CSV_HEADER` for blank or repeated names and other delimiters, `TEXT_ENCODING`, `DATA_EMPTY` without a line.
 */
export async function csvHeader(text: PackedText, dialect: TextDialect): Promise<readonly string[]> {
  const { name } = text.file
  const { line, names } = await headerRecord(text, dialect)
  requireDelimiter(`${name} line ${line}`, names, dialect)
  const seen = new Map<string, string>()
  for (const [at, column] of names.entries()) {
    const same = seen.get(column.toLowerCase())
    if (column.trim() === '') throw headerFault(name, line, `column ${at + 1} has no name`, 'name every column')
    if (column.includes('\0')) throw headerFault(name, line, `the name of column ${at + 1} holds a NUL byte`, 'write the file again as UTF-8 text')
    if (same === column) throw headerFault(name, line, `the column "${column}" comes twice`, 'name every column once')
    if (same !== undefined) throw headerFault(name, line, `the columns "${same}" and "${column}" differ only in case`, 'rename one of them')
    seen.set(column.toLowerCase(), column)
  }
  return names
}

interface Header {
  readonly line: number
  readonly names: readonly string[]
}

async function headerRecord(text: PackedText, dialect: TextDialect): Promise<Header> {
  let begun = ''
  for await (const bytes of lineChunks(text)) {
    const lines = /^(?:[^\r\n]*(?:\r\n|\r|\n))?/.exec(bytes.toString('latin1', 0, maxHeaderBytes))?.[0].length ?? 0
    if (begun === '') requireUtf8(text.file.name, lines === 0 ? bytes : bytes.subarray(0, lines), 1)
    begun += bytes.toString('utf8', 0, maxHeaderBytes)
    const { end, line } = passedOver(begun, dialect)
    const record = delimitedRecord(begun, { dialect, from: end })
    if (record && begun.length > end) return { line, names: record.values.map((value) => value.text) }
    if (begun.length >= maxHeaderBytes) break
  }
  const { end, line } = passedOver(begun, dialect)
  if (begun.length === end) throw new DatasetsError('DATA_EMPTY', `${text.file.name} is empty`, { hint: 'make it again' })
  throw headerFault(text.file.name, line, 'a quote in the header is not closed, or text follows where it closes', 'mend the first record')
}

// Blank lines and comments before the header.
function passedOver(text: string, { comment }: TextDialect): { readonly end: number; readonly line: number } {
  const passed = /[^\r\n]*(?:\r\n|\r|\n|$)/y
  let end = 0
  for (let line = 1; ; line++) {
    passed.lastIndex = end
    const found = passed.exec(text)?.[0] ?? ''
    const blank = /^[\r\n]/.test(found)
    if (found === '' || !(blank || (comment !== null && found.startsWith(comment)))) return { end, line }
    end += found.length
  }
}

function requireDelimiter(place: string, names: readonly string[], { delimiter }: TextDialect): void {
  const only = names.length === 1 ? (names[0] ?? '') : ''
  const other = [';', '\t', '|', ','].find((mark) => mark !== delimiter && only.includes(mark))
  if (other === undefined) return
  const words: Readonly<Record<string, string>> = { ',': 'comma', '\t': 'tab', ';': 'semicolon' }
  throw new DatasetsError('CSV_HEADER', `${place}: the header has no ${words[delimiter] ?? JSON.stringify(delimiter)}`, {
    hint: `it has ${JSON.stringify(other)}: let the contract say that this is the delimiter, or name a file with tabs .tsv`,
  })
}

function headerFault(name: string, line: number, text: string, hint: string): DatasetsError {
  return new DatasetsError('CSV_HEADER', `${name} line ${line}: ${text}`, { hint })
}
