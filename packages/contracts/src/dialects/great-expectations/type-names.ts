import { type LogicalType, typeFamily } from '../../logical-type.ts'

const timestamps = ['TIMESTAMP_NS', 'TIMESTAMP', 'TIMESTAMP_MS', 'TIMESTAMP_S']
const zoned = ['TIMESTAMP WITH TIME ZONE']

// numpy, pandas and Python; Spark; SQL. Where case tells two apart (`float` is numpy's of 64 bits, `FLOAT` SQL's), each stands for itself.
const spellings: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['TINYINT'], ['int8', 'Int8', 'ByteType', 'TINYINT']],
  [['SMALLINT'], ['int16', 'Int16', 'ShortType', 'SMALLINT', 'SMALLINTEGER', 'SmallInteger', 'INT2']],
  [['INTEGER'], ['int32', 'Int32', 'IntegerType', 'INTEGER', 'INT', 'Integer', 'INT4']],
  [['BIGINT'], ['int64', 'Int64', 'int', 'int_', 'long', 'LongType', 'BIGINT', 'BigInteger', 'INT64']],
  [['UTINYINT'], ['uint8', 'UInt8']],
  [['USMALLINT'], ['uint16', 'UInt16']],
  [['UINTEGER'], ['uint32', 'UInt32']],
  [['UBIGINT'], ['uint64', 'UInt64']],
  [['FLOAT'], ['float32', 'Float32', 'FloatType', 'REAL']],
  [['DOUBLE'], ['float64', 'Float64', 'float', 'float_', 'double', 'DoubleType', 'DOUBLE', 'DOUBLE_PRECISION', 'DOUBLE PRECISION', 'FLOAT64']],
  [
    ['DOUBLE', 'FLOAT'],
    ['FLOAT', 'Float'],
  ],
  [
    ['VARCHAR'],
    [
      'str',
      'string',
      'object',
      'object_',
      'O',
      'string_types',
      'StringType',
      'StringDtype',
      'VARCHAR',
      'TEXT',
      'CHAR',
      'NVARCHAR',
      'STRING',
      'String',
      'Text',
    ],
  ],
  [['BOOLEAN'], ['bool', 'bool_', 'boolean', 'BooleanType', 'BooleanDtype', 'BOOLEAN', 'BOOL', 'Boolean']],
  [['DATE'], ['date', 'DateType', 'DATE', 'Date']],
  [
    timestamps,
    ['datetime64', 'datetime64[ns]', 'datetime64[us]', 'datetime64[ms]', 'datetime64[s]', 'datetime', 'Timestamp', 'DATETIME', 'DateTime'],
  ],
  [
    [...timestamps, ...zoned],
    ['TimestampType', 'TIMESTAMP'],
  ],
  [zoned, ['DatetimeTZDtype', 'datetime64[ns, UTC]', 'TIMESTAMPTZ', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMP_TZ']],
  [['TIME'], ['time', 'TIME', 'Time']],
  [['BLOB'], ['bytes', 'BinaryType', 'BYTEA', 'BLOB', 'BYTES']],
  [['INTERVAL'], ['timedelta64', 'timedelta64[ns]', 'INTERVAL', 'Interval']],
]
const known = new Map(spellings.flatMap(([duckTypes, names]) => names.map((name) => [name, duckTypes] as const)))

export const typeNames: readonly string[] = [...known.keys(), 'DECIMAL(18,3)']

/**
 * The DuckDB types that a type name of pandas, Spark or a database stands for; null for an unknown one. Where only case differs
 * from a name, that is meant.
 * @example duckTypesOf('int64') // ['BIGINT']
 */
export function duckTypesOf(name: string): readonly string[] | null {
  const decimal = /^(?:decimal|numeric|decimaltype|decimal128) ?\( ?(\d{1,2}) ?, ?(\d{1,2}) ?\)$/i.exec(name.trim())
  if (decimal) return [`DECIMAL(${decimal[1]},${decimal[2]})`]
  const exact = known.get(name)
  if (exact) return exact
  const folded = [...known].filter(([one]) => one.toLowerCase() === name.toLowerCase())
  return folded[0]?.[1] ?? null
}

/** How the values of a column in a text file must be written to be of one of the types; null where they can be anything. */
export function textType(duckTypes: readonly string[]): { readonly type: LogicalType; readonly duckType: string } | null {
  const families = new Map(duckTypes.map((duckType) => [typeFamily(duckType), duckType] as const).toReversed())
  const family =
    families.has('number') && families.size === 2 && families.has('integer') ? 'number' : families.size === 1 ? [...families.keys()][0] : null
  const duckType = family && families.get(family)
  return !family || !duckType || family === 'other' ? null : { type: family, duckType }
}
