import type { Scalar } from '../check.ts'
import { typeFamily } from '../logical-type.ts'
import { valueSql } from './columns.ts'
import type { DataColumn } from './data.ts'
import { literal } from './literal.ts'

/** SQL that tells whether a value is in a set, null for a null; `wrong` is the first value that does not compare with the column. */
export function inSetSql(column: DataColumn, values: readonly Scalar[]): { readonly sql: string; readonly wrong?: Scalar } {
  const literals: string[] = []
  for (const value of new Set(values)) {
    const text = literal(value, column.type)
    if (text === null) return { sql: 'null', wrong: value }
    // No integer is a fraction, and beside one it would be compared as a DOUBLE.
    if (typeFamily(column.type) === 'integer' && typeof value === 'number' && !Number.isInteger(value)) continue
    literals.push(text)
  }
  const value = valueSql(column)
  return { sql: literals.length === 0 ? `(${value} is null and null)` : `${value} in (${literals.join(', ')})` }
}
