import { quoteIdentifier, quoteText } from '@seaworthy/contracts'
import { csvDuckType, typedValue } from '../csv-lexical.ts'
import type { DataFile } from '../data-file.ts'
import type { TableColumn } from '../table.ts'
import { type PartitionColumn, partitionColumns } from './partitions.ts'
import type { Reading } from './reading.ts'

/** The columns that stand in the names of folders, as parts of two SELECTs: texts where `file_index` is known, and over them values. */
export interface PartitionItems {
  readonly columns: readonly TableColumn[]
  readonly raw: readonly string[]
  readonly typed: readonly string[]
}

/**
 * Their types are those of the contract; without one a column is of integers where all its values are digits without a leading zero,
 * else of texts.
 * @throws {DatasetsError} `SCHEMA_MISMATCH`.
 */
export function partitionItems(files: readonly DataFile[], inFiles: readonly string[], reading: Reading | null): PartitionItems {
  const found = partitionColumns(files, inFiles)
  const columns = found.map(
    (column, at): TableColumn => ({ name: column.name, type: duckType(column, reading), raw: `"seaworthy raw folder ${at}"` }),
  )
  return {
    columns,
    raw: found.map(({ values }, at) => {
      const list = values.map((value) => (value === null ? 'null' : quoteText(value))).join(', ')
      return `([${list}]::VARCHAR[])[file_index::BIGINT + 1] as ${columns[at]?.raw}`
    }),
    typed: columns.map(({ name, type, raw }) => {
      const lexical = reading?.columns.find((rule) => rule.name === name)?.lexical ?? null
      return `${typedValue(raw ?? '', { duckType: type, lexical })} as ${quoteIdentifier(name)}`
    }),
  }
}

function duckType({ name, values }: PartitionColumn, reading: Reading | null): string {
  const rule = reading?.columns.find((one) => one.name === name)
  if (rule?.type) return csvDuckType(rule.type, rule.duckType)
  return values.every((value) => value === null || /^(0|-?[1-9][0-9]{0,17})$/.test(value)) ? 'BIGINT' : 'VARCHAR'
}
