import type { TextDialect } from '@seaworthy/contracts'
import type { DataFile } from '../data-file.ts'
import { beginsWithMark, lineChunks } from './line-chunks.ts'
import { RecordScanner } from './record-scanner.ts'
import { requireUtf8 } from './require-utf8.ts'
import { faultError } from './text-fault.ts'
import type { PackedText } from './unpacked.ts'
import type { WrittenColumn } from './written-columns.ts'

/** What a walk over a text has shown. */
export interface TextSurvey {
  readonly file: DataFile
  readonly records: number
  readonly longestRecordBytes: number
  readonly quotedLineEnds: boolean
  /** Whether a value may end in a blank. */
  readonly blankEnds: boolean
  /** Lines before the first record that the engine does not pass over by itself. */
  readonly linesToSkip: number
  /** Of the first record, where each line from it on is one record; else null. */
  readonly lineOffset: number | null
  /** How the values of each column are written; null where it is not known. */
  readonly written: readonly WrittenColumn[] | null
}

export interface SurveyOptions {
  readonly dialect: TextDialect
  readonly width: number
}

/**
 * Reads a delimited text from end to end before anything is asked of it: every record has its values, quotes close, the bytes are
 * UTF-8. Memory does not grow with the text.
 * @throws {DatasetsError} `CSV_RAGGED`, `TEXT_MALFORMED`, `TEXT_ENCODING`, `DIALECT_UNSUPPORTED`, each with the line, and those of unpacking.
 */
export async function surveyText(text: PackedText, { dialect, width }: SurveyOptions): Promise<TextSurvey> {
  const scanner = new RecordScanner({ dialect, width, written: true })
  await scan(text, scanner)
  // The engine takes a comment right behind a byte order mark for a record.
  const markedComment = scanner.beginsWithComment && (await beginsWithMark(text))
  const { records, longestRecordBytes, quotedLineEnds, blankEnds, leadingBlankLines, lineOffset } = scanner
  return {
    file: text.file,
    records,
    longestRecordBytes,
    quotedLineEnds,
    blankEnds,
    linesToSkip: (dialect.header ? leadingBlankLines : 0) + (markedComment ? 1 : 0),
    lineOffset,
    written: scanner.writtenColumns(),
  }
}

/** Feeds a text to a scanner, until its end or until it has what it wants. */
export async function scan(text: PackedText, scanner: RecordScanner, until: () => boolean = () => false): Promise<void> {
  for await (const bytes of lineChunks(text)) {
    requireUtf8(text.file.name, bytes, scanner.line)
    scanner.take(bytes)
    if (scanner.fault) throw faultError(text.file.name, scanner.fault)
    if (until()) return
  }
  scanner.finish()
  if (scanner.fault) throw faultError(text.file.name, scanner.fault)
}
