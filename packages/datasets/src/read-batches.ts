import type { DuckDBDataChunk } from '@duckdb/node-api'
import { type DataColumn, quoteIdentifier } from '@seaworthy/contracts'
import { typedValue } from './csv-lexical.ts'
import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import { type ColumnType, columnType, requireColumn, type Table, typedRelation } from './table.ts'
import { type ResolvedWindow, windowClause } from './window.ts'

/** Nulls among numbers are NaN; times are milliseconds since 1970; truth values 0 and 1. */
export type BatchColumn =
  | { readonly kind: 'number'; readonly data: Float64Array }
  | { readonly kind: 'string'; readonly data: readonly (string | null)[] }
export interface Batch {
  readonly rows: number
  readonly values: ReadonlyMap<string, BatchColumn>
}

export interface ReadQuestion {
  readonly window: ResolvedWindow | null
  readonly columns: readonly string[]
  /** Rows in every batch but the last. */
  readonly batchRows: number
  /** Columns that are handed out as something else than they are. */
  readonly as?: ReadonlyMap<string, HandedOut>
}

/** `text`: exact for integers beyond 2^53, lists and structures as JSON. `number`: NaN where a text is not written as one. */
export type HandedOut = 'text' | 'number'

interface Source {
  readonly name: string
  readonly type: ColumnType
  /** SQL of the values. */
  readonly sql: string
}

/** The rows in order (files by name, rows as they stand), in batches of the same size whatever the number of threads. */
export async function* readBatches(engine: Engine, table: Table, { window, columns, batchRows, as }: ReadQuestion): AsyncGenerator<Batch> {
  const sources = columns.map((name) => sourceOf(requireColumn(table, name), as?.get(name) ?? null))
  const select = sources.length === 0 ? '1.0::DOUBLE' : sources.map(({ sql }) => sql).join(', ')
  using reading = await engine.stream(`select ${select} from ${typedRelation(table)}${windowClause(table, window)}`)
  let pending = emptyBatch(sources, batchRows)
  for (;;) {
    const chunk = await reading.result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const parts = sources.map((source, at) => chunkValues(chunk, at, source))
    for (let start = 0; start < chunk.rowCount; ) {
      const take = Math.min(chunk.rowCount - start, batchRows - pending.rows)
      for (const [at, part] of parts.entries()) append(pending, at, part, start, take)
      pending.rows += take
      start += take
      if (pending.rows === batchRows) {
        yield finished(pending, sources)
        pending = emptyBatch(sources, batchRows)
      }
    }
  }
  if (pending.rows > 0) yield finished(pending, sources)
}

function sourceOf(column: DataColumn, as: HandedOut | null): Source {
  const { name } = column
  const type = columnType(column)
  const quoted = quoteIdentifier(name)
  const isNested = column.type.endsWith(']') || column.type.startsWith('STRUCT(')
  if (as === 'text') return { name, type: 'string', sql: isNested ? `to_json(${quoted})::VARCHAR` : `${quoted}::VARCHAR` }
  if (as === 'number' && type === 'string') {
    const number = typedValue(`(${quoted}::VARCHAR)`, { duckType: 'DOUBLE' })
    return { name, type: 'number', sql: `coalesce(${number}, 'nan'::DOUBLE)` }
  }
  return { name, type: as === 'number' ? 'number' : type, sql: valueSql(name, type) }
}

// Numbers come without nulls, so that the driver's own array can be copied without looking at its validity bits.
function valueSql(name: string, type: ColumnType): string {
  const column = quoteIdentifier(name)
  if (type === 'string') return `${column}::VARCHAR`
  const number =
    type === 'timestamp' || type === 'date' ? `epoch_us(${column}::TIMESTAMP) / 1000.0` : type === 'boolean' ? `${column}::TINYINT` : column
  return `coalesce((${number})::DOUBLE, 'nan'::DOUBLE)`
}

type Part = Float64Array | readonly (string | null)[]

function chunkValues(chunk: DuckDBDataChunk, at: number, { name, type }: Source): Part {
  if (type === 'string') return chunk.getColumnValues(at).map((value) => (value === null ? null : String(value)))
  const items = doubles(chunk, at)
  if (type === 'integer') requireExact(items, name)
  return items
}

// `items` is private in the types of the driver, and there at run time; without it the values are taken one by one.
function doubles(chunk: DuckDBDataChunk, at: number): Float64Array {
  const vector: object = chunk.getColumnVector(at)
  if ('items' in vector && vector.items instanceof Float64Array) return vector.items.subarray(0, chunk.rowCount)
  return Float64Array.from(chunk.getColumnValues(at), (value) => (value === null ? Number.NaN : Number(value)))
}

function requireExact(items: Float64Array, name: string): void {
  for (const value of items) {
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
      throw new DatasetsError('INTEGER_TOO_LARGE', `column "${name}" holds an integer beyond 2^53, where numbers are no longer exact`, {
        hint: 'store identifiers as text',
      })
  }
}

interface Pending {
  rows: number
  readonly columns: readonly (Float64Array | (string | null)[])[]
}

function emptyBatch(sources: readonly Source[], batchRows: number): Pending {
  return { rows: 0, columns: sources.map(({ type }) => (type === 'string' ? [] : new Float64Array(batchRows))) }
}

function append(pending: Pending, at: number, part: Part, start: number, take: number): void {
  const target = pending.columns[at]
  if (target instanceof Float64Array && part instanceof Float64Array) target.set(part.subarray(start, start + take), pending.rows)
  else if (Array.isArray(target) && !(part instanceof Float64Array)) for (let row = start; row < start + take; row++) target.push(part[row] ?? null)
}

function finished({ rows, columns }: Pending, sources: readonly Source[]): Batch {
  const values = new Map<string, BatchColumn>()
  for (const [at, { name }] of sources.entries()) {
    const data = columns[at]
    if (data instanceof Float64Array) values.set(name, { kind: 'number', data: rows === data.length ? data : data.slice(0, rows) })
    else if (data) values.set(name, { kind: 'string', data })
  }
  return { rows, values }
}
