import type { LogicalType } from '../../logical-type.ts'
import { nearest } from '../../reading/nearest.ts'

/** A physical type that a contract may name, as DuckDB calls it. */
export interface PhysicalType {
  readonly kind: 'type'
  readonly duckType: string
  readonly logical: LogicalType
  /** Longest text, in code points, where the type says it. */
  readonly maxLength: number | null
}
export type PhysicalTypeRead =
  | PhysicalType
  /** A word for nested values, which says no more than the logical type. */
  | { readonly kind: 'nested' }
  | { readonly kind: 'refused'; readonly code: 'UNKNOWN_TYPE' | 'UNSUPPORTED_CHECK'; readonly hint: string }

const spellings: readonly (readonly [string, LogicalType, readonly string[]])[] = [
  ['TINYINT', 'integer', ['tinyint', 'i8']],
  ['SMALLINT', 'integer', ['smallint', 'int16', 'i16', 'int2', 'short', 'smallserial']],
  ['INTEGER', 'integer', ['integer', 'int', 'int32', 'i32', 'int4', 'serial']],
  ['BIGINT', 'integer', ['bigint', 'long', 'int64', 'i64', 'bigserial']],
  ['HUGEINT', 'integer', ['hugeint', 'int128', 'i128']],
  ['UTINYINT', 'integer', ['utinyint', 'uint8', 'u8']],
  ['USMALLINT', 'integer', ['usmallint', 'uint16', 'u16']],
  ['UINTEGER', 'integer', ['uinteger', 'uint32', 'u32']],
  ['UBIGINT', 'integer', ['ubigint', 'uint64', 'u64']],
  ['UHUGEINT', 'integer', ['uhugeint', 'uint128', 'u128']],
  ['FLOAT', 'number', ['float', 'real', 'float32', 'f32', 'float4']],
  ['DOUBLE', 'number', ['double', 'double precision', 'float64', 'f64', 'float8']],
  [
    'VARCHAR',
    'string',
    ['varchar', 'string', 'text', 'utf8', 'large_utf8', 'large_string', 'character varying', 'bpchar', 'nvarchar', 'clob', 'str'],
  ],
  ['UUID', 'string', ['uuid', 'uniqueidentifier']],
  ['BOOLEAN', 'boolean', ['boolean', 'bool']],
  ['DATE', 'date', ['date', 'date32', 'date32[day]']],
  ['TIME', 'time', ['time', 'time without time zone', 'time64', 'time64[us]']],
  [
    'TIMESTAMP',
    'timestamp',
    ['timestamp', 'timestamp_us', 'timestamp[us]', 'timestamp(6)', 'datetime', 'timestamp_ntz', 'timestamp without time zone'],
  ],
  ['TIMESTAMP_S', 'timestamp', ['timestamp_s', 'timestamp[s]']],
  ['TIMESTAMP_MS', 'timestamp', ['timestamp_ms', 'timestamp[ms]']],
  ['TIMESTAMP_NS', 'timestamp', ['timestamp_ns', 'timestamp[ns]']],
  ['TIMESTAMP WITH TIME ZONE', 'timestamp', ['timestamptz', 'timestamp_tz', 'timestamp with time zone', 'datetimeoffset', 'timestamp[us, tz=utc]']],
]
const known = new Map(
  spellings.flatMap(([duckType, logical, names]) => names.map((name) => [name, { kind: 'type', duckType, logical, maxLength: null } as const])),
)

const names: readonly string[] = [...known.keys(), 'varchar(20)', 'char(3)', 'decimal(18,3)']
const nested = new Set(['json', 'jsonb', 'object', 'struct', 'record', 'map', 'array', 'list', 'variant'])
const withLength = /^(?:varchar2?|nvarchar2?|character varying|string|char|nchar|character|bpchar) ?\( ?(\d{1,9}) ?\)$/
const decimal = /^(?:decimal|numeric|number) ?\( ?(\d{1,2})(?: ?, ?(\d{1,2}))? ?\)$/
const nestedForm = /^(?:struct|row|record|map|array|list|tuple|union|nested) ?[<([]|\[\d*\]$/

/** Names that mean too little, or something that no table here holds. */
const refused: Readonly<Record<string, string>> = {
  int8: 'it is 8 bits to Arrow and 8 bytes to PostgreSQL: write tinyint or bigint',
  decimal: 'write its digits: decimal(18,3)',
  numeric: 'write its digits: numeric(18,3)',
  number: 'write its digits: decimal(18,3), or double',
  char: 'write its length: char(1)',
  bytes: 'binary columns cannot be checked; leave physicalType out',
  bytea: 'binary columns cannot be checked; leave physicalType out',
  binary: 'binary columns cannot be checked; leave physicalType out',
  varbinary: 'binary columns cannot be checked; leave physicalType out',
  blob: 'binary columns cannot be checked; leave physicalType out',
  xml: 'write the type in which the data files hold it: varchar',
  interval: 'write the type in which the data files hold it',
  'time with time zone': 'times of day with a zone cannot be checked',
  timetz: 'times of day with a zone cannot be checked',
}

/**
 * The physical type that a contract means, by the usual names of SQL, Arrow and Parquet in any case. `varchar(n)` and `char(n)` also
 * say how long a text may be: a shorter value of a `char(n)` is padded by some writers and not by others, so n is its most.
 * @example physicalType('varchar(18)') // { kind: 'type', duckType: 'VARCHAR', logical: 'string', maxLength: 18 }
 */
export function physicalType(name: string): PhysicalTypeRead {
  const plain = name.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  const found = known.get(plain)
  if (found) return found
  const length = withLength.exec(plain)
  if (length) return { kind: 'type', duckType: 'VARCHAR', logical: 'string', maxLength: Number(length[1]) }
  const digits = decimal.exec(plain)
  if (digits) return decimalType(Number(digits[1]), Number(digits[2] ?? 0))
  if (nested.has(plain)) return { kind: 'nested' }
  const bracketed = /^(varchar|char)\[(\d+)\]$/.exec(plain)
  if (bracketed) return { kind: 'refused', code: 'UNKNOWN_TYPE', hint: `did you mean "${bracketed[1]}(${bracketed[2]})"?` }
  if (nestedForm.test(plain))
    return { kind: 'refused', code: 'UNSUPPORTED_CHECK', hint: 'describe it with logicalType object and properties, or array and items' }
  if (Object.hasOwn(refused, plain)) return { kind: 'refused', code: 'UNSUPPORTED_CHECK', hint: refused[plain] ?? '' }
  const close = nearest(plain, names)
  return { kind: 'refused', code: 'UNKNOWN_TYPE', hint: close === null ? usual : `did you mean "${close}"?` }
}

const usual = 'write the type as the data files have it: bigint, double, decimal(18,3), varchar(20), date, timestamp; or leave physicalType out'

const maxDigits = 38

function decimalType(precision: number, scale: number): PhysicalTypeRead {
  if (precision < 1 || precision > maxDigits || scale > precision)
    return { kind: 'refused', code: 'UNKNOWN_TYPE', hint: `a decimal has 1 to ${maxDigits} digits, of which the fraction takes no more than all` }
  return { kind: 'type', duckType: `DECIMAL(${precision},${scale})`, logical: 'number', maxLength: null }
}
