import type { DataFile } from '../data-file.ts'
import { carriageReturn, lineChunks, lineFeed } from './line-chunks.ts'
import { requireUtf8 } from './require-utf8.ts'
import { faultError, type TextFault } from './text-fault.ts'
import type { PackedText } from './unpacked.ts'

/** What a walk over lines has shown. */
export interface LineSurvey {
  readonly file: DataFile
  /** Lines that are not blank. */
  readonly records: number
  readonly longestLineBytes: number
  /** Of the first record, where every line from it on is a record; else null. */
  readonly lineOffset: number | null
}

export interface LineQuestion {
  /** Numbers of records whose lines are wanted, from 0, ascending. */
  readonly wanted?: readonly number[]
  /** Told the line of each wanted record, and its bytes. */
  found?(line: number, record: number, bytes: Buffer): void
}

/**
 * Walks over a text of which each line is a record; blank lines are passed over wherever they stand.
 * @throws {DatasetsError} `JSON_LINE` for a control character that no JSON holds, `TEXT_ENCODING`, and those of unpacking.
 */
export async function surveyLines(text: PackedText, { wanted, found }: LineQuestion = {}): Promise<LineSurvey> {
  let records = 0
  let line = 1
  let longest = 0
  let lineOffset: number | null = null
  let next = 0
  for await (const bytes of lineChunks(text)) {
    requireUtf8(text.file.name, bytes, line)
    const fault = chunkFault(bytes, line)
    if (fault) throw faultError(text.file.name, fault)
    for (let at = 0; at < bytes.length; line++) {
      const feed = bytes.indexOf(lineFeed, at)
      const end = feed < 0 ? bytes.length : feed
      if (!isBlank(bytes, at, end)) {
        if (records === 0) lineOffset = line
        else if (lineOffset !== null && line - lineOffset !== records) lineOffset = null
        if (end - at > longest) longest = end - at
        if (wanted === undefined || wanted[next] === records) {
          found?.(line, records, bytes.subarray(at, end))
          next++
        }
        records++
      }
      at = end + 1
    }
    if (wanted && next >= wanted.length) break
  }
  return { file: text.file, records, longestLineBytes: longest, lineOffset }
}

// JSON takes no other control characters than these, and a carriage return only before a line feed: elsewhere, readers of lines differ.
function chunkFault(bytes: Buffer, line: number): TextFault | null {
  const at = [0, 1].map((byte) => bytes.indexOf(byte)).find((place) => place >= 0) ?? loneReturn(bytes)
  if (at < 0) return null
  const text = bytes[at] === carriageReturn ? 'a carriage return stands alone' : 'there is a control character'
  return { code: 'JSON_LINE', line: line + feedsBefore(bytes, at), text, hint: 'write each record on one line, ended by LF or CR LF' }
}

function loneReturn(bytes: Buffer): number {
  for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1))
    if (at + 1 < bytes.length && bytes[at + 1] !== lineFeed) return at
  return -1
}

function feedsBefore(bytes: Buffer, end: number): number {
  let feeds = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0 && at < end; at = bytes.indexOf(lineFeed, at + 1)) feeds++
  return feeds
}

function isBlank(bytes: Buffer, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const byte = bytes[at]
    if (byte !== 32 && byte !== 9 && byte !== carriageReturn) return false
  }
  return true
}
