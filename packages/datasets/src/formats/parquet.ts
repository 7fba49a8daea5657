import { type DataColumn, quoteIdentifier } from '@seaworthy/contracts'
import { type DataFile, type DataFiles, fileList } from '../data-file.ts'
import { type Engine, firstLine } from '../engine.ts'
import { DatasetsError } from '../errors.ts'
import type { Table } from '../table.ts'
import { refuseReserved } from './column-names.ts'
import { partitionItems } from './partition-items.ts'
import type { Reading } from './reading.ts'

/** Parquet files as one table: types and rows as their footers tell them. */
export async function parquetTable(engine: Engine, { files, states }: DataFiles, reading: Reading | null): Promise<Table> {
  const footers: Footer[] = []
  for (const file of files) footers.push(await footer(engine, file))
  const columns = footers[0]?.columns ?? []
  for (const other of footers.slice(1)) requireSameColumns(footers[0], other)
  const folders = partitionItems(
    files,
    columns.map(({ name }) => name),
    reading,
  )
  refuseReserved(
    [...columns, ...folders.columns].map(({ name }) => name),
    files,
  )
  const starts = footers.map((_, at) => footers.slice(0, at).reduce((sum, { rows }) => sum + rows, 0))
  const relation = `read_parquet(${fileList(files)}, hive_partitioning=false)`
  const places = footers.map(({ rows }, at) => ({ start: starts[at] ?? 0, records: rows, text: null, lineOffset: null }))
  const base = { format: 'parquet', files, states, places, columns: [...columns, ...folders.columns], firstFault: async () => null } as const
  // count() alone is answered from the footer, and reads no page.
  const touch = columns.map(({ name }) => `bit_xor(hash(${quoteIdentifier(name)}))`)
  const row = (number: string, file: string) => `(${number} + ([${starts.join(', ')}]::BIGINT[])[${file}::BIGINT + 1])`
  if (folders.columns.length === 0)
    return { ...base, touch, relation, located: { relation, row: row('file_row_number', 'file_index'), file: 'file_index' } }
  const inner = `select *, file_row_number as "seaworthy row", file_index as "seaworthy file", ${folders.raw.join(', ')} from ${relation}`
  const over = `(select *, ${folders.typed.join(', ')} from (${inner}))`
  return { ...base, touch, relation: over, located: { relation: over, row: row('"seaworthy row"', '"seaworthy file"'), file: '"seaworthy file"' } }
}

interface Footer {
  readonly file: DataFile
  readonly columns: readonly DataColumn[]
  readonly rows: number
}

async function footer(engine: Engine, file: DataFile): Promise<Footer> {
  try {
    const described = await engine.rows(`describe select * from read_parquet(${fileList([file])}, hive_partitioning=false)`)
    const [counted = []] = await engine.rows(`select num_rows from parquet_file_metadata(${fileList([file])})`)
    const rows = Number(counted[0])
    if (rows === 0) throw new DatasetsError('DATA_EMPTY', `${file.name} has no rows`)
    return { file, rows, columns: described.map(([name, type]) => ({ name: String(name), type: String(type), raw: null })) }
  } catch (cause) {
    if (cause instanceof DatasetsError) throw cause
    throw new DatasetsError('DATA_UNREADABLE', `${file.name} cannot be read: ${firstLine(cause)}`, { cause })
  }
}

function requireSameColumns(first: Footer | undefined, other: Footer): void {
  const wanted = new Map(first?.columns.map(({ name, type }) => [name, type]))
  for (const { name, type } of other.columns) {
    const expected = wanted.get(name)
    if (expected === type) wanted.delete(name)
    else if (expected === undefined) throw mismatch(other, `has a column "${name}" that ${first?.file.name} lacks`)
    else throw mismatch(other, `has "${name}" as ${type}, ${first?.file.name} as ${expected}`)
  }
  const [missing] = wanted.keys()
  if (missing !== undefined) throw mismatch(other, `lacks the column "${missing}" of ${first?.file.name}`)
}

function mismatch({ file }: { readonly file: DataFile }, text: string): DatasetsError {
  return new DatasetsError('SCHEMA_MISMATCH', `${file.name} ${text}`, { hint: 'all files of a source have the same columns' })
}
