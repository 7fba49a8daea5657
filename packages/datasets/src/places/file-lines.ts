import type { TextDialect } from '@seaworthy/contracts'
import type { DataFile } from '../data-file.ts'
import type { Compression } from '../formats/data-format.ts'
import { surveyLines } from './line-survey.ts'
import { RecordScanner } from './record-scanner.ts'
import { scan } from './text-survey.ts'

/** A text file whose records have places. */
export interface PlacedText {
  readonly file: DataFile
  readonly compression: Compression
  /** Of a delimited text, and the values in its records; null: JSON lines. */
  readonly delimited: { readonly dialect: TextDialect; readonly width: number } | null
}

/**
 * The lines, from 1, on which records begin; records are numbered from 0, a header is none. A record that the file does not have is
 * left out. The file is read up to the last of them; memory does not grow with it.
 * @throws {DatasetsError} where the file is not well-formed up to there.
 * @example await fileLines(text, [1]) // Map { 1 => 4 }, for 'a,b\n"x\ny",1\nz,2\n'
 */
export async function fileLines({ delimited, ...text }: PlacedText, records: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const wanted = [...new Set(records)].toSorted((one, other) => one - other)
  if (wanted.length === 0) return new Map()
  if (delimited) {
    const scanner = new RecordScanner({ ...delimited, wanted })
    await scan(text, scanner, () => scanner.done)
    return scanner.places
  }
  const places = new Map<number, number>()
  await surveyLines(text, { wanted, found: (line, record) => places.set(record, line) })
  return places
}
