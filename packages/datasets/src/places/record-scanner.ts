import type { TextDialect } from '@seaworthy/contracts'
import { byteClasses, byteClassesWithin, commentByte, delimiterByte, endByte, escapeByte, nulByte, plain, quoteByte } from './byte-classes.ts'
import { carriageReturn, lineFeed } from './line-chunks.ts'
import { delimits, passOrdinary, type Walk } from './ordinary-records.ts'
import { PlainLines } from './plain-lines.ts'
import {
  blankFault,
  commentFault,
  escapeFault,
  missingFault,
  mixedFault,
  nulFault,
  quoteFault,
  type Refusal,
  returnFault,
  spacedFault,
} from './scan-faults.ts'
import type { TextFault } from './text-fault.ts'
import { type WrittenColumn, WrittenColumns } from './written-columns.ts'

export interface ScanOptions {
  readonly dialect: TextDialect
  /** Values in every record. */
  readonly width: number
  /** Numbers of data records whose lines are wanted, from 0, ascending. */
  readonly wanted?: readonly number[]
  /** Whether to tell how the values of columns are written. */
  readonly written?: boolean
}

const blank = 32
/** Of a part in which it is worth to look for plain lines. */
const longPartBytes = 65_536

/**
 * Walks over the bytes of a delimited text: counts its records, finds the lines on which records begin, and the first thing that is
 * not well-formed. Parts must end where lines end, so that only a value in quotes spans two of them.
 *
 * A blank line is no record. Lines end in LF or CR LF, mixed as they may be, or all in CR. A quote within a value that does not begin with one is part of the value.
 */
export class RecordScanner {
  /** Data records that have ended; a header is none. */
  records = 0
  /** Of the next byte, from 1. */
  line = 1
  /** Before the first record, which may be a header. */
  leadingBlankLines = 0
  beginsWithComment = false
  /** Of the first record, as long as each line from it on is one record. */
  lineOffset: number | null = null
  /** Whether a value in quotes holds a line end: then readers cannot begin anywhere in the text. */
  quotedLineEnds = false
  fault: TextFault | null = null
  /** Wanted records and their lines. */
  readonly places = new Map<number, number>()

  readonly #options: ScanOptions
  readonly #classes: Uint8Array
  readonly #classesWithin: Uint8Array
  readonly #delimiter: Buffer
  readonly #quote: number
  readonly #escape: number
  readonly #missing: ReadonlySet<string>
  readonly #written: WrittenColumns | null
  #headerDue: boolean
  #begun = false
  #wantedAt = 0
  #feeds = false
  #loneReturnLine = 0
  /** Whether the first line ended in a line feed alone, and the first line that ends otherwise. */
  #lineEnd: boolean | null = null
  #mixedLine = 0
  #comments = false
  /** Null where there can be none; made for the first long part. */
  #plainLines: PlainLines | null | undefined
  readonly #walk: Walk = { at: 0, begin: 0, field: 0, values: 0, passed: 0, longestBytes: 0, blankEnds: false, plainFrom: 0 }

  // The record that is being read.
  #recordLine = 1
  #recordBytes = 0
  #lastByte = 0
  #inQuotes = false
  #openedLine = 1
  /** The last record, where no line end follows it. */
  #lastRecord: Buffer | null = null

  constructor(options: ScanOptions) {
    const { delimiter, quote, escape: escapeMark, header } = options.dialect
    this.#options = options
    this.#classes = byteClasses(options.dialect)
    this.#classesWithin = byteClassesWithin(options.dialect)
    this.#delimiter = Buffer.from(delimiter)
    this.#quote = quote === null ? -1 : quote.charCodeAt(0)
    this.#escape = escapeMark === null ? this.#quote : escapeMark.charCodeAt(0)
    this.#missing = new Set(missingLater(options))
    this.#written = options.written ? new WrittenColumns(options) : null
    this.#headerDue = header
  }

  /** How the values of each column are written, once the text has ended; null where it is not known. */
  writtenColumns(): readonly WrittenColumn[] | null {
    return this.#written?.with(this.#plainLines?.columns() ?? []) ?? null
  }

  get longestRecordBytes(): number {
    return this.#walk.longestBytes
  }

  /** Whether a value may end in a blank: where none does, numbers are cheaper to tell. */
  get blankEnds(): boolean {
    return this.#walk.blankEnds
  }

  /** Whether the places of all wanted records are known. */
  get done(): boolean {
    return this.#wantedAt >= (this.#options.wanted?.length ?? 0)
  }

  /** Takes the next part, up to the first fault. */
  take(bytes: Buffer): void {
    const end = bytes.length
    const walk = this.#walk
    const begin = -this.#recordBytes
    Object.assign(walk, { at: this.#inQuotes ? this.#pastQuote(bytes, 0) : 0, begin, field: 0, plainFrom: end < longPartBytes ? end : 0 })
    while (this.fault === null) {
      this.#pastOrdinary(bytes)
      const { at } = walk
      if (at >= end) break
      const kind = this.#classes[bytes[at] ?? 0]
      if (kind === quoteByte) walk.at = this.#quoteMet(bytes, walk.field, at)
      else if (kind === endByte || (kind === commentByte && at === walk.begin)) {
        walk.at = kind === endByte ? this.#pastRecord(bytes, at, at - walk.begin) : this.#pastComment(bytes, at)
        walk.begin = walk.at
        walk.field = walk.at
      } else this.#refuse(kind === nulByte ? nulFault : kind === escapeByte ? escapeFault : commentFault)
    }
    this.#recordBytes = end - walk.begin
    if (this.#written && this.#recordBytes > 0) this.#lastRecord = this.#inQuotes ? null : Buffer.from(bytes.subarray(Math.max(0, walk.begin)))
    this.#lastByte = bytes[end - 1] ?? 0
  }

  // Almost all of a text, so this is where the time goes: plain lines many bytes at once, all else byte by byte.
  #pastOrdinary(bytes: Buffer): void {
    const walk = this.#walk
    const ordinary = this.#recordsAreOrdinary()
    const delimiters = ordinary ? this.#options.width - 1 : -1
    const options = { classes: this.#classes, delimiter: this.#delimiter, delimiters, passed: this.#passed }
    do {
      if (ordinary && mayBePlain(bytes, walk)) this.#pastPlainLines(bytes)
      passOrdinary(bytes, walk, options)
    } while (ordinary && mayBePlain(bytes, walk))
    if (walk.passed > 0) this.#pastRecords(walk.passed)
    walk.passed = 0
  }

  #pastPlainLines(bytes: Buffer): void {
    if (this.#plainLines === undefined) this.#plainLines = this.#madePlainLines()
    if (this.#plainLines) this.#plainLines.pass(bytes, this.#walk)
    else this.#walk.plainFrom = bytes.length
  }

  #madePlainLines(): PlainLines | null {
    const [delimiter = 0, ...more] = this.#delimiter
    if (more.length > 0) return null
    // Where there is no quote, what stops at NUL does.
    return PlainLines.for({ delimiter, quote: Math.max(0, this.#quote), escape: Math.max(0, this.#escape), width: this.#options.width })
  }

  get #passed(): ((record: Buffer) => void) | null {
    const written = this.#written
    return written === null || written.lost ? null : (record) => written.take(record, this.records)
  }

  // Their line feeds are seen already, and each is one line further.
  #recordsAreOrdinary(): boolean {
    // Where there are comments, the kind of each line end matters.
    if (this.#options.dialect.comment !== null) return false
    const regular = this.lineOffset === null || this.line - this.lineOffset === this.records
    return this.records > 0 && this.done && regular && this.#recordLine === this.line && this.#feeds && this.#loneReturnLine === 0
  }

  #pastRecords(records: number): void {
    this.records += records
    this.line += records
    this.#recordLine = this.line
  }

  /** The text has ended: so does its last record, or a quote that is still open is a fault. */
  finish(): void {
    if (this.fault) return
    if (this.#lastByte <= blank) this.#walk.blankEnds ||= this.#recordBytes > 0
    if (this.#inQuotes) this.#refuse(quoteFault, this.#openedLine)
    else if (this.#recordBytes > 0) this.#endRecord(this.#recordBytes, this.#lastRecord)
    else if (this.#loneReturnLine > 0 && this.#feeds) this.#refuse(returnFault, this.#loneReturnLine)
  }

  #pastRecord(bytes: Buffer, at: number, recordBytes: number): number {
    const next = this.#pastLineEnd(bytes, at)
    this.#endRecord(recordBytes, bytes.subarray(Math.max(0, at - recordBytes), at))
    return next
  }

  #pastLineEnd(bytes: Buffer, at: number): number {
    this.line++
    const alone = bytes[at] === lineFeed
    if (alone || bytes[at + 1] === lineFeed) this.#feeds = true
    else if (this.#loneReturnLine === 0) this.#loneReturnLine = this.line - 1
    if (this.#feeds && this.#loneReturnLine > 0) this.#refuse(returnFault, this.#loneReturnLine)
    if (this.#lineEnd === null) this.#lineEnd = alone
    else if (this.#lineEnd !== alone) this.#mixedLine ||= this.line - 1
    if (this.#comments && this.#mixedLine > 0) this.#refuse(mixedFault, this.#mixedLine)
    return bytes[at] === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1
  }

  #endRecord(recordBytes: number, record: Buffer | null): void {
    const { width, wanted } = this.#options
    const values = this.#walk.values + 1
    const line = this.#recordLine
    this.#walk.values = 0
    this.#recordLine = this.line
    if (recordBytes === 0) {
      if (!this.#begun) this.leadingBlankLines++
      return
    }
    if (recordBytes > this.#walk.longestBytes) this.#walk.longestBytes = recordBytes
    if (values !== width)
      this.#refuse({ code: 'CSV_RAGGED', text: `${values} values under ${width} columns`, hint: 'give every record one value for each column' }, line)
    if (this.#headerDue) this.#headerDue = false
    else {
      if (wanted && wanted[this.#wantedAt] === this.records) this.#found(line)
      if (this.records === 0) this.lineOffset = line
      else if (this.lineOffset !== null && line - this.lineOffset !== this.records) this.lineOffset = null
      this.records++
      // Of a record that spans parts, its beginning is gone.
      if (record?.length === recordBytes) this.#written?.take(record, this.records)
      else this.#written?.lose()
    }
    this.#begun = true
  }

  #found(line: number): void {
    this.places.set(this.records, line)
    this.#wantedAt++
  }

  #quoteMet(bytes: Buffer, field: number, at: number): number {
    for (let before = field; before < at; before++) if (bytes[before] !== blank) return at + 1
    if (at > field && !this.#options.dialect.skipInitialSpace) {
      this.#refuse(blankFault)
      return at
    }
    if (this.#options.dialect.skipInitialSpace && bytes[at + 1] === blank) this.#refuse(spacedFault)
    this.#inQuotes = true
    this.#openedLine = this.line
    return this.#pastQuote(bytes, at + 1)
  }

  // From within quotes to what follows them, or to the end of the part.
  #pastQuote(bytes: Buffer, from: number): number {
    const { length } = bytes
    const within = this.#classesWithin
    for (let at = from; at < length; at++) {
      while (at < length && within[bytes[at] as number] === plain) at++
      if (at >= length) break
      const byte = bytes[at]
      if (byte === this.#quote || byte === this.#escape) {
        if (byte === this.#escape && (byte !== this.#quote || bytes[at + 1] === this.#quote)) {
          at++
          if (bytes[at] === lineFeed || bytes[at] === carriageReturn) this.#countLineEnd(bytes, at)
        } else return this.#closed(bytes, from, at)
      } else if (byte === lineFeed || byte === carriageReturn) this.#countLineEnd(bytes, at)
      else if (byte === 0) this.#refuse(nulFault)
      if (this.fault) return at
    }
    return length
  }

  #countLineEnd(bytes: Buffer, at: number): void {
    this.quotedLineEnds = true
    if (bytes[at] === lineFeed || bytes[at + 1] !== lineFeed) this.line++
  }

  #closed(bytes: Buffer, from: number, at: number): number {
    this.#inQuotes = false
    if ((bytes[at - 1] ?? 0) <= blank) this.#walk.blankEnds = true
    const next = bytes[at + 1]
    const kind = this.#classes[next ?? lineFeed]
    if (kind !== endByte && !(kind === delimiterByte && delimits(bytes, at + 1, this.#delimiter))) this.#refuse(quoteFault, this.#openedLine)
    if (this.#missing.size > 0 && this.#missing.has(bytes.toString('utf8', from, at))) this.#refuse(missingFault, this.#openedLine)
    return at + 1
  }

  #pastComment(bytes: Buffer, at: number): number {
    if (this.line === 1) this.beginsWithComment = true
    this.#comments = true
    let end = at
    while (end < bytes.length && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++
    if (end === bytes.length) return end
    const next = this.#pastLineEnd(bytes, end)
    this.#recordLine = this.line
    return next
  }

  #refuse(fault: Refusal, line = this.line): void {
    this.fault ??= { ...fault, line }
  }
}

function mayBePlain(bytes: Buffer, { at, begin, plainFrom }: Walk): boolean {
  return at === begin && at >= plainFrom && at < bytes.length
}

/** Texts that stand for a missing value and are told after the reader, which then cannot know what stood in quotes. */
export function missingLater({ dialect, width }: Pick<ScanOptions, 'dialect' | 'width'>): readonly string[] {
  if (dialect.skipInitialSpace) return dialect.missing
  return width === 1 ? dialect.missing.filter((text) => text !== '') : []
}
