import type { LogicalType } from '../../logical-type.ts'

/** A physical type that a contract may name, as DuckDB calls it. */
export interface PhysicalType {
  readonly duckType: string
  readonly logical: LogicalType
}

const spellings: readonly (readonly [string, LogicalType, readonly string[]])[] = [
  ['TINYINT', 'integer', ['tinyint', 'int8', 'i8']],
  ['SMALLINT', 'integer', ['smallint', 'int16', 'i16']],
  ['INTEGER', 'integer', ['integer', 'int', 'int32', 'i32']],
  ['BIGINT', 'integer', ['bigint', 'long', 'int64', 'i64']],
  ['UTINYINT', 'integer', ['utinyint', 'uint8', 'u8']],
  ['USMALLINT', 'integer', ['usmallint', 'uint16', 'u16']],
  ['UINTEGER', 'integer', ['uinteger', 'uint32', 'u32']],
  ['UBIGINT', 'integer', ['ubigint', 'uint64', 'u64']],
  ['FLOAT', 'number', ['float', 'real', 'float32', 'f32']],
  ['DOUBLE', 'number', ['double', 'double precision', 'float64', 'f64']],
  ['VARCHAR', 'string', ['varchar', 'string', 'text', 'utf8']],
  ['BOOLEAN', 'boolean', ['boolean', 'bool']],
  ['DATE', 'date', ['date', 'date32']],
  ['TIME', 'time', ['time']],
  ['TIMESTAMP', 'timestamp', ['timestamp', 'timestamp_us', 'timestamp[us]', 'datetime']],
  ['TIMESTAMP_MS', 'timestamp', ['timestamp_ms', 'timestamp[ms]']],
  ['TIMESTAMP_NS', 'timestamp', ['timestamp_ns', 'timestamp[ns]']],
  ['TIMESTAMP WITH TIME ZONE', 'timestamp', ['timestamptz', 'timestamp_tz', 'timestamp with time zone']],
]
const known = new Map(spellings.flatMap(([duckType, logical, names]) => names.map((name) => [name, { duckType, logical }] as const)))

export const physicalTypeNames: readonly string[] = [...known.keys(), 'decimal(18,3)']

/**
 * The physical type that a contract means, by the usual names of SQL, Arrow and Parquet in any case; null for an unknown one.
 * @example physicalType('int64') // { duckType: 'BIGINT', logical: 'integer' }
 */
export function physicalType(name: string): PhysicalType | null {
  const plain = name.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  const decimal = /^(?:decimal|numeric) ?\( ?(\d{1,2}) ?, ?(\d{1,2}) ?\)$/.exec(plain)
  if (decimal) return { duckType: `DECIMAL(${decimal[1]},${decimal[2]})`, logical: 'number' }
  return known.get(plain) ?? null
}
