import type { LogicalType } from '../../logical-type.ts'

/** A data type of pandas as files hold it. */
export interface PandasType {
  /** Null for types that text files cannot hold. */
  readonly type: LogicalType | null
  /** Null where any of the type will do: pandas knew timestamps in nanoseconds alone for most of its life, files have others. */
  readonly duckType: string | null
  /** Holds NaN, which pandas takes for a missing value. */
  readonly nan: boolean
}

type Row = readonly [LogicalType | null, string | null, readonly string[]]
const rows: readonly Row[] = [
  ['integer', 'TINYINT', ['int8', 'Int8', 'int8[pyarrow]']],
  ['integer', 'SMALLINT', ['int16', 'Int16', 'int16[pyarrow]']],
  ['integer', 'INTEGER', ['int32', 'Int32', 'int32[pyarrow]']],
  ['integer', 'BIGINT', ['int', 'int64', 'Int64', 'integer', 'int64[pyarrow]', 'int_', 'long']],
  ['integer', 'UTINYINT', ['uint8', 'UInt8', 'uint8[pyarrow]']],
  ['integer', 'USMALLINT', ['uint16', 'UInt16', 'uint16[pyarrow]']],
  ['integer', 'UINTEGER', ['uint32', 'UInt32', 'uint32[pyarrow]']],
  ['integer', 'UBIGINT', ['uint', 'uint64', 'UInt64', 'uint64[pyarrow]']],
  ['number', 'FLOAT', ['float32', 'Float32', 'float[pyarrow]', 'float16', 'halffloat[pyarrow]']],
  ['number', 'DOUBLE', ['float', 'float64', 'Float64', 'double', 'floating', 'double[pyarrow]']],
  ['string', 'VARCHAR', ['str', 'string', 'object', 'O', 'string[pyarrow]', 'string[python]', 'large_string[pyarrow]', 'arrow_string']],
  ['string', null, ['category', 'categorical']],
  ['boolean', 'BOOLEAN', ['bool', 'boolean', 'bool[pyarrow]']],
  ['date', 'DATE', ['date', 'date32[day][pyarrow]', 'date64[ms][pyarrow]']],
  ['timestamp', null, ['datetime', 'datetime64', 'datetime64[ns]', 'datetime64[us]', 'datetime64[ms]', 'datetime64[s]']],
  [null, 'INTERVAL', ['timedelta', 'timedelta64', 'timedelta64[ns]']],
  [null, 'BLOB', ['bytes', 'binary[pyarrow]', 'large_binary[pyarrow]']],
]
const known = new Map(
  rows.flatMap(([type, duckType, names]) =>
    names.map((name): readonly [string, PandasType] => [name, { type, duckType, nan: duckType === 'FLOAT' || duckType === 'DOUBLE' }]),
  ),
)

export const pandasTypeNames: readonly string[] = [...known.keys(), 'Decimal(28, 0)', 'datetime64[ns, UTC]']

/**
 * A data type by the names that pandas, numpy and pyarrow have for it; null for an unknown one. `decimal` alone has 28 digits and
 * none behind the point, as in pandera.
 * @example pandasType('Int64') // { type: 'integer', duckType: 'BIGINT', nan: false }
 */
export function pandasType(name: string): PandasType | null {
  const decimal = /^decimal(?:128)?\( *(\d{1,2}) *, *(\d{1,2}) *\)(?:\[pyarrow\])?$/i.exec(name)
  if (decimal) return { type: 'number', duckType: `DECIMAL(${decimal[1]},${decimal[2]})`, nan: false }
  if (name === 'decimal') return { type: 'number', duckType: 'DECIMAL(28,0)', nan: false }
  if (/^datetime64\[(?:ns|us|ms|s), *[A-Za-z_/+:0-9-]+\]$/.test(name)) return { type: 'timestamp', duckType: 'TIMESTAMP WITH TIME ZONE', nan: false }
  return known.get(name) ?? null
}
