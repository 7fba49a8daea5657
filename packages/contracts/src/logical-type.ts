/** The column types of ODCS that can be checked in tables; `object` and `array` are nested and refused. */
export const logicalTypes = ['string', 'integer', 'number', 'boolean', 'date', 'timestamp', 'time'] as const
export type LogicalType = (typeof logicalTypes)[number]

/** A type of DuckDB as a family; `other` for what no contract can name (lists, structs, blobs, intervals). */
export type TypeFamily = LogicalType | 'other'

const families: readonly (readonly [RegExp, TypeFamily])[] = [
  [/^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM)$/, 'integer'],
  [/^(FLOAT|DOUBLE|DECIMAL\(.*\))$/, 'number'],
  [/^(VARCHAR|ENUM\(.*\)|UUID)$/, 'string'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?$/, 'timestamp'],
  [/^TIME(_NS)?$/, 'time'],
]

/** @example typeFamily('DECIMAL(18,3)') // 'number' */
export function typeFamily(duckType: string): TypeFamily {
  return families.find(([pattern]) => pattern.test(duckType))?.[1] ?? 'other'
}

/** Whether a column of this DuckDB type holds values of the logical type: integers are numbers too, nothing else converts. */
export function isOfType(duckType: string, type: LogicalType): boolean {
  const family = typeFamily(duckType)
  return family === type || (type === 'number' && family === 'integer')
}
