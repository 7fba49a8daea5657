import { type ColumnRule, type DataColumn, quoteIdentifier } from '@seaworthy/contracts'
import { csvHeader } from './csv-header.ts'
import { csvDuckType, typedValue } from './csv-lexical.ts'
import { csvReader, firstCsvFault } from './csv-reader.ts'
import { inferCsvTypes } from './csv-types.ts'
import { type DataFile, fileList, orderedFiles } from './data-file.ts'
import { type Engine, firstLine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import type { Table } from './table.ts'

/**
 * Opens files as one table. The columns of CSV files have the types of `rules` where there are any, else those that all their
 * rows show; columns that no rule names are text.
 * @throws {DatasetsError} what {@link orderedFiles} and the CSV readers throw, `DATA_UNREADABLE`, `DATA_EMPTY`, `SCHEMA_MISMATCH`.
 */
export async function openTable(engine: Engine, given: readonly DataFile[], rules: readonly ColumnRule[] | null = null): Promise<Table> {
  const { files, format } = await orderedFiles(given)
  return format === 'parquet' ? parquetTable(engine, files) : csvTable(engine, files, rules)
}

async function parquetTable(engine: Engine, files: readonly DataFile[]): Promise<Table> {
  const footers: Footer[] = []
  for (const file of files) footers.push(await footer(engine, file))
  const columns = footers[0]?.columns ?? []
  for (const other of footers.slice(1)) requireSameColumns(footers[0], other)
  refuseReserved(columns, files)
  const relation = `read_parquet(${fileList(files)}, hive_partitioning=false)`
  const starts = footers.map((_, at) => footers.slice(0, at).reduce((sum, { rows }) => sum + rows, 0))
  const row = `(file_row_number + ([${starts.join(', ')}]::BIGINT[])[file_index::BIGINT + 1])`
  // count() alone is answered from the footer, and reads no page.
  const touch = columns.map(({ name }) => `bit_xor(hash(${quoteIdentifier(name)}))`)
  return { format: 'parquet', files, columns, relation, located: { relation, row, file: 'file_index' }, touch }
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

// DuckDB gives these names to the place of a row.
function refuseReserved(columns: readonly DataColumn[], files: readonly DataFile[]): void {
  const taken = columns.find(({ name }) => /^(file_index|file_row_number)$/i.test(name))
  if (taken) throw new DatasetsError('COLUMN_TYPE', `${files[0]?.name}: a column cannot be called "${taken.name}"`)
}

async function csvTable(engine: Engine, files: readonly DataFile[], rules: readonly ColumnRule[] | null): Promise<Table> {
  const names = await sharedHeader(files)
  const reader = csvReader(files, names)
  const types = rules ? names.map((name) => rules.find((rule) => rule.name === name) ?? null) : await inferred(engine, { reader, names, files })
  const raws = names.map((_, at) => `"seaworthy raw ${at}"`)
  const columns = names.map((name, at): DataColumn => {
    const type = types[at]?.type ?? 'string'
    return { name, type: csvDuckType(type, types[at]?.duckType ?? null), raw: raws[at] ?? null }
  })
  refuseReserved(columns, files)
  const inner = names.map((name, at) => `${quoteIdentifier(name)} as ${raws[at]}`).join(', ')
  const typed = columns
    .map(({ name, type }, at) => `${typedValue(raws[at] ?? '', types[at]?.type ?? 'string', type)} as ${quoteIdentifier(name)}`)
    .join(', ')
  const over = (extra: string) => `(select ${typed}, * from (select ${inner}${extra} from ${reader}))`
  return {
    format: 'csv',
    files,
    columns,
    relation: over(''),
    located: {
      relation: over(', row_number() over () - 1 as "seaworthy row", file_index as "seaworthy file"'),
      row: '"seaworthy row"',
      file: '"seaworthy file"',
    },
    touch: raws.map((raw) => `count(${raw})`),
  }
}

type Shape = Pick<ColumnRule, 'type' | 'duckType'>

async function inferred(
  engine: Engine,
  csv: { readonly reader: string; readonly names: readonly string[]; readonly files: readonly DataFile[] },
): Promise<readonly Shape[]> {
  try {
    const types = await inferCsvTypes(engine, csv)
    return types.map((type) => ({ type, duckType: null }))
  } catch (cause) {
    throw (await firstCsvFault(engine.duckdb, csv.files, csv.names)) ?? new DatasetsError('QUERY_FAILED', firstLine(cause), { cause })
  }
}

async function sharedHeader(files: readonly DataFile[]): Promise<readonly string[]> {
  let first: readonly string[] | null = null
  for (const file of files) {
    const names = await csvHeader(file)
    first ??= names
    if (names.length !== first.length || names.some((name, at) => name !== first?.[at]))
      throw mismatch({ file }, `line 1: its header differs from that of ${files[0]?.name}: ${names.join(', ')}`)
  }
  return first ?? []
}
