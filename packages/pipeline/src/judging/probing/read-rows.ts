import type { BatchColumn, Session } from '@seaworthy/datasets'
import type { Batch } from '@seaworthy/inference'
import type { LockedDataset } from '../../locked-data.ts'

export interface WantedRows {
  /** Numbers of rows of the dataset's window, ascending, each once. */
  readonly at: Uint32Array
  readonly columns: readonly string[]
}

/** Some rows of a dataset, in their order, read up to the last of them. */
export async function readRows(session: Session, { files, reading, window }: LockedDataset, { at, columns }: WantedRows): Promise<Batch> {
  const parts: Batch[] = []
  let passed = 0
  let taken = 0
  if (at.length > 0) {
    for await (const batch of session.read({ files, reading, window, columns })) {
      const from = taken
      while (taken < at.length && (at[taken] as number) < passed + batch.rows) taken++
      const places = at.subarray(from, taken).map((row) => row - passed)
      if (places.length > 0) parts.push(pickRows(batch, places))
      passed += batch.rows
      if (taken === at.length) break
    }
  }
  return joinRows(parts, columns)
}

/** The rows at some places, in that order; one may be there twice. */
export function pickRows({ values }: Batch, places: Uint32Array): Batch {
  return { rows: places.length, values: new Map([...values].map(([name, column]) => [name, pick(column, places)])) }
}

function pick(column: BatchColumn, places: Uint32Array): BatchColumn {
  if (column.kind === 'number') return { kind: 'number', data: Float64Array.from(places, (row) => column.data[row] as number) }
  return { kind: 'string', data: Array.from(places, (row) => column.data[row] ?? null) }
}

function joinRows(parts: readonly Batch[], columns: readonly string[]): Batch {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  return { rows, values: new Map(columns.map((name) => [name, join(parts.flatMap((part) => part.values.get(name) ?? []))])) }
}

function join(parts: readonly BatchColumn[]): BatchColumn {
  const [first] = parts
  if (first === undefined || first.kind === 'number') {
    return { kind: 'number', data: Float64Array.from(parts.flatMap((part) => (part.kind === 'number' ? [...part.data] : []))) }
  }
  return { kind: 'string', data: parts.flatMap((part) => (part.kind === 'string' ? part.data : [])) }
}
