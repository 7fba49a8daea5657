import type { Batch, BatchColumn } from '@seaworthy/datasets'
import type { SearchColumn } from '@seaworthy/evaluation'
import type { RowCollector } from '../../row-collector.ts'
import { CodedNumbers } from './coded-numbers.ts'
import { CodedTexts } from './coded-texts.ts'

/** More rows are searched in an evenly spread part of about so many. */
export const mostSearchedRows = 200_000

export interface SearchColumnsOptions {
  readonly columns: readonly string[]
  /** Whether texts of a column may be quoted. */
  readonly isShown: (column: string) => boolean
  /** An edge between numbers as it may be quoted; left out: as it is. */
  readonly quotedEdge?: (edge: number) => number
  readonly mostRows?: number
}

/** Columns in which weak slices are looked for, as one byte for each row that is searched. */
export class SearchColumns implements RowCollector {
  readonly columns: readonly string[]
  readonly #isShown: SearchColumnsOptions['isShown']
  readonly #quotedEdge: (edge: number) => number
  readonly #mostRows: number
  readonly #coded = new Map<string, CodedNumbers | CodedTexts>()
  #total = 0
  #rows = new Uint32Array(0)
  #count = 0

  constructor({ columns, isShown, quotedEdge = (edge) => edge, mostRows = mostSearchedRows }: SearchColumnsOptions) {
    this.columns = columns
    this.#isShown = isShown
    this.#quotedEdge = quotedEdge
    this.#mostRows = mostRows
  }

  begin(rows: number): void {
    this.#total = rows
    this.#rows = new Uint32Array(Math.min(rows, this.#mostRows))
  }

  append(batch: Batch, at: number): void {
    const first = this.#count
    for (let row = 0; row < batch.rows; row++) if (this.#isKept(at + row)) this.#rows[this.#count++] = at + row
    const own = this.#rows.subarray(first, this.#count)
    for (const column of this.columns) {
      const values = batch.values.get(column)
      if (values) addTo(this.#codedAs(column, values), values, own, at)
    }
  }

  /** The rows that were kept, ascending, and what the columns say of them. */
  done(): { readonly rows: Uint32Array; readonly columns: readonly SearchColumn[] } {
    const columns = [...this.#coded].map(([column, coded]) => ({ column, ...this.#quoted(coded.done()) }))
    return { rows: this.#rows.subarray(0, this.#count), columns }
  }

  // Codes are settled: what an edge is called changes no row.
  #quoted({ codes, meaning }: Omit<SearchColumn, 'column'>): Omit<SearchColumn, 'column'> {
    return { codes, meaning: meaning.kind === 'bins' ? { ...meaning, edges: meaning.edges.map(this.#quotedEdge) } : meaning }
  }

  // Evenly spread, and as many as there is room for.
  #isKept(row: number): boolean {
    const room = this.#rows.length
    return Math.floor(((row + 1) * room) / this.#total) > Math.floor((row * room) / this.#total)
  }

  #codedAs(column: string, { kind }: BatchColumn): CodedNumbers | CodedTexts {
    const known = this.#coded.get(column)
    if (known) return known
    const rows = this.#rows.length
    const coded = kind === 'number' ? new CodedNumbers(rows) : new CodedTexts(rows, this.#isShown(column))
    this.#coded.set(column, coded)
    return coded
  }
}

function addTo(coded: CodedNumbers | CodedTexts, { kind, data }: BatchColumn, rows: Uint32Array, first: number): void {
  if (coded instanceof CodedNumbers && kind === 'number') for (const row of rows) coded.add(data[row - first] as number)
  if (coded instanceof CodedTexts && kind === 'string') for (const row of rows) coded.add(data[row - first] ?? null)
}
