import type { TextDialect } from '@seaworthy/contracts'
import { delimitedRecord } from './delimited-record.ts'

/** How all values of a column are written; empty ones aside. */
export interface WrittenColumn {
  /** `-?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE]-[0-9]+)?`. */
  readonly number: boolean
  /** `0|-?[1-9][0-9]*`. */
  readonly integer: boolean
  /** Of the longest value: no less, and at most two more. */
  readonly longestBytes: number
}

const number = /^-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]-[0-9]+)?$/
const integer = /^(?:0|-?[1-9][0-9]*)$/

/** Records that are looked at one by one, beside one for each so many that are walked over many bytes at once. */
const mostRecords = 4096
const othersEach = 64

/** Gathers how values are written from records that are looked at one by one: it gives up where these are many. */
export class WrittenColumns {
  readonly #dialect: TextDialect
  #records = 0
  #lost = false
  #columns: WrittenColumn[]

  constructor({ dialect, width }: { readonly dialect: TextDialect; readonly width: number }) {
    this.#dialect = dialect
    this.#columns = Array.from({ length: width }, () => ({ number: true, integer: true, longestBytes: 0 }))
  }

  get lost(): boolean {
    return this.#lost
  }

  lose(): void {
    this.#lost = true
  }

  /** @param others records that were walked over many bytes at once so far. */
  take(record: Buffer, others: number): void {
    this.#records++
    if (this.#records > mostRecords + others / othersEach) this.#lost = true
    if (this.#lost) return
    const values = delimitedRecord(record.toString('latin1'), { dialect: this.#dialect, from: 0 })?.values ?? []
    if (values.length !== this.#columns.length) this.#lost = true
    else this.#columns = this.#columns.map((column, at) => both(column, written(values[at] ?? { text: '', quoted: true })))
  }

  /** With what is known of the others; null where not all records were looked at. */
  with(others: readonly WrittenColumn[]): readonly WrittenColumn[] | null {
    return this.#lost ? null : together(this.#columns, others)
  }
}

/** What is so of two parts. */
export function together(some: readonly WrittenColumn[], others: readonly WrittenColumn[]): readonly WrittenColumn[] {
  return some.map((column, at) => both(column, others[at] ?? column))
}

function both(one: WrittenColumn, other: WrittenColumn): WrittenColumn {
  return {
    number: one.number && other.number,
    integer: one.integer && other.integer,
    longestBytes: Math.max(one.longestBytes, other.longestBytes),
  }
}

// What stands in quotes may be an empty text.
function written({ text, quoted }: { readonly text: string; readonly quoted: boolean }): WrittenColumn {
  const bare = !quoted
  return {
    number: bare && (text === '' || number.test(text)),
    integer: bare && (text === '' || integer.test(text)),
    longestBytes: text.length + (quoted ? 2 : 0),
  }
}
