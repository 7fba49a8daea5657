import { open } from 'node:fs/promises'
import type { DataFile } from './data-file.ts'
import { DatasetsError } from './errors.ts'

/** More than any honest header. */
const maxHeaderBytes = 1024 * 1024

/**
 * The column names of a CSV file, read by ourselves: a sniffer takes a ragged file for one column without a word.
 * @throws {DatasetsError} `CSV_HEADER` for blank or repeated names and other delimiters, `CSV_ENCODING`, `DATA_EMPTY` without records.
 */
export async function csvHeader(file: DataFile): Promise<readonly string[]> {
  const { text, whole } = await beginning(file)
  const { fields, end } = firstRecord(text, file)
  if (whole && text.slice(end).trim() === '') throw new DatasetsError('DATA_EMPTY', `${file.name} has a header and no records`)
  const only = fields.length === 1 ? (fields[0] ?? '') : ''
  if (/[;\t|]/.test(only))
    throw new DatasetsError('CSV_HEADER', `${file.name} line 1: the header has no comma`, {
      hint: 'values are separated by commas, texts quoted by "',
    })
  const seen = new Set<string>()
  for (const [at, name] of fields.entries()) {
    if (name.trim() === '') throw new DatasetsError('CSV_HEADER', `${file.name} line 1: column ${at + 1} has no name`)
    if (seen.has(name.toLowerCase())) throw new DatasetsError('CSV_HEADER', `${file.name} line 1: the column "${name}" comes twice`)
    seen.add(name.toLowerCase())
  }
  return fields
}

async function beginning({ name, path }: DataFile): Promise<{ readonly text: string; readonly whole: boolean }> {
  await using file = await open(path)
  const bytes = Buffer.alloc(maxHeaderBytes)
  const { bytesRead } = await file.read(bytes, 0, maxHeaderBytes, 0)
  const read = bytes.subarray(0, bytesRead)
  const text = new TextDecoder('utf-8').decode(read)
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  if (firstLine.includes('\ufffd')) throw new DatasetsError('CSV_ENCODING', `${name} line 1 is not UTF-8`)
  return { text, whole: bytesRead < maxHeaderBytes }
}

function firstRecord(text: string, { name }: DataFile): { readonly fields: readonly string[]; readonly end: number } {
  const fields: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y
  for (;;) {
    const found = field.exec(text)
    if (!found) throw new DatasetsError('CSV_HEADER', `${name} line 1: a quote in the header is not closed, or stands within a name`)
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] !== ',') return { fields, end: field.lastIndex === 0 ? text.length : field.lastIndex }
  }
}
