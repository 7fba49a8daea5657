import { type DataFile, type DataFiles, orderedFiles } from './data-file.ts'
import type { Engine } from './engine.ts'
import { delimitedTable } from './formats/delimited.ts'
import { jsonLinesTable } from './formats/json-lines.ts'
import { parquetTable } from './formats/parquet.ts'
import type { Reading } from './formats/reading.ts'
import type { Table } from './table.ts'

/**
 * Opens files as one table. `reading` says how texts are read: an object of a contract, which may describe no column; null finds the
 * types out over all rows. Columns that it does not describe are texts.
 * @throws {DatasetsError} what {@link orderedFiles} and the readers of each format throw, `DATA_UNREADABLE`, `DATA_EMPTY`, `SCHEMA_MISMATCH`.
 * @example await openTable(engine, [{ name: 'a.csv', path: '/r/a.csv' }], { columns: [], text: null })
 */
export async function openTable(engine: Engine, given: readonly DataFile[], reading: Reading | null = null): Promise<Table> {
  const data = await orderedFiles(given, reading?.text?.compression ?? null)
  return tableOf(engine, data, reading)
}

function tableOf(engine: Engine, data: DataFiles, reading: Reading | null): Promise<Table> {
  switch (data.format) {
    case 'parquet':
      return parquetTable(engine, data, reading)
    case 'csv':
      return delimitedTable(engine, data, reading)
    case 'jsonl':
      return jsonLinesTable(engine, data, reading)
  }
}
